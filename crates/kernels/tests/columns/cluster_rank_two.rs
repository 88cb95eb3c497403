//! Rank two: the closed form against Lawson and Hanson, the plane against its definition, the
//! factors of data of rank two, the cut.

use crate::solvers_support::lawson_hanson::nonnegative_least_squares;
use crate::solvers_support::{assert_same_bits, column, cross, everywhere, uniform};
use deepmf_kernels::cluster::{dominant_plane, nonnegative_pairs, rank_two, split_by_ratio};
use deepmf_kernels::gemm::gram;
use deepmf_kernels::small::spectral_norm;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_closed_form_is_the_exact_solution(seed in 0u64..100_000, low in -1.0f64..0.0) {
        let (m, n) = (5, 12);
        let w = uniform::<f64>(m, 2, low, 1.0, seed);
        let x = uniform::<f64>(m, n, -1.0, 1.0, seed + 1);
        let (square, b) = (cross(m, 2, 2, &w, &w), cross(m, 2, n, &w, &x));
        let mut h = vec![0.0; 2 * n];
        nonnegative_pairs([square[0], square[1], square[2], square[3]], n, &b, &mut h);
        for j in 0..n {
            let exact = nonnegative_least_squares(2, &square, &column(&b, n, j));
            for (h, exact) in column(&h, n, j).iter().zip(&exact) {
                prop_assert!(*h >= 0.0 && (h - exact).abs() < 1e-9 * (1.0 + exact), "{h} {exact}");
            }
        }
    }
}

#[test]
fn parallel_and_missing_columns_have_a_solution_on_an_axis() {
    let mut h = [9.0; 4];
    nonnegative_pairs([4.0, 2.0, 2.0, 1.0], 2, &[4.0, -1.0, 2.0, -1.0], &mut h);
    assert_eq!(h, [1.0, 0.0, 0.0, 0.0]);
    nonnegative_pairs([0.0, 0.0, 0.0, 4.0], 2, &[0.0, 0.0, 2.0, -2.0], &mut h);
    assert_eq!(h, [0.0, 0.0, 0.5, 0.0]);
    nonnegative_pairs([0.0; 4], 2, &[0.0; 4], &mut h);
    assert_eq!(h, [0.0; 4]);
}

#[test]
fn the_plane_holds_the_leading_singular_vectors() {
    for (m, n) in [
        (1, 1),
        (2, 9),
        (9, 2),
        (30, 80),
        (80, 30),
        (1100, 1030),
        (1030, 1100),
    ] {
        let mut x = uniform::<f64>(m, n, 0.0, 1.0, 7);
        // A second direction that stands out.
        for i in 0..m {
            for j in 0..n {
                x[i * n + j] += if (i < m / 2) == (j < n / 3) { 1.5 } else { 0.0 };
            }
        }
        let (plane, [first, second]) = dominant_plane(m, n, &x);
        let order = m.min(n);
        let mut product = vec![0.0; order * order];
        gram(m > n, m, n, &x, 1.0, 0.0, &mut product);
        assert!(
            (first / spectral_norm(order, &product) - 1.0).abs() < 1e-12,
            "{m} x {n}"
        );
        let projected = deepmf_products(2, m, n, &plane, &x);
        let mut square = vec![0.0; 4];
        gram(false, 2, n, &projected, 1.0, 0.0, &mut square);
        // The plane keeps as much of X as the two singular values have.
        let kept = square[0] + square[3];
        assert!(
            (kept / (first + second) - 1.0).abs() < 1e-9,
            "{m} x {n}: {kept} {first} {second}"
        );
        let mut orthonormal = vec![0.0; 4];
        gram(false, 2, m, &plane, 1.0, 0.0, &mut orthonormal);
        let expected = [1.0, 0.0, 0.0, if order > 1 { 1.0 } else { 0.0 }];
        for (value, expected) in orthonormal.iter().zip(expected) {
            assert!((value - expected).abs() < 1e-12);
        }
    }
}

fn deepmf_products(m: usize, k: usize, n: usize, a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut out = vec![0.0; m * n];
    deepmf_kernels::gemm::gemm(false, false, m, n, k, 1.0, a, b, 0.0, &mut out);
    out
}

