//! The spectral norm against Jacobi's rotations, the slow and obvious way to eigenvalues.

use crate::common::{bits, data, everywhere};
use deepmf_kernels::Real;
use deepmf_kernels::gemm::gram;
use deepmf_kernels::small::spectral_norm;
use proptest::prelude::*;

/// max |λ| by cyclic Jacobi sweeps.
fn jacobi(n: usize, a: &[f64]) -> f64 {
    let mut a = a.to_vec();
    for _ in 0..60 {
        let mut off = 0.0;
        for p in 0..n {
            for q in p + 1..n {
                let apq = a[p * n + q];
                off += apq * apq;
                if apq == 0.0 {
                    continue;
                }
                let theta = (a[q * n + q] - a[p * n + p]) / (2.0 * apq);
                let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
                let c = 1.0 / (t * t + 1.0).sqrt();
                let s = t * c;
                for i in 0..n {
                    let (x, y) = (a[i * n + p], a[i * n + q]);
                    a[i * n + p] = c * x - s * y;
                    a[i * n + q] = s * x + c * y;
                }
                for i in 0..n {
                    let (x, y) = (a[p * n + i], a[q * n + i]);
                    a[p * n + i] = c * x - s * y;
                    a[q * n + i] = s * x + c * y;
                }
            }
        }
        if off < 1e-300 {
            break;
        }
    }
    (0..n).map(|i| a[i * n + i].abs()).fold(0.0, f64::max)
}

fn symmetric(n: usize, seed: u64) -> Vec<f64> {
    let x = data::<f64>(n * n, seed);
    let mut a = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..n {
            a[i * n + j] = x[i * n + j] + x[j * n + i];
        }
    }
    a
}

#[track_caller]
fn close(n: usize, a: &[f64]) {
    let (got, want) = (spectral_norm(n, a), jacobi(n, a));
    assert!((got - want).abs() <= 3e-14 * want, "n = {n}: {got} {want}");
}

#[test]
fn indefinite_matrices() {
    for n in (1..=12).chain([25, 49, 64, 100, 129]) {
        close(n, &symmetric(n, n as u64));
    }
}

#[test]
fn gram_matrices() {
    for (rows, n) in [(3, 10), (10, 10), (361, 49), (500, 100)] {
        let x = data::<f64>(rows * n, 7);
        let mut a = vec![0.0; n * n];
        gram(true, rows, n, &x, 1.0, 0.0, &mut a);
        close(n, &a);
    }
}

#[test]
fn a_negative_eigenvalue_counts() {
    close(2, &[-5.0, 1.0, 1.0, 2.0]);
    close(3, &[0.0, -4.0, 0.0, -4.0, 0.0, 0.0, 0.0, 0.0, 1.0]);
}

#[test]
fn special_matrices() {
    assert_eq!(spectral_norm::<f64>(0, &[]), 0.0);
    assert_eq!(spectral_norm(1, &[-3.0]), 3.0);
    assert_eq!(spectral_norm(3, &[0.0; 9]), 0.0);
    let identity: Vec<f64> = (0..49)
        .map(|i| if i % 8 == 0 { 1.0 } else { 0.0 })
        .collect();
    assert_eq!(spectral_norm(7, &identity), 1.0);
    // All ones: rank one, norm n.
    assert!((spectral_norm(50, &[1.0; 2500]) - 50.0).abs() < 1e-12);
}

#[test]
fn huge_and_tiny_scales() {
    let a = symmetric(20, 3);
    let norm = jacobi(20, &a);
    for scale in [1e-300, 1e-150, 1e150, 1e300] {
        let scaled: Vec<f64> = a.iter().map(|x| x * scale).collect();
        let got = spectral_norm(20, &scaled) / scale;
        assert!((got - norm).abs() <= 3e-14 * norm, "{scale}: {got} {norm}");
    }
    let denormal: Vec<f64> = a.iter().map(|x| x * 1e-300 * 1e-20).collect();
    let got = spectral_norm(20, &denormal);
    assert!(got.is_finite() && got > 0.0);
}

