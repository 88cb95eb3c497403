//! Threads and instruction sets. What these return is the machine's, so the case returns nothing.

use deepmf_store::*;

use super::Call;
use super::matrices::{nothing, number};

pub fn calls() -> Vec<Call> {
    vec![
        Call {
            name: "set_threads",
            run: |draw| nothing(set_threads(draw.between(0, 3))),
        },
        Call {
            name: "threads",
            run: |_| seen(threads() >= 1),
        },
        Call {
            name: "physical_cores",
            run: |_| seen(physical_cores() >= 1),
        },
        Call {
            name: "instruction_sets",
            run: |_| seen(instruction_sets().contains("scalar")),
        },
        Call {
            name: "instruction_set",
            run: |_| seen(instruction_sets().contains(&instruction_set())),
        },
        Call {
            name: "set_instruction_set",
            run: |draw| nothing(set_instruction_set(draw.name(&["scalar"]))),
        },
        Call {
            name: "set_numerics",
            run: |draw| {
                let set = set_numerics(draw.name(&["reproducible", "fast"]));
                // The mode is the thread's: the next case is to find it as it was.
                set_numerics("reproducible")?;
                nothing(set)
            },
        },
        Call {
            name: "numerics",
            run: |_| seen(numerics() == "reproducible"),
        },
        Call {
            name: "fast_library",
            run: |_| seen(!fast_library().is_empty()),
        },
        Call {
            name: "probe",
            run: |draw| seen(probe(draw.one_of(&[64, 32]), draw.between(1, 9))? > 0.0),
        },
        Call {
            name: "probe_memory",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                number(probe_memory(draw.operand(rows, cols)))
            },
        },
        Call {
            name: "version",
            run: |_| seen(!version().is_empty()),
        },
    ]
}

fn seen(fact: bool) -> Result<Vec<f64>> {
    assert!(fact);
    Ok(Vec::new())
}
