//! QR, inverses, least squares, log-determinants: by what defines each.

use crate::common::{bits, data, everywhere};
use crate::small_support::*;
use deepmf_kernels::small::*;
use proptest::prelude::*;

const SHAPES: [(usize, usize); 13] = [
    (1, 1),
    (1, 6),
    (6, 1),
    (5, 3),
    (3, 5),
    (16, 16),
    (33, 31),
    (64, 64),
    (100, 65),
    (65, 100),
    (129, 129),
    (700, 40),
    (300, 97),
];

#[track_caller]
fn check_qr(m: usize, n: usize, a: &[f64]) {
    let k = m.min(n);
    let (mut q, mut r) = (vec![9.0; m * k], vec![9.0; k * n]);
    qr(m, n, a, &mut q, &mut r).unwrap();
    let tolerance = 4.0 * (m + n) as f64 * f64::EPSILON;
    assert!(
        orthogonality(m, k, &q) <= tolerance,
        "{m} x {n}: {}",
        orthogonality(m, k, &q)
    );
    assert!(
        distance(&product(m, k, n, &q, &r), a) <= tolerance * norm(a),
        "{m} x {n}"
    );
    for i in 0..k {
        assert!(r[i * n..][..i].iter().all(|&x| x == 0.0));
        assert!(r[i * n + i] >= 0.0);
    }
}

#[test]
fn qr_of_any_shape() {
    for (m, n) in SHAPES {
        check_qr(m, n, &data(m * n, 1));
        check_qr(m, n, &vec![0.0; m * n]);
        check_qr(m, n, &vec![1.0; m * n]);
        check_qr(m, n, &product(m, 2, n, &data(2 * m, 2), &data(2 * n, 3)));
        let scaled: Vec<f64> = data::<f64>(m * n, 4).iter().map(|x| x * 1e150).collect();
        check_qr(m, n, &scaled);
    }
    for ratio in [1e-8, 1e-3, 10.0] {
        check_qr(24, 24, &graded(24, ratio, &data(24 * 24, 5)));
    }
}

#[test]
fn general_inverses_and_solutions() {
    for n in [1, 2, 3, 10, 50, 64, 65, 129, 200] {
        let a = data::<f64>(n * n, 6);
        let mut inverted = vec![0.0; n * n];
        inverse(n, &a, &mut inverted).unwrap();
        let scale = norm(&a) * norm(&inverted);
        let error = distance(&product(n, n, n, &a, &inverted), &identity(n));
        assert!(error <= 1e-15 * n as f64 * scale, "{n}: {error}");
        let b = data::<f64>(n * 3, 7);
        let mut x = b.clone();
        solve_general(n, &a, 3, &mut x).unwrap();
        let residual = distance(&product(n, n, 3, &a, &x), &b);
        assert!(
            residual <= 1e-15 * n as f64 * norm(&a) * norm(&x),
            "{n}: {residual}"
        );
    }
    // The first pivot is zero.
    let mut out = [0.0; 4];
    inverse(2, &[0.0, 2.0, 4.0, 0.0], &mut out).unwrap();
    assert_eq!(out, [0.0, 0.25, 0.5, 0.0]);
    assert_eq!(
        inverse(2, &[1.0, 2.0, 2.0, 4.0], &mut out),
        Err(Failure::Singular(1))
    );
    assert_eq!(inverse(2, &[0.0; 4], &mut out), Err(Failure::Singular(0)));
    assert_eq!(
        inverse(2, &[1.0, f64::NAN, 0.0, 1.0], &mut out),
        Err(Failure::NotFinite)
    );
    assert_eq!(inverse(1, &[1e-310], &mut [0.0]), Err(Failure::Overflow));
    let mut x = [1e300];
    assert_eq!(
        solve_general(1, &[1e-10], 1, &mut x),
        Err(Failure::Overflow)
    );
    let mut x = [1e-300, 2e-300];
    solve_general(1, &[1e-300], 2, &mut x).unwrap();
    assert_eq!(x, [1.0, 2.0]);
    let mut single = [0f32; 4];
    inverse(2, &[2f32, 0.0, 0.0, 4.0], &mut single).unwrap();
    assert_eq!(single, [0.5, 0.0, 0.0, 0.25]);
}

fn definite(n: usize, seed: u64) -> Vec<f64> {
    let x = data::<f64>(n * n, seed);
    let mut a = product(n, n, n, &transposed(n, n, &x), &x);
    for i in 0..n {
        a[i * n + i] += 0.5;
    }
    a
}