#[test]
fn single_precision_is_the_double_result_rounded() {
    let a = symmetric(30, 4);
    let single: Vec<f32> = a.iter().map(|&x| x as f32).collect();
    let double: Vec<f64> = single.iter().map(|&x| f64::from(x)).collect();
    assert_eq!(
        spectral_norm(30, &single),
        spectral_norm(30, &double) as f32
    );
    assert!(f32::from_f64(1.5) == 1.5);
}

#[test]
fn the_same_bits_everywhere() {
    let a = symmetric(101, 5);
    let want = bits(&[spectral_norm(101, &a)]);
    everywhere(|setting| assert_eq!(bits(&[spectral_norm(101, &a)]), want, "{setting}"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_matrix(n in 1usize..30, seed in any::<u64>()) {
        close(n, &symmetric(n, seed));
    }
}

/// A symmetric matrix with ones on a part of the diagonal and the rest smaller by `scale`.
fn with_a_tiny_rest<T: Real>(n: usize, ones: &[usize], scale: f64, seed: u64) -> Vec<T> {
    let mut a: Vec<T> = symmetric(n, seed)
        .iter()
        .map(|x| T::from_f64(x * scale))
        .collect();
    for &i in ones {
        a[i * n + i] = T::ONE;
    }
    a
}

#[test]
fn entries_whose_squares_underflow() {
    for n in [3, 5, 12] {
        for exponent in 145..=170 {
            for seed in 0..8 {
                for ones in [&[0][..], &[n / 2], &[n - 1], &[0, 2]] {
                    let scale = 10f64.powi(-exponent);
                    let a = with_a_tiny_rest::<f64>(n, ones, scale, seed);
                    let norm = spectral_norm(n, &a);
                    assert!((norm - 1.0).abs() < 1e-14, "{n}, 1e-{exponent}: {norm}");
                    // The same with the largest entry near the end of the range.
                    let big: Vec<f64> = a.iter().map(|x| x * 1e300).collect();
                    let norm = spectral_norm(n, &big);
                    assert!((norm / 1e300 - 1.0).abs() < 1e-14, "{norm}");
                }
            }
        }
        for exponent in 15..=44 {
            let a = with_a_tiny_rest::<f32>(n, &[1], 10f64.powi(-exponent), 3);
            assert_eq!(spectral_norm(n, &a), 1.0, "{n}, 1e-{exponent}");
            let big: Vec<f32> = a.iter().map(|x| x * 1e38).collect();
            assert_eq!(spectral_norm(n, &big), 1e38, "{n}, 1e-{exponent}");
        }
    }
}

#[test]
fn gram_matrix_of_columns_of_very_different_size() {
    let w = [
        [2.74e17, 2.07e16, 0.0, 2.77e17, 2.28e17],
        [2.03e12, 1.53e11, 0.0, 2.05e12, 1.69e12],
        [0.0, 0.0, 1e98, 0.0, 0.0],
        [0.07, 0.05, 0.0, 0.0, 0.05],
        [4.1e13, 3.9e13, 0.0, 4.3e13, 1.9e12],
    ]
    .concat();
    let mut a = vec![0.0; 25];
    gram(true, 5, 5, &w, 1.0, 0.0, &mut a);
    assert!((spectral_norm(5, &a) / 1e196 - 1.0).abs() < 1e-14);
}

#[test]
fn a_norm_that_is_not_finite() {
    for bad in [f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
        assert_eq!(spectral_norm(1, &[bad]), f64::INFINITY);
        assert_eq!(spectral_norm(2, &[bad, 1.0, 1.0, 2.0]), f64::INFINITY);
        assert_eq!(spectral_norm(2, &[0.0, bad, bad, 0.0]), f64::INFINITY);
        let mut a = vec![0.0f32; 49];
        a[48] = bad as f32;
        assert_eq!(spectral_norm(7, &a), f32::INFINITY);
    }
    // Finite entries, but a norm beyond the largest number.
    assert_eq!(spectral_norm(2, &[f64::MAX; 4]), f64::INFINITY);
    assert_eq!(spectral_norm(2, &[f32::MAX; 4]), f32::INFINITY);
}