#[test]
fn data_of_rank_two_are_factorized_exactly() {
    let (m, n) = (40, 90);
    let w = uniform::<f64>(m, 2, 0.0, 1.0, 1);
    let mut h = uniform::<f64>(2, n, 0.0, 1.0, 2);
    // Pure columns: the start finds them.
    (h[0], h[n], h[1], h[n + 1]) = (2.0, 0.0, 0.0, 2.0);
    let x = deepmf_products(m, 2, n, &w, &h);
    for sweeps in [0, 3] {
        let (mut fw, mut fh) = (vec![0.0; 2 * m], vec![0.0; 2 * n]);
        let leading = rank_two(m, n, &x, sweeps, &mut fw, &mut fh);
        assert!(leading > 0.0 && fw.iter().chain(&fh).all(|value| *value >= 0.0));
        for (x, product) in x.iter().zip(deepmf_products(m, 2, n, &fw, &fh)) {
            assert!((x - product).abs() < 1e-10);
        }
    }
}

#[test]
fn alternations_never_raise_the_error() {
    let (m, n) = (30, 70);
    let x = uniform::<f64>(m, n, 0.0, 1.0, 11);
    let mut last = f64::INFINITY;
    for sweeps in 0..12 {
        let (mut w, mut h) = (vec![0.0; 2 * m], vec![0.0; 2 * n]);
        rank_two(m, n, &x, sweeps, &mut w, &mut h);
        let product = deepmf_products(m, 2, n, &w, &h);
        let error: f64 = x.iter().zip(product).map(|(x, y)| (x - y).powi(2)).sum();
        assert!(error <= last * (1.0 + 1e-12));
        last = error;
    }
}

#[test]
fn data_of_rank_one_and_zero() {
    let (mut w, mut h) = ([9.0; 4], [9.0; 6]);
    let leading = rank_two(2, 3, &[1.0, 2.0, 3.0, 2.0, 4.0, 6.0], 2, &mut w, &mut h);
    assert!((leading - 70.0f64).abs() < 1e-12);
    assert_eq!((w[1], w[3], &h[3..]), (0.0, 0.0, &[0.0; 3][..]));
    for (j, x) in [1.0, 2.0, 3.0].into_iter().enumerate() {
        assert!((w[0] * h[j] - x).abs() < 1e-12 && (w[2] * h[j] - 2.0 * x).abs() < 1e-12);
    }
    assert_eq!(rank_two(2, 3, &[0.0; 6], 2, &mut w, &mut h), 0.0);
    assert_eq!((w, h), ([0.0; 4], [0.0; 6]));
}

#[test]
fn a_cut_goes_between_two_groups() {
    // Ratios near 0.2 and near 0.9.
    let n = 50;
    let mut h = vec![0.0; 2 * n];
    for j in 0..n {
        let ratio = if j % 3 == 0 { 0.9 } else { 0.2 } + 0.001 * j as f64;
        (h[j], h[n + j]) = (4.0 * ratio, 4.0 * (1.0 - ratio));
    }
    let mut labels = vec![7; n];
    let threshold = split_by_ratio(n, &h, &mut labels).unwrap();
    assert!((0.25..0.9).contains(&threshold), "{threshold}");
    assert!((0..n).all(|j| labels[j] == u32::from(j % 3 != 0)));
}

#[test]
fn equal_columns_are_not_cut() {
    let mut labels = [7; 3];
    assert_eq!(
        split_by_ratio(3, &[1.0, 2.0, 3.0, 1.0, 2.0, 3.0], &mut labels),
        None
    );
    assert_eq!(labels, [0; 3]);
    assert_eq!(split_by_ratio(3, &[0.0f32; 6], &mut labels), None);
    assert_eq!(split_by_ratio::<f64>(0, &[], &mut []), None);
}

#[test]
fn has_the_same_bits_everywhere() {
    for (m, n) in [(30, 700), (700, 30)] {
        let x = uniform::<f64>(m, n, 0.0, 1.0, 3);
        let mut first = None;
        everywhere(|place| {
            let (mut w, mut h) = (vec![0.0; 2 * m], vec![0.0; 2 * n]);
            let leading = rank_two(m, n, &x, 2, &mut w, &mut h);
            let both = [w, h, vec![leading]].concat();
            assert_same_bits(&both, first.get_or_insert_with(|| both.clone()), place);
        });
    }
}
