//! Element-wise kernels, dispatch and threads.

use std::panic::catch_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::common::{assert_bits, data, everywhere, turn};
use deepmf_kernels::simd::{self, InstructionSet};
use deepmf_kernels::{Real, elementwise, probe, threads};

fn shape<T: Real>(rows: usize, cols: usize) {
    let (x, old) = (data::<T>(rows * cols, 1), data::<T>(rows * cols, 2));
    let (by_row, by_column) = (data::<T>(rows, 3), data::<T>(cols, 4));
    let (alpha, beta) = (T::from_f64(0.3), T::from_f64(-1.7));
    let each = |f: &dyn Fn(usize, usize) -> T| -> Vec<T> {
        (0..rows * cols).map(|e| f(e / cols, e % cols)).collect()
    };
    let combined = each(&|i, j| alpha * x[i * cols + j] + beta * old[i * cols + j]);
    let scaled = each(&|i, j| alpha * x[i * cols + j]);
    let multiplied = each(&|i, j| x[i * cols + j] * old[i * cols + j]);
    let rows_scaled = each(&|i, j| x[i * cols + j] * by_row[i]);
    let columns_scaled = each(&|i, j| x[i * cols + j] * by_column[j]);
    let transposed: Vec<T> = (0..rows * cols)
        .map(|e| x[e % rows * cols + e / rows])
        .collect();
    everywhere(|setting| {
        let what = format!("{rows} x {cols}, {setting}");
        let mut y = old.clone();
        elementwise::axpby(alpha, &x, beta, &mut y);
        assert_bits(&y, &combined, &what);
        elementwise::axpby(alpha, &x, T::ZERO, &mut y);
        assert_bits(&y, &scaled, &what);
        y.copy_from_slice(&old);
        elementwise::hadamard(&x, &mut y);
        assert_bits(&y, &multiplied, &what);
        y.copy_from_slice(&x);
        elementwise::scale_rows(&by_row, rows, cols, &mut y);
        assert_bits(&y, &rows_scaled, &what);
        y.copy_from_slice(&x);
        elementwise::scale_columns(&by_column, rows, cols, &mut y);
        assert_bits(&y, &columns_scaled, &what);
        elementwise::transpose(rows, cols, &x, &mut y);
        assert_bits(&y, &transposed, &what);
    });
}

#[test]
fn every_element() {
    for (rows, cols) in [
        (0, 3),
        (3, 0),
        (1, 1),
        (2, 3),
        (7, 5),
        (8, 64),
        (9, 65),
        (1, 100),
        (100, 1),
        (130, 131),
        (500, 400),
    ] {
        shape::<f64>(rows, cols);
        shape::<f32>(rows, cols);
    }
}

#[test]
fn diagonal_and_fill() {
    let mut a = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    elementwise::add_diagonal(10.0, 2, 3, &mut a);
    assert_eq!(a, [11.0, 2.0, 3.0, 4.0, 15.0, 6.0]);
    elementwise::fill(0.5, &mut a);
    assert_eq!(a, [0.5; 6]);
}

#[test]
fn a_set_is_used_only_where_it_is() {
    let _turn = turn();
    let sets = simd::available();
    assert_eq!(simd::current(), sets[0]);
    assert_eq!(sets.last(), Some(&InstructionSet::Scalar));
    for name in ["avx512", "avx2", "sse3", "neon", "simd128", "scalar"] {
        let set = InstructionSet::from_name(name).unwrap();
        assert_eq!(set.name(), name);
        assert_eq!(simd::set(set), sets.contains(&set));
        if sets.contains(&set) {
            assert_eq!(simd::current(), set);
        }
    }
    assert!(InstructionSet::from_name("mmx").is_none());
    assert!(simd::set(sets[0]));
}

#[test]
fn the_probe_counts_its_operations() {
    assert!(probe::multiply_add_limit::<f64>(10_000) >= 10_000.0 * 28.0);
    assert!(probe::multiply_add_limit::<f32>(1) > 0.0);
}

#[test]
fn every_part_runs_once() {
    let _turn = turn();
    for count in [1, 2, 5] {
        threads::set_threads(count);
        for parts in [0, 1, 2, 17] {
            let runs: Vec<AtomicUsize> = (0..parts).map(|_| AtomicUsize::new(0)).collect();
            threads::parallel_for(parts, |i| {
                // Parts inside parts run in place.
                threads::parallel_for(3, |_| {
                    runs[i].fetch_add(1, Ordering::Relaxed);
                });
            });
            assert!(runs.iter().all(|run| run.load(Ordering::Relaxed) == 3));
        }
        let mut data = vec![0; 101];
        threads::parallel_chunks(&mut data, 10, |i, chunk| chunk.fill(i));
        assert!(data.iter().enumerate().all(|(e, &i)| i == e / 10));
    }
    threads::set_threads(1);
    assert!(threads::physical_cores() >= 1);
}

#[test]
fn a_panic_in_a_part_reaches_the_caller() {
    let _turn = turn();
    for count in [1, 2] {
        threads::set_threads(count);
        let caught = catch_unwind(|| threads::parallel_for(8, |i| assert!(i != 5, "part five")));
        assert!(caught.is_err());
        // The pool still works.
        let done = AtomicUsize::new(0);
        threads::parallel_for(8, |_| {
            done.fetch_add(1, Ordering::Relaxed);
        });
        assert_eq!(done.into_inner(), 8);
    }
    threads::set_threads(1);
}
