//! Singular value decompositions: they give the matrix again, their factors are orthonormal, their
//! values are those of Jacobi's rotations and of spectra that are known.

use crate::common::{bits, data, everywhere};
use crate::small_support::*;
use deepmf_kernels::small::{Failure, singular_values, svd};
use proptest::prelude::*;

struct Parts {
    u: Vec<f64>,
    sigma: Vec<f64>,
    v: Vec<f64>,
}

fn decomposed(m: usize, n: usize, a: &[f64]) -> Parts {
    let k = m.min(n);
    let (mut u, mut sigma, mut v) = (vec![9.0; m * k], vec![9.0; k], vec![9.0; n * k]);
    svd(m, n, a, &mut u, &mut sigma, &mut v).unwrap();
    Parts { u, sigma, v }
}

/// Everything that holds for any matrix.
#[track_caller]
fn check(m: usize, n: usize, a: &[f64]) -> Vec<f64> {
    let k = m.min(n);
    let Parts { u, sigma, v } = decomposed(m, n, a);
    let tolerance = 4.0 * (m + n) as f64 * f64::EPSILON;
    assert!(
        orthogonality(m, k, &u) <= tolerance,
        "U: {}",
        orthogonality(m, k, &u)
    );
    assert!(
        orthogonality(n, k, &v) <= tolerance,
        "V: {}",
        orthogonality(n, k, &v)
    );
    assert!(sigma.iter().all(|&x| x >= 0.0 && x.is_sign_positive()));
    assert!(sigma.windows(2).all(|w| w[0] >= w[1]), "{sigma:?}");
    let again = product(
        m,
        k,
        n,
        &scaled_columns(k, &u, &sigma),
        &transposed(n, k, &v),
    );
    assert!(
        distance(&again, a) <= tolerance * norm(a),
        "{}",
        distance(&again, a) / norm(a)
    );
    for j in 0..k {
        let column: Vec<f64> = (0..m).map(|i| u[i * k + j]).collect();
        let top = column.iter().copied().fold(0.0, f64::max);
        assert!(top >= largest(&column), "column {j} points down");
    }
    let mut alone = vec![0.0; k];
    singular_values(m, n, a, &mut alone).unwrap();
    assert_eq!(bits(&alone), bits(&sigma));
    sigma
}

const SHAPES: [(usize, usize); 18] = [
    (1, 1),
    (1, 7),
    (7, 1),
    (2, 2),
    (2, 5),
    (5, 2),
    (3, 3),
    (10, 10),
    (16, 17),
    (31, 33),
    (33, 32),
    (64, 64),
    (65, 65),
    (129, 40),
    (40, 129),
    (300, 20),
    (100, 100),
    (700, 90),
];

#[test]
fn any_shape() {
    for (m, n) in SHAPES {
        let a = data::<f64>(m * n, (m + n) as u64);
        let sigma = check(m, n, &a);
        let want = if m >= n {
            jacobi_singular_values(m, n, &a)
        } else {
            jacobi_singular_values(n, m, &transposed(m, n, &a))
        };
        assert!(distance(&sigma, &want) <= 1e-13 * want[0], "{m} x {n}");
    }
}

#[test]
fn deficient_rank() {
    for (m, n, rank) in [
        (20, 12, 3),
        (12, 20, 1),
        (50, 50, 10),
        (100, 30, 29),
        (65, 65, 2),
    ] {
        let a = product(m, rank, n, &data(m * rank, 1), &data(rank * n, 2));
        let sigma = check(m, n, &a);
        assert!(
            sigma[rank..].iter().all(|&x| x <= 1e-14 * sigma[0]),
            "{sigma:?}"
        );
        assert!(sigma[rank - 1] > 1e-6 * sigma[0]);
    }
    // Columns that are the same, columns and rows of zeros.
    let mut a = data::<f64>(30 * 30, 3);
    for i in 0..30 {
        a[i * 30 + 4] = a[i * 30 + 7];
        a[i * 30 + 11] = 0.0;
        a[13 * 30 + i] = 0.0;
        a[29 * 30 + i] = 0.0;
    }
    check(30, 30, &a);
}

#[test]
fn zeros_ones_and_permutations() {
    for (m, n) in [(1, 1), (3, 5), (5, 3), (40, 40), (70, 20)] {
        assert!(check(m, n, &vec![0.0; m * n]).iter().all(|&x| x == 0.0));
        let ones = check(m, n, &vec![1.0; m * n]);
        assert!((ones[0] - ((m * n) as f64).sqrt()).abs() < 1e-12);
    }
    for n in [1, 2, 9, 33] {
        assert_eq!(check(n, n, &identity(n)), vec![1.0; n]);
        let mut shifted = vec![0.0; n * n];
        for i in 0..n {
            shifted[i * n + (i + 1) % n] = -1.0;
        }
        assert!(distance(&check(n, n, &shifted), &vec![1.0; n]) < 1e-14);
    }
}

#[test]
fn repeated_and_clustered_values() {
    // A Householder matrix has all singular values one; scaled parts of it repeat others.
    for n in [5, 20, 65] {
        let v = data::<f64>(n, 4);
        let vv: f64 = v.iter().map(|x| x * x).sum();
        let mut h = identity(n);
        for i in 0..n {
            for j in 0..n {
                h[i * n + j] -= 2.0 * v[i] * v[j] / vv;
            }
        }
        let d: Vec<f64> = (0..n)
            .map(|j| [3.0, 2.0, 2.0 + 1e-13, 1e-9][j * 4 / n])
            .collect();
        let a = scaled_columns(n, &h, &d);
        let sigma = check(n, n, &product(n, n, n, &a, &h));
        assert!((sigma[0] - 3.0).abs() < 1e-13 && (sigma[n - 1] - 1e-9).abs() < 1e-14);
    }
}

