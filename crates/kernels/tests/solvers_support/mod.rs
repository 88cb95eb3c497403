//! Slow, obvious versions of what the solver tests compare with.

#![allow(dead_code, reason = "every test binary uses its own part")]

pub mod fpgd;
pub mod kkt;
pub mod lawson_hanson;
pub mod projection;

use deepmf_kernels::random::{Distribution, fill};
use deepmf_kernels::{Real, simd, threads};
use std::sync::Mutex;

/// The numerics contract's sum, written as its definition.
pub fn contract_sum<T: Real>(terms: &[T]) -> T {
    let panels: Vec<T> = terms
        .chunks(256)
        .map(|panel| panel.iter().fold(T::ZERO, |sum, &term| sum + term))
        .collect();
    let blocks: Vec<T> = panels
        .chunks(64)
        .map(|block| {
            block
                .iter()
                .copied()
                .reduce(|sum, panel| sum + panel)
                .unwrap()
        })
        .collect();
    tree(&blocks)
}

fn tree<T: Real>(blocks: &[T]) -> T {
    match blocks.len() {
        0 => T::ZERO,
        1 => blocks[0],
        count => {
            let left = (1..count)
                .rev()
                .find(|size| size.is_power_of_two())
                .unwrap();
            tree(&blocks[..left]) + tree(&blocks[left..])
        }
    }
}

pub fn contract_inner<T: Real>(x: &[T], y: &[T]) -> T {
    let terms: Vec<T> = x.iter().zip(y).map(|(&x, &y)| x * y).collect();
    contract_sum(&terms)
}

pub fn uniform<T: Real>(rows: usize, columns: usize, low: f64, high: f64, seed: u64) -> Vec<T> {
    let mut out = vec![T::ZERO; rows * columns];
    fill(
        Distribution::Uniform { low, high },
        rows,
        columns,
        seed,
        0,
        &mut out,
    );
    out
}

pub fn column<T: Real>(matrix: &[T], columns: usize, j: usize) -> Vec<T> {
    matrix.iter().skip(j).step_by(columns).copied().collect()
}

pub fn transposed<T: Real>(rows: usize, columns: usize, matrix: &[T]) -> Vec<T> {
    (0..columns)
        .flat_map(|j| column(&matrix[..rows * columns], columns, j))
        .collect()
}

/// AᵀB for A (m x r) and B (m x n).
pub fn cross<T: Real>(m: usize, r: usize, n: usize, a: &[T], b: &[T]) -> Vec<T> {
    let mut out = vec![T::ZERO; r * n];
    for i in 0..r {
        for j in 0..n {
            out[i * n + j] = (0..m).map(|k| a[k * r + i] * b[k * n + j]).sum();
        }
    }
    out
}

/// A least-squares problem: W (m x r) and X (m x n), as WᵀW and WᵀX.
pub struct Problem<T> {
    pub r: usize,
    pub n: usize,
    pub gram: Vec<T>,
    pub b: Vec<T>,
}

pub fn problem<T: Real>(m: usize, r: usize, n: usize, seed: u64) -> Problem<T> {
    let w = uniform::<T>(m, r, -0.3, 1.0, seed);
    let x = uniform::<T>(m, n, -0.5, 1.0, seed + 1);
    Problem {
        r,
        n,
        gram: cross(m, r, r, &w, &w),
        b: cross(m, r, n, &w, &x),
    }
}

pub fn assert_same_bits<T: Real>(actual: &[T], expected: &[T], what: &str) {
    assert_eq!(actual.len(), expected.len(), "{what}");
    for (i, (x, y)) in actual.iter().zip(expected).enumerate() {
        let same = x == y && (*x != T::ZERO || is_positive_zero(*x) == is_positive_zero(*y));
        assert!(same, "{what}: entry {i} is {x:?}, expected {y:?}");
    }
}

pub fn is_positive_zero<T: Real>(x: T) -> bool {
    x == T::ZERO && T::ONE / x > T::ZERO
}

static MACHINE: Mutex<()> = Mutex::new(());

/// Runs `test` on every instruction set of this machine, with one, two and three threads.
pub fn everywhere(mut test: impl FnMut(&str)) {
    let _guard = MACHINE
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    let (set, count) = (simd::current(), threads::threads());
    for choice in simd::available() {
        assert!(simd::set(choice));
        for threads in 1..=3 {
            threads::set_threads(threads);
            test(&format!("{} with {threads} threads", choice.name()));
        }
    }
    simd::set(set);
    threads::set_threads(count);
}