#[test]
fn definite_inverses_and_log_determinants() {
    for n in [1, 2, 10, 65, 129] {
        let a = definite(n, 8);
        let mut inverted = vec![0.0; n * n];
        inverse_definite(n, &a, &mut inverted).unwrap();
        assert_eq!(inverted, transposed(n, n, &inverted));
        let error = distance(&product(n, n, n, &a, &inverted), &identity(n));
        assert!(error <= 1e-15 * n as f64 * norm(&a) * norm(&inverted));
        // Against the sum over the eigenvalues.
        let (mut values, mut vectors) = (vec![0.0; n], vec![0.0; n * n]);
        symmetric_eigen(n, &a, &mut values, &mut vectors).unwrap();
        let want: f64 = values.iter().map(|x| x.ln()).sum();
        let got = log_determinant(n, &a).unwrap();
        assert!(
            (got - want).abs() <= 1e-12 * (1.0 + want.abs()),
            "{n}: {got} {want}"
        );
        // log det (c A) = log det A + n log c.
        for scale in [1e-250, 1e250] {
            let scaled: Vec<f64> = a.iter().map(|x| x * scale).collect();
            let shifted = got + n as f64 * f64::ln(scale);
            let got = log_determinant(n, &scaled).unwrap();
            assert!((got - shifted).abs() <= 1e-10 * shifted.abs());
        }
    }
    assert_eq!(log_determinant(2, &[1.0, 0.0, 0.0, 1.0]), Ok(0.0));
    assert_eq!(
        log_determinant(2, &[1.0, 9.0, 1.0, 1.0]),
        Err(Failure::NotDefinite(1))
    );
    assert_eq!(log_determinant(1, &[-1.0f32]), Err(Failure::NotDefinite(0)));
    assert_eq!(
        inverse_definite(1, &[0.0], &mut [0.0]),
        Err(Failure::NotDefinite(0))
    );
    assert_eq!(
        inverse_definite(1, &[f64::INFINITY], &mut [0.0]),
        Err(Failure::NotFinite)
    );
}

/// The four equations of Penrose.
#[track_caller]
fn check_pseudo_inverse(m: usize, n: usize, a: &[f64], rank: usize) {
    let mut p = vec![9.0; m * n];
    assert_eq!(pseudo_inverse(m, n, a, -1.0, &mut p), Ok(rank), "{m} x {n}");
    let ap = product(m, n, m, a, &p);
    let pa = product(n, m, n, &p, a);
    let scale = (norm(a) * norm(&p)).max(1.0);
    let tolerance = 1e-14 * (m + n) as f64 * scale;
    assert!(distance(&product(m, m, n, &ap, a), a) <= tolerance * norm(a));
    assert!(distance(&product(n, n, m, &pa, &p), &p) <= tolerance * norm(&p));
    assert!(distance(&ap, &transposed(m, m, &ap)) <= tolerance);
    assert!(distance(&pa, &transposed(n, n, &pa)) <= tolerance);
}

#[test]
fn pseudo_inverses_reveal_the_rank() {
    for (m, n) in SHAPES {
        check_pseudo_inverse(m, n, &data(m * n, 9), m.min(n));
        check_pseudo_inverse(m, n, &vec![0.0; m * n], 0);
        check_pseudo_inverse(m, n, &vec![1.0; m * n], 1);
        let rank = m.min(n).min(3);
        let low = product(m, rank, n, &data(rank * m, 10), &data(rank * n, 11));
        check_pseudo_inverse(m, n, &low, rank);
        let tiny: Vec<f64> = low.iter().map(|x| x * 1e-120).collect();
        check_pseudo_inverse(m, n, &tiny, rank);
    }
    let mut p = [0f64; 4];
    let a = [1.0, 0.0, 0.0, 1e-3];
    assert_eq!(pseudo_inverse(2, 2, &a, 1e-2, &mut p), Ok(1));
    assert_eq!(p, [1.0, 0.0, 0.0, 0.0]);
    assert_eq!(pseudo_inverse(2, 2, &a, 0.0, &mut p), Ok(2));
    assert!((p[3] - 1000.0).abs() < 1e-9);
    assert_eq!(
        pseudo_inverse(1, 1, &[1e-310], 0.0, &mut [0.0]),
        Err(Failure::Overflow)
    );
}

