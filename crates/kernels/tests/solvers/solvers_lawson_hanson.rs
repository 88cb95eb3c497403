//! Lawson and Hanson's method on the data: its optimality in the data, ill-conditioned data, rank.

use crate::solvers_support::{column, cross, everywhere, uniform};
use deepmf_kernels::Real;
use deepmf_kernels::nnls::{Side, bpp, lawson_hanson};
use proptest::prelude::*;

fn solved<T: Real>(m: usize, r: usize, n: usize, a: &[T], b: &[T]) -> (Vec<T>, Vec<T>) {
    let (mut x, mut residuals) = (vec![T::ZERO; r * n], vec![T::ZERO; n]);
    lawson_hanson(m, r, n, a, b, &mut x, &mut residuals).unwrap();
    (x, residuals)
}

/// b − A x.
fn residual(m: usize, r: usize, a: &[f64], b: &[f64], x: &[f64]) -> Vec<f64> {
    (0..m)
        .map(|i| b[i] - (0..r).map(|k| a[i * r + k] * x[k]).sum::<f64>())
        .collect()
}

/// x ≥ 0, and no column makes an acute angle with the residual, nor any angle but a right one where
/// x > 0, to `tolerance` of ‖a‖ ‖b‖.
fn assert_optimal(m: usize, r: usize, a: &[f64], b: &[f64], x: &[f64], tolerance: f64) {
    let rest = residual(m, r, a, b, x);
    let norm = |x: &[f64]| x.iter().map(|x| x * x).sum::<f64>().sqrt();
    for k in 0..r {
        let own = column(a, r, k);
        let slope: f64 = own.iter().zip(&rest).map(|(a, e)| a * e).sum();
        let limit = tolerance * norm(&own) * norm(b);
        assert!(x[k] >= 0.0 && x[k].is_finite());
        assert!(slope <= limit, "{slope} above {limit}");
        assert!(x[k] == 0.0 || slope >= -limit, "{slope} below -{limit}");
    }
}

#[test]
fn is_optimal_and_tells_the_residual() {
    for (m, r, n) in [
        (1, 1, 3),
        (30, 10, 25),
        (6, 14, 40),
        (200, 60, 10),
        (300, 280, 2),
    ] {
        let a = uniform::<f64>(m, r, -0.3, 1.0, 4);
        let b = uniform::<f64>(m, n, -0.5, 1.0, 5);
        let (x, residuals) = solved(m, r, n, &a, &b);
        for j in 0..n {
            let (x, b) = (column(&x, n, j), column(&b, n, j));
            assert_optimal(m, r, &a, &b, &x, 1e-13);
            let rest: f64 = residual(m, r, &a, &b, &x).iter().map(|e| e * e).sum();
            assert!((rest.sqrt() - residuals[j]).abs() < 1e-13);
        }
    }
}

#[test]
fn agrees_with_pivoting() {
    let (m, r, n) = (50, 20, 70);
    let a = uniform::<f64>(m, r, -0.3, 1.0, 4);
    let b = uniform::<f64>(m, n, -0.5, 1.0, 5);
    let mut expected = vec![0.0; r * n];
    let (gram, linear) = (cross(m, r, r, &a, &a), cross(m, r, n, &a, &b));
    bpp(&mut expected, &linear, r, n, &gram, Side::Left);
    for (x, expected) in solved(m, r, n, &a, &b).0.iter().zip(&expected) {
        assert!((x - expected).abs() < 1e-11, "{x} {expected}");
    }
}

/// A Vandermonde matrix, whose Gram matrix is singular in double precision.
#[test]
fn keeps_the_digits_that_normal_equations_lose() {
    let (m, r) = (40, 12);
    let mut a = vec![0.0; m * r];
    for i in 0..m {
        let t = (i + 1) as f64 / m as f64;
        (0..r).for_each(|k| a[i * r + k] = t.powi(k as i32));
    }
    let truth: Vec<f64> = (0..r)
        .map(|k| if k % 3 == 1 { 0.0 } else { 1.0 + k as f64 })
        .collect();
    let b: Vec<f64> = (0..m)
        .map(|i| (0..r).map(|k| a[i * r + k] * truth[k]).sum())
        .collect();
    let (x, residuals) = solved(m, r, 1, &a, &b);
    assert!(residuals[0] < 1e-12, "{residuals:?}");
    for (x, truth) in x.iter().zip(&truth) {
        assert!((x - truth).abs() < 1e-4, "{x} {truth}");
    }
}

#[test]
fn columns_that_depend_on_each_other() {
    let (m, r, n) = (20, 8, 30);
    let mut a = uniform::<f64>(m, r, 0.0, 1.0, 1);
    for row in a.chunks_exact_mut(r) {
        (row[1], row[2], row[4]) = (row[0], row[0] + row[3], 0.0);
    }
    let b = uniform::<f64>(m, n, 0.0, 1.0, 2);
    let (x, _) = solved(m, r, n, &a, &b);
    for j in 0..n {
        assert_optimal(m, r, &a, &column(&b, n, j), &column(&x, n, j), 1e-12);
        assert_eq!(x[4 * n + j], 0.0);
    }
}

#[test]
fn any_scale_any_precision_and_the_same_bits_everywhere() {
    let (m, r, n) = (30, 9, 50);
    let a = uniform::<f64>(m, r, -0.3, 1.0, 4);
    let b = uniform::<f64>(m, n, -0.5, 1.0, 5);
    let (expected, _) = solved(m, r, n, &a, &b);
    everywhere(|place| assert_eq!(solved(m, r, n, &a, &b).0, expected, "{place}"));
    for scale in [1e-200, 1e200] {
        let scaled: Vec<f64> = a.iter().map(|x| x * scale).collect();
        for (x, expected) in solved(m, r, n, &scaled, &b).0.iter().zip(&expected) {
            assert!((x * scale - expected).abs() < 1e-12);
        }
    }
    let single = |x: &[f64]| x.iter().map(|x| *x as f32).collect::<Vec<f32>>();
    for (x, expected) in solved(m, r, n, &single(&a), &single(&b))
        .0
        .iter()
        .zip(&expected)
    {
        assert!((f64::from(*x) - expected).abs() < 1e-5);
    }
}

#[test]
fn refuses_numbers_that_are_not_finite_and_takes_nothing() {
    let (mut x, mut residuals) = (vec![0.0; 2], vec![0.0; 1]);
    for bad in [f64::NAN, f64::INFINITY] {
        let a = [1.0, 0.0, 0.0, bad];
        assert!(lawson_hanson(2, 2, 1, &a, &[1.0, 1.0], &mut x, &mut residuals).is_err());
        assert!(lawson_hanson(2, 2, 1, &[1.0; 4], &[1.0, bad], &mut x, &mut residuals).is_err());
    }
    assert_eq!(solved::<f64>(0, 2, 1, &[], &[]), (vec![0.0; 2], vec![0.0]));
    assert_eq!(solved(2, 0, 1, &[], &[3.0, 4.0]), (vec![], vec![5.0]));
    assert_eq!(solved::<f64>(2, 1, 0, &[1.0, 2.0], &[]), (vec![], vec![]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn is_optimal_for_any_data(
        m in 1usize..10, r in 1usize..12,
        values in proptest::collection::vec(prop_oneof![3 => -1.0..1.0f64, 2 => Just(0.0), 1 => Just(1.0)], 130),
    ) {
        let (b, a) = (&values[..m], &values[m..m + m * r]);
        let (x, _) = solved(m, r, 1, a, b);
        assert_optimal(m, r, a, b, &x, 1e-12);
    }
}
