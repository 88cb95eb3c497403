//! The oracle: the contract written out as textbook loops, and data to try it on.
#![allow(dead_code, reason = "each test file uses its part")]

use std::sync::{Mutex, MutexGuard, PoisonError};

use deepmf_kernels::simd::{self, InstructionSet};
use deepmf_kernels::{Real, threads};

/// Σ term(i), i < n: panels of 256 from +0, in blocks of 64 panels, blocks by the tree.
pub fn oracle_sum<T: Real>(n: usize, term: impl Fn(usize) -> T) -> T {
    let mut blocks = Vec::new();
    for block in 0..n.div_ceil(16384).max(1) {
        let end = n.min((block + 1) * 16384);
        let mut total: Option<T> = None;
        let mut start = block * 16384;
        while start < end {
            let mut sum = T::ZERO;
            for i in start..end.min(start + 256) {
                sum += term(i);
            }
            total = Some(total.map_or(sum, |t| t + sum));
            start += 256;
        }
        blocks.push(total.unwrap_or(T::ZERO));
    }
    tree(&blocks)
}

fn tree<T: Real>(blocks: &[T]) -> T {
    if blocks.len() == 1 {
        return blocks[0];
    }
    let mut half = 1;
    while 2 * half < blocks.len() {
        half *= 2;
    }
    tree(&blocks[..half]) + tree(&blocks[half..])
}

/// C = α op(A) op(B) + β C by the triple loop.
pub fn oracle_gemm<T: Real>(
    trans: (bool, bool),
    (m, n, k): (usize, usize, usize),
    alpha: T,
    a: &[T],
    b: &[T],
    beta: T,
    c: &mut [T],
) {
    for i in 0..m {
        for j in 0..n {
            let s = oracle_sum(k, |p| {
                let x = if trans.0 { a[p * m + i] } else { a[i * k + p] };
                let y = if trans.1 { b[j * k + p] } else { b[p * n + j] };
                x * y
            });
            let c = &mut c[i * n + j];
            *c = if beta == T::ZERO {
                alpha * s
            } else {
                alpha * s + beta * *c
            };
        }
    }
}

/// `n` numbers in (-1, 1) with many different exponents.
pub fn data<T: Real>(n: usize, seed: u64) -> Vec<T> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    (0..n)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let mantissa = (state >> 11) as f64 / (1u64 << 52) as f64 - 1.0;
            T::from_f64(mantissa / f64::from(1u32 << ((state >> 3) & 7)))
        })
        .collect()
}

/// The bits, through double precision, which is exact.
pub fn bits<T: Real>(x: &[T]) -> Vec<u64> {
    x.iter().map(|x| x.to_f64().to_bits()).collect()
}

#[track_caller]
pub fn assert_bits<T: Real>(got: &[T], want: &[T], what: &str) {
    assert_eq!(got.len(), want.len(), "{what}");
    for (i, (g, w)) in got.iter().zip(want).enumerate() {
        assert_eq!(
            g.to_f64().to_bits(),
            w.to_f64().to_bits(),
            "{what}: element {i}: {g} {w}"
        );
    }
}

/// The settings are one for the process: tests that change them take turns.
static SETTINGS: Mutex<()> = Mutex::new(());

pub fn turn() -> MutexGuard<'static, ()> {
    SETTINGS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs `check` under every instruction set of the machine, on one thread and on two.
pub fn everywhere(mut check: impl FnMut(&str)) {
    let _turn = turn();
    for count in [1, 2] {
        threads::set_threads(count);
        for set in simd::available() {
            assert!(simd::set(set));
            check(&format!("{} x {count}", set.name()));
        }
    }
    best();
}

/// Runs `check` under every instruction set of the machine, on one thread.
pub fn every_set(mut check: impl FnMut(&str)) {
    let _turn = turn();
    threads::set_threads(1);
    for set in simd::available() {
        assert!(simd::set(set));
        check(set.name());
    }
    best();
}

fn best() {
    let best: InstructionSet = simd::available()[0];
    assert!(simd::set(best));
    threads::set_threads(1);
}