#[test]
fn least_squares_solutions() {
    for (m, n, rank) in [
        (20, 6, 6),
        (6, 20, 6),
        (30, 10, 4),
        (65, 65, 65),
        (1, 1, 1),
        (5, 9, 2),
    ] {
        let a = product(m, rank, n, &data(m * rank, 12), &data(rank * n, 13));
        let b = data::<f64>(m * 4, 14);
        let mut x = vec![0.0; n * 4];
        assert_eq!(least_squares(m, n, &a, -1.0, 4, &b, &mut x), Ok(rank));
        // Aᵀ (A X − B) = 0, and X lies in the range of Aᵀ.
        let residual: Vec<f64> = product(m, n, 4, &a, &x)
            .iter()
            .zip(&b)
            .map(|(x, y)| x - y)
            .collect();
        let gradient = product(n, m, 4, &transposed(m, n, &a), &residual);
        assert!(norm(&gradient) <= 1e-11 * norm(&a) * norm(&b));
        let mut p = vec![0.0; m * n];
        pseudo_inverse(m, n, &a, -1.0, &mut p).unwrap();
        assert!(distance(&product(n, m, 4, &p, &b), &x) <= 1e-10 * norm(&x));
    }
}

#[test]
fn shrinking_is_the_proximal_map_of_the_nuclear_norm() {
    let (m, n) = (9, 6);
    let a = data::<f64>(m * n, 15);
    let mut sigma = vec![0.0; n];
    singular_values(m, n, &a, &mut sigma).unwrap();
    let threshold = 0.5 * (sigma[2] + sigma[3]);
    let mut x = a.clone();
    assert_eq!(shrink_singular_values(m, n, threshold, &mut x), Ok(3));
    let mut left = vec![0.0; n];
    singular_values(m, n, &x, &mut left).unwrap();
    let want: Vec<f64> = sigma.iter().map(|s| (s - threshold).max(0.0)).collect();
    assert!(distance(&left, &want) < 1e-14);
    // No nearby point has a smaller ½ ‖X − A‖² + threshold ‖X‖_*.
    let objective = |x: &[f64]| {
        let mut sigma = vec![0.0; n];
        singular_values(m, n, x, &mut sigma).unwrap();
        0.5 * distance(x, &a).powi(2) + threshold * sigma.iter().sum::<f64>()
    };
    let best = objective(&x);
    for seed in 0..100 {
        let step = 10f64.powi(-(seed as i32 % 6));
        let y: Vec<f64> = x
            .iter()
            .zip(data::<f64>(m * n, 100 + seed))
            .map(|(x, d)| x + step * d)
            .collect();
        assert!(objective(&y) >= best - 1e-13);
    }
    let mut y = a.clone();
    assert_eq!(shrink_singular_values(m, n, 0.0, &mut y), Ok(n));
    assert!(distance(&y, &a) < 1e-13);
    assert_eq!(shrink_singular_values(m, n, 1e9, &mut y), Ok(0));
    assert!(y.iter().all(|&x| x == 0.0));
    let mut tiny = [1e-310f64];
    assert_eq!(shrink_singular_values(1, 1, 1e300, &mut tiny), Ok(0));
    assert_eq!(shrink_singular_values(1, 1, 1.0, &mut [0.0]), Ok(0));
}

#[test]
fn the_same_bits_everywhere() {
    let (m, n) = (130, 70);
    let a = data::<f64>(m * n, 16);
    let square = data::<f64>(n * n, 17);
    let spd = definite(n, 18);
    let all = || {
        let (mut q, mut r) = (vec![0.0; m * n], vec![0.0; n * n]);
        qr(m, n, &a, &mut q, &mut r).unwrap();
        let (mut i, mut d, mut p) = (vec![0.0; n * n], vec![0.0; n * n], vec![0.0; m * n]);
        inverse(n, &square, &mut i).unwrap();
        inverse_definite(n, &spd, &mut d).unwrap();
        pseudo_inverse(m, n, &a, -1.0, &mut p).unwrap();
        let mut s = a.clone();
        shrink_singular_values(m, n, 2.0, &mut s).unwrap();
        let logs = [log_determinant(n, &spd).unwrap()];
        [
            bits(&q),
            bits(&r),
            bits(&i),
            bits(&d),
            bits(&p),
            bits(&s),
            bits(&logs),
        ]
    };
    let want = all();
    everywhere(|setting| assert!(all() == want, "{setting}"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn qr_of_anything(m in 1usize..70, n in 1usize..70, seed in any::<u64>()) {
        check_qr(m, n, &data(m * n, seed));
    }
}
