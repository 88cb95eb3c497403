//! Eigendecompositions of symmetric matrices: they give the matrix again, the vectors are orthonormal,
//! and spectra that are known come out.

use crate::common::{bits, data, everywhere};
use crate::small_support::*;
use deepmf_kernels::small::{Failure, spectral_norm, symmetric_eigen};
use proptest::prelude::*;

fn decomposed(n: usize, a: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let (mut values, mut vectors) = (vec![9.0; n], vec![9.0; n * n]);
    symmetric_eigen(n, a, &mut values, &mut vectors).unwrap();
    (values, vectors)
}

#[track_caller]
fn check(n: usize, a: &[f64]) -> Vec<f64> {
    let (values, v) = decomposed(n, a);
    let tolerance = 8.0 * (n + 1) as f64 * f64::EPSILON;
    assert!(
        orthogonality(n, n, &v) <= tolerance,
        "{}",
        orthogonality(n, n, &v)
    );
    assert!(values.windows(2).all(|w| w[0] >= w[1]), "{values:?}");
    let again = product(
        n,
        n,
        n,
        &scaled_columns(n, &v, &values),
        &transposed(n, n, &v),
    );
    assert!(
        distance(&again, a) <= tolerance * norm(a),
        "{}",
        distance(&again, a) / norm(a)
    );
    for j in 0..n {
        let column: Vec<f64> = (0..n).map(|i| v[i * n + j]).collect();
        assert!(column.iter().copied().fold(0.0, f64::max) >= largest(&column));
    }
    let (top, bound) = (spectral_norm(n, a), largest(&values));
    assert!((top - bound).abs() <= 1e-13 * bound, "{top} {bound}");
    values
}

fn symmetric(n: usize, seed: u64) -> Vec<f64> {
    let x = data::<f64>(n * n, seed);
    let t = transposed(n, n, &x);
    x.iter().zip(&t).map(|(a, b)| a + b).collect()
}

#[test]
fn any_order() {
    for n in (1..=20).chain([31, 32, 33, 64, 65, 100, 129, 200]) {
        check(n, &symmetric(n, n as u64));
        let x = data::<f64>(n * n, 5);
        check(n, &product(n, n, n, &transposed(n, n, &x), &x));
    }
}

#[test]
fn known_spectra() {
    // The second difference: 2 − 2 cos(k π / (n + 1)).
    for n in [1, 2, 3, 10, 65, 150] {
        let mut a = vec![0.0; n * n];
        for i in 0..n {
            a[i * n + i] = 2.0;
            if i + 1 < n {
                a[i * n + i + 1] = -1.0;
                a[(i + 1) * n + i] = -1.0;
            }
        }
        let want: Vec<f64> = (1..=n)
            .rev()
            .map(|k| 2.0 - 2.0 * (k as f64 * std::f64::consts::PI / (n + 1) as f64).cos())
            .collect();
        assert!(distance(&check(n, &a), &want) < 1e-13 * (n as f64).sqrt());
    }
    let hilbert = check(8, &hilbert(8));
    assert!((hilbert[0] - 1.6959389969219498).abs() < 1e-14);
    assert!((hilbert[7] / 1.1115389663723e-10 - 1.0).abs() < 1e-5);
    // Wilkinson's W21+: pairs of eigenvalues that agree to many digits.
    let mut w = vec![0.0; 21 * 21];
    for i in 0..21usize {
        w[i * 21 + i] = (i as f64 - 10.0).abs();
        if i < 20 {
            w[i * 21 + i + 1] = 1.0;
            w[(i + 1) * 21 + i] = 1.0;
        }
    }
    let values = check(21, &w);
    assert!((values[0] - 10.746194182903393).abs() < 1e-13);
    assert!((values[1] - 10.746194182903322).abs() < 1e-13);
}

#[test]
fn zero_repeated_and_negative_values() {
    for n in [1, 2, 7, 40] {
        assert!(check(n, &vec![0.0; n * n]).iter().all(|&x| x == 0.0));
        assert_eq!(check(n, &identity(n)), vec![1.0; n]);
        let ones = check(n, &vec![1.0; n * n]);
        assert!((ones[0] - n as f64).abs() < 1e-12 && ones[1..].iter().all(|x| x.abs() < 1e-13));
        let minus: Vec<f64> = identity(n).iter().map(|x| 0.0 - 3.0 * x).collect();
        assert_eq!(check(n, &minus), vec![-3.0; n]);
    }
    let swap = check(2, &[0.0, 1.0, 1.0, 0.0]);
    assert!((swap[0] - 1.0).abs() < 1e-15 && (swap[1] + 1.0).abs() < 1e-15);
}

#[test]
fn wide_and_graded_scales() {
    let a = symmetric(24, 6);
    let want = check(24, &a);
    for scale in [1e-300, 1e-150, 1e150, 1e300] {
        let scaled: Vec<f64> = a.iter().map(|x| x * scale).collect();
        let values: Vec<f64> = decomposed(24, &scaled)
            .0
            .iter()
            .map(|x| x / scale)
            .collect();
        assert!(distance(&values, &want) < 1e-13 * norm(&want));
    }
    for ratio in [0.5, 0.1, 1e-3, 1e-8, 2.0, 10.0, 1e3, 1e6] {
        for n in [4, 10, 24] {
            check(n, &graded(n, ratio, &symmetric(n, 7)));
        }
    }
}

#[test]
fn only_the_lower_triangle_is_read() {
    let mut a = symmetric(9, 8);
    let want = decomposed(9, &a);
    for i in 0..9 {
        a[i * 9 + i + 1..(i + 1) * 9].fill(1.0);
    }
    assert_eq!(decomposed(9, &a), want);
}

#[test]
fn what_has_no_result_says_so() {
    let (mut values, mut vectors) = ([0.0; 2], [0.0; 4]);
    for bad in [f64::NAN, f64::INFINITY] {
        let a = [1.0, 0.0, bad, 1.0];
        assert_eq!(
            symmetric_eigen(2, &a, &mut values, &mut vectors),
            Err(Failure::NotFinite)
        );
    }
    let a = [f64::MAX; 4];
    assert_eq!(
        symmetric_eigen(2, &a, &mut values, &mut vectors),
        Err(Failure::Overflow)
    );
}

#[test]
fn the_same_bits_everywhere() {
    for n in [3, 65, 129] {
        let a = symmetric(n, 9);
        let (values, vectors) = decomposed(n, &a);
        everywhere(|setting| {
            let (x, y) = decomposed(n, &a);
            assert!(
                bits(&x) == bits(&values) && bits(&y) == bits(&vectors),
                "{setting}: {n}"
            );
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_matrix(n in 1usize..24, seed in any::<u64>(), zeros in 0u64..4, tens in 0i32..40) {
        let scales = data::<f64>(n * n, seed ^ 7);
        let mut a: Vec<f64> = data::<f64>(n * n, seed)
            .iter()
            .zip(&scales)
            .map(|(x, s)| if s.to_bits() % 4 < zeros { 0.0 } else { x * 10f64.powf(s * f64::from(tens)) })
            .collect();
        for i in 0..n {
            for j in 0..i {
                a[i * n + j] = a[j * n + i];
            }
        }
        check(n, &a);
    }
}