#[test]
fn known_spectra() {
    // Condition number of the Hilbert matrix of order 8: 1.5257575538e10.
    let sigma = check(8, 8, &hilbert(8));
    assert!((sigma[0] - 1.6959389969219498).abs() < 1e-14);
    assert!((sigma[0] / sigma[7] / 1.525_757_553_8e10 - 1.0).abs() < 1e-5);
    check(20, 20, &hilbert(20));
    for n in [5, 12, 40] {
        let sigma = check(n, n, &frank(n));
        // det = 1.
        let log: f64 = sigma.iter().map(|x| x.ln()).sum();
        assert!(n > 12 || log.abs() < 1e-6, "{n}: {log}");
    }
    // The bidiagonal matrix of ones: 2 cos(k π / (2 n + 1)).
    for n in [2, 3, 17, 100] {
        let mut a = identity(n);
        for i in 0..n - 1 {
            a[i * n + i + 1] = 1.0;
        }
        let want: Vec<f64> = (1..=n)
            .map(|k| 2.0 * (k as f64 * std::f64::consts::PI / (2 * n + 1) as f64).cos())
            .collect();
        assert!(distance(&check(n, n, &a), &want) < 1e-14 * n as f64);
    }
}

#[test]
fn wide_and_graded_scales() {
    let a = data::<f64>(24 * 24, 6);
    let want = check(24, 24, &a);
    for scale in [1e-300, 1e-150, 1e150, 1e300] {
        let scaled: Vec<f64> = a.iter().map(|x| x * scale).collect();
        let sigma: Vec<f64> = decomposed(24, 24, &scaled)
            .sigma
            .iter()
            .map(|x| x / scale)
            .collect();
        assert!(distance(&sigma, &want) < 1e-13 * want[0]);
    }
    for ratio in [0.5, 0.1, 1e-3, 1e-8, 2.0, 10.0, 1e3, 1e6] {
        for n in [4, 10, 24] {
            check(n, n, &graded(n, ratio, &data(n * n, 7)));
        }
    }
    assert!(decomposed(2, 2, &[1e-320, 0.0, 0.0, 1e-321]).sigma[0] > 0.0);
    assert_eq!(
        decomposed(2, 2, &[1.0, 0.0, 0.0, 1e-200]).sigma,
        [1.0, 1e-200]
    );
}

#[test]
fn a_bidiagonal_matrix_of_any_grading() {
    // Entries that fall, rise, and jump over three hundred orders of magnitude.
    let patterns: [&dyn Fn(usize) -> f64; 5] = [
        &|i| 10f64.powi(-20 * i as i32),
        &|i| 10f64.powi(20 * i as i32 - 200),
        &|i| if i % 2 == 0 { 1.0 } else { 1e-150 },
        &|i| if i == 5 { 0.0 } else { 1.0 },
        &|i| if i < 5 { 1e-17 } else { 1.0 },
    ];
    for on in patterns {
        for above in patterns {
            let n = 10;
            let mut a = vec![0.0; n * n];
            for i in 0..n {
                a[i * n + i] = on(i);
                if i + 1 < n {
                    a[i * n + i + 1] = above(i);
                }
            }
            check(n, n, &a);
        }
    }
}

#[test]
fn single_precision_is_the_double_result_rounded() {
    let a = data::<f64>(30 * 20, 8);
    let single: Vec<f32> = a.iter().map(|&x| x as f32).collect();
    let double: Vec<f64> = single.iter().map(|&x| f64::from(x)).collect();
    let want = decomposed(30, 20, &double);
    let (mut u, mut sigma, mut v) = (vec![0f32; 600], vec![0f32; 20], vec![0f32; 400]);
    svd(30, 20, &single, &mut u, &mut sigma, &mut v).unwrap();
    let rounded = |x: &[f64]| x.iter().map(|&x| x as f32).collect::<Vec<_>>();
    assert_eq!(u, rounded(&want.u));
    assert_eq!(sigma, rounded(&want.sigma));
    assert_eq!(v, rounded(&want.v));
}

#[test]
fn what_has_no_result_says_so() {
    for bad in [f64::NAN, f64::INFINITY] {
        let mut sigma = [0.0; 2];
        let a = [1.0, bad, 0.0, 1.0];
        assert_eq!(
            singular_values(2, 2, &a, &mut sigma),
            Err(Failure::NotFinite)
        );
    }
    let mut sigma = [0.0; 2];
    assert_eq!(
        singular_values(2, 2, &[f64::MAX; 4], &mut sigma),
        Err(Failure::Overflow)
    );
}

#[test]
fn the_same_bits_everywhere() {
    for (m, n) in [(65, 65), (300, 40), (40, 129), (3, 3)] {
        let a = data::<f64>(m * n, 9);
        let parts = decomposed(m, n, &a);
        let want = [bits(&parts.u), bits(&parts.sigma), bits(&parts.v)];
        everywhere(|setting| {
            let parts = decomposed(m, n, &a);
            let got = [bits(&parts.u), bits(&parts.sigma), bits(&parts.v)];
            assert!(got == want, "{setting}: {m} x {n}");
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_matrix(m in 1usize..24, n in 1usize..24, seed in any::<u64>(), zeros in 0u64..4, tens in 0i32..40) {
        let scales = data::<f64>(m * n, seed ^ 7);
        let a: Vec<f64> = data::<f64>(m * n, seed)
            .iter()
            .zip(&scales)
            .map(|(x, s)| if s.to_bits() % 4 < zeros { 0.0 } else { x * 10f64.powf(s * f64::from(tens)) })
            .collect();
        check(m, n, &a);
    }
}
