//! Random calls of every function of the store: whatever the shapes, values and arguments, a call
//! returns, and what it returns does not depend on threads or instruction sets.
//!
//! Every case is drawn from its number alone. It runs twice, once on one thread and once on drawn
//! numbers of threads and instruction set, and both must agree to the bit. A refused call must have
//! a code that is not a panic's, and must have left every matrix as it was. Under the address
//! sanitizer (`npm run sanitize`, a million cases) reads and writes are checked too.
//!
//! `DEEPMF_FUZZ_CASES` says how many cases; `DEEPMF_FUZZ_ONLY` runs one function or one case, by the
//! name or the number that a failure prints.

mod divergence;
mod draw;
mod elementwise;
mod machine;
mod matrices;
mod memory;
mod products;
mod projections;
mod reductions;
mod small;
mod solvers;
mod sparse;
mod starts;
mod tensor;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use deepmf_store::{
    Code, Result, download32, download64, instruction_sets, live_matrices, release,
    set_instruction_set, set_threads,
};
use draw::Draw;

/// A function of the store, and how its arguments are drawn. What it returns becomes numbers.
pub struct Call {
    /// As the store exports it.
    pub name: &'static str,
    /// Draws the arguments and calls.
    pub run: fn(&mut Draw) -> Result<Vec<f64>>,
}

fn calls() -> Vec<Call> {
    [
        memory::calls(),
        elementwise::calls(),
        products::calls(),
        reductions::calls(),
        small::calls(),
        projections::calls(),
        solvers::calls(),
        divergence::calls(),
        sparse::calls(),
        starts::calls(),
        tensor::calls(),
        machine::calls(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What a case leaves: what the call returned, and the bits of every matrix that was drawn for it.
#[derive(Debug, PartialEq)]
struct Outcome {
    returned: std::result::Result<Vec<u64>, Code>,
    matrices: Vec<Vec<u64>>,
}

#[test]
fn whatever_is_called_returns_and_does_so_alike() {
    let default = if cfg!(miri) { 60 } else { 20_000 };
    let cases = number("DEEPMF_FUZZ_CASES").unwrap_or(default);
    let only = std::env::var("DEEPMF_FUZZ_ONLY").unwrap_or_default();
    let calls = calls();
    let sets = instruction_sets();
    let sets: Vec<&str> = sets.split(',').collect();
    let mut refused = 0u64;
    for case in 0..cases {
        let call = &calls[case as usize % calls.len()];
        if !only.is_empty() && only != call.name && only != case.to_string() {
            continue;
        }
        let mut settings = Draw::new(!case);
        set_threads(1).unwrap();
        set_instruction_set(sets[0]).unwrap();
        let first = outcome(call, case);
        set_threads(settings.between(1, 3)).unwrap();
        set_instruction_set(sets[settings.below(sets.len())]).unwrap();
        let second = outcome(call, case);
        assert_eq!(first, second, "{} differs in case {case}", call.name);
        refused += u64::from(first.returned.is_err());
    }
    set_instruction_set(sets[0]).unwrap();
    if only.is_empty() {
        // Else nearly everything would be refused and little of the kernels be seen.
        assert!(
            refused * 3 < cases,
            "{refused} of {cases} calls were refused"
        );
    }
}

#[test]
fn no_function_is_left_out() {
    let source = include_str!("../../src/lib.rs");
    let exported: BTreeSet<&str> = source
        .split("pub use ")
        .skip(1)
        .filter_map(|rest| rest.split("::").nth(1)?.split(';').next())
        .flat_map(|names| names.trim_matches(['{', '}']).split(','))
        .map(|name| name.trim().trim_matches(['{', '}']))
        .filter(|name| name.starts_with(|first: char| first.is_ascii_lowercase()))
        .collect();
    // The one is there to panic; the other serves the bindings and is called with every download.
    let exempt = BTreeSet::from(["raise_panic", "copied"]);
    let drawn: BTreeSet<&str> = calls().iter().map(|call| call.name).collect();
    let missing: Vec<_> = exported
        .difference(&drawn)
        .filter(|name| !exempt.contains(*name))
        .collect();
    assert!(missing.is_empty(), "no random calls of {missing:?}");
}

/// Runs one case and gives back all that it made.
fn outcome(call: &Call, case: u64) -> Outcome {
    let before = live_matrices();
    let mut draw = Draw::new(case);
    let returned = catch_unwind(AssertUnwindSafe(|| (call.run)(&mut draw)));
    let returned = returned.unwrap_or_else(|_| panic!("{} panicked in case {case}", call.name));
    let matrices: Vec<_> = draw.made().iter().map(|&id| bits(id)).collect();
    if let Err(error) = &returned {
        assert_ne!(
            error.code,
            Code::Panic,
            "{} in case {case}: {error}",
            call.name
        );
        for ((id, was), is) in draw.snapshots().zip(&matrices) {
            assert_eq!(
                was, is,
                "{} refused case {case} and changed {id}",
                call.name
            );
        }
    }
    for &id in draw.made() {
        // A call that releases has done so already.
        let _ = release(id);
    }
    assert_eq!(
        live_matrices(),
        before,
        "{} keeps matrices in case {case}",
        call.name
    );
    let returned = returned.map(|numbers| numbers.into_iter().map(pattern).collect());
    Outcome {
        returned: returned.map_err(|error| error.code),
        matrices,
    }
}

/// The bits of a matrix's numbers; none where it is gone.
fn bits(id: u32) -> Vec<u64> {
    download64(id, |numbers| {
        Ok(numbers.iter().copied().map(pattern).collect())
    })
    .or_else(|_| {
        download32(id, |numbers| {
            Ok(numbers.iter().map(|&x| pattern(f64::from(x))).collect())
        })
    })
    .unwrap_or_default()
}

/// All NaNs are one: what is not finite is refused before it reaches a kernel, so their bits are nobody's promise.
fn pattern(number: f64) -> u64 {
    if number.is_nan() {
        f64::NAN.to_bits()
    } else {
        number.to_bits()
    }
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}
