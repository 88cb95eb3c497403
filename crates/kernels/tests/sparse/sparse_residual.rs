//! The residual of a sparse matrix: against every cell written out, and where nearly everything cancels.

use crate::common::{assert_bits, data, everywhere};
use crate::sparse_support::{build, dense, random};
use deepmf_kernels::Real;
use deepmf_kernels::sparse::residual_squared;

/// Σ over all cells, in double precision.
fn oracle<T: Real>(cells: &[T], cols: usize, r: usize, a: &[T], bt: &[T]) -> f64 {
    let mut total = 0.0;
    for (at, x) in cells.iter().enumerate() {
        let (a, b) = (&a[at / cols * r..][..r], &bt[at % cols * r..][..r]);
        let p: f64 = a.iter().zip(b).map(|(a, b)| a.to_f64() * b.to_f64()).sum();
        total += (x.to_f64() - p) * (x.to_f64() - p);
    }
    total
}

fn shape<T: Real>(rows: usize, cols: usize, r: usize) {
    let x = build(rows, cols, &random::<T>(rows, cols, 0.2, 5));
    let (a, bt) = (data::<T>(rows * r, 1), data::<T>(cols * r, 2));
    let want = oracle(&dense(x.by_rows()), cols, r, &a, &bt);
    let mut first = None;
    everywhere(|setting| {
        let got = residual_squared(x.by_rows(), r, &a, &bt);
        assert!((got - want).abs() <= 1e-12 * want, "{got} {want} {setting}");
        assert_bits(&[got], &[*first.get_or_insert(got)], setting);
    });
}

#[test]
fn every_cell_counts() {
    for (rows, cols, r) in [
        (1, 1, 1),
        (30, 40, 5),
        (1, 3000, 3),
        (3000, 2, 3),
        (700, 90, 12),
        (20, 20, 0),
    ] {
        shape::<f64>(rows, cols, r);
        shape::<f32>(rows, cols, r);
    }
}

/// A B with two blocks of ones, X that product with `change` added to one entry and `extra` put where A B is zero.
fn nearly(change: f64, extra: f64) -> f64 {
    let (m, n) = (40, 60);
    let block = |i: usize, count: usize| usize::from(2 * i >= count);
    let factor = |count: usize| -> Vec<f64> {
        (0..count)
            .flat_map(|i| [0, 1].map(|k| if block(i, count) == k { 0.1 } else { 0.0 }))
            .collect()
    };
    let (a, bt) = (factor(m), factor(n));
    let mut list = Vec::new();
    for i in 0..m {
        for j in 0..n {
            if block(i, m) == block(j, n) {
                list.push((i as u32, j as u32, 0.1 * 0.1));
            }
        }
    }
    list[7].2 += change;
    list.push((0, n as u32 - 1, extra));
    residual_squared(build(m, n, &list).by_rows(), 2, &a, &bt)
}

#[test]
fn what_is_left_of_a_nearly_exact_product_is_right() {
    // 0.1 * 0.1 is rounded: each of the 1200 entries is up to 2^-60 off the exact product. The rest is what
    // twice the precision leaves of ‖A B‖² = 0.12.
    let floor = nearly(0.0, 0.0);
    assert!(
        floor < 1200.0 * 2f64.powi(-120) + 2f64.powi(-103),
        "{floor}"
    );
    for size in [1e-6, 1e-9, 1e-12] {
        let got = nearly(0.0, size);
        assert!((got - size * size).abs() <= 1e-12 * size * size + 2.0 * floor);
    }
    // 2^-40 added to 0.01 is exact, as 0.01 has its last digit at 2^-59.
    let change = 2f64.powi(-40);
    let got = nearly(change, 0.0);
    assert!(
        (got - change * change).abs() <= 1e-5 * change * change,
        "{got}"
    );
}

#[test]
fn what_a_product_puts_where_nothing_is_stored_is_counted() {
    // X = (1, nothing), A B = (1, 2^-30): in the Gram form that drowns in ‖X‖² = 1.
    let x = build(1, 2, &[(0, 0, 1.0)]);
    let small = 2f64.powi(-30);
    let got = residual_squared(x.by_rows(), 1, &[1.0], &[1.0, small]);
    assert_eq!(got, small * small);
    let x = build::<f32>(1, 2, &[(0, 0, 1.0)]);
    let got = residual_squared(x.by_rows(), 1, &[1.0], &[1.0, 2f32.powi(-20)]);
    assert_eq!(got, 2f64.powi(-40));
}

#[test]
fn an_empty_matrix_leaves_the_product() {
    let x = build::<f64>(3, 2, &[]);
    let got = residual_squared(x.by_rows(), 1, &[1.0, 2.0, 2.0], &[2.0, 1.0]);
    assert_eq!(got, 45.0);
}

#[test]
fn what_overflows_is_infinite() {
    let x = build(1, 2, &[(0, 0, 1e200)]);
    let got = residual_squared(x.by_rows(), 1, &[1e180], &[1e180, 0.0]);
    assert_eq!(got, f64::INFINITY);
}
