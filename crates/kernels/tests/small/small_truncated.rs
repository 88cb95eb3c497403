//! Truncated singular value decompositions against the whole one.

use crate::common::{bits, data, everywhere};
use crate::small_support::*;
use deepmf_kernels::small::{Dense, Failure, Sketch, Sparse, qr, svd, truncated_svd};
use deepmf_kernels::sparse::Entries;

struct Parts {
    u: Vec<f64>,
    sigma: Vec<f64>,
    v: Vec<f64>,
}

fn sketch(oversampling: usize, iterations: usize) -> Sketch {
    Sketch {
        oversampling,
        iterations,
        seed: 1,
        stream: 0,
    }
}

fn truncated(m: usize, n: usize, a: &[f64], rank: usize, sketch: Sketch) -> Parts {
    let (mut u, mut sigma, mut v) = (vec![0.0; m * rank], vec![0.0; rank], vec![0.0; n * rank]);
    let map = Dense::new(m, n, a);
    truncated_svd(&map, rank, sketch, &mut u, &mut sigma, &mut v).unwrap();
    Parts { u, sigma, v }
}

fn whole(m: usize, n: usize, a: &[f64]) -> Parts {
    let k = m.min(n);
    let (mut u, mut sigma, mut v) = (vec![0.0; m * k], vec![0.0; k], vec![0.0; n * k]);
    svd(m, n, a, &mut u, &mut sigma, &mut v).unwrap();
    Parts { u, sigma, v }
}

/// A matrix with these singular values.
fn with_spectrum(m: usize, n: usize, sigma: &[f64]) -> Vec<f64> {
    let k = sigma.len();
    let basis = |rows: usize, seed| {
        let (mut q, mut r) = (vec![0.0; rows * k], vec![0.0; k * k]);
        qr(rows, k, &data::<f64>(rows * k, seed), &mut q, &mut r).unwrap();
        q
    };
    let (left, right) = (basis(m, 1), basis(n, 2));
    product(
        m,
        k,
        n,
        &scaled_columns(k, &left, sigma),
        &transposed(n, k, &right),
    )
}

/// How far the approximation is from A, over how far the best one is.
fn excess(m: usize, n: usize, a: &[f64], sigma: &[f64], parts: &Parts) -> f64 {
    let rank = parts.sigma.len();
    let scaled = scaled_columns(rank, &parts.u, &parts.sigma);
    let again = product(m, rank, n, &scaled, &transposed(n, rank, &parts.v));
    distance(&again, a) / norm(&sigma[rank..])
}

#[test]
fn a_spectrum_that_falls_fast_is_met_to_rounding() {
    for (m, n) in [(90, 60), (60, 90), (200, 40)] {
        let sigma: Vec<f64> = (0..40).map(|i| 0.5f64.powi(i)).collect();
        let a = with_spectrum(m, n, &sigma);
        let parts = truncated(m, n, &a, 8, sketch(10, 4));
        let all = whole(m, n, &a);
        let k = m.min(n);
        for j in 0..8 {
            assert!((parts.sigma[j] / sigma[j] - 1.0).abs() < 1e-12, "{j}");
            for i in 0..m {
                assert!(
                    (parts.u[i * 8 + j] - all.u[i * k + j]).abs() < 1e-9,
                    "{i} {j}"
                );
            }
            for i in 0..n {
                assert!(
                    (parts.v[i * 8 + j] - all.v[i * k + j]).abs() < 1e-9,
                    "{i} {j}"
                );
            }
        }
        assert!(orthogonality(m, 8, &parts.u) < 1e-13 && orthogonality(n, 8, &parts.v) < 1e-13);
    }
}

#[test]
fn a_spectrum_that_falls_slowly_is_met_nearly() {
    let sigma: Vec<f64> = (0..80).map(|i| 1.0 / f64::from(i + 1)).collect();
    let a = with_spectrum(150, 100, &sigma);
    // One part in a thousand after four steps, a few after one, and all of it in the end.
    assert!(
        excess(
            150,
            100,
            &a,
            &sigma,
            &truncated(150, 100, &a, 10, sketch(10, 1))
        ) < 1.03
    );
    let parts = truncated(150, 100, &a, 10, sketch(10, 4));
    assert!(excess(150, 100, &a, &sigma, &parts) < 1.001);
    for j in 0..10 {
        assert!(
            (parts.sigma[j] / sigma[j] - 1.0).abs() < 2e-3,
            "{j}: {}",
            parts.sigma[j]
        );
    }
    assert!(
        excess(
            150,
            100,
            &a,
            &sigma,
            &truncated(150, 100, &a, 10, sketch(10, 40))
        ) < 1.0 + 1e-9
    );
}

#[test]
fn with_all_columns_it_is_the_whole_decomposition() {
    let (m, n) = (30, 21);
    let a = data::<f64>(m * n, 3);
    let all = whole(m, n, &a);
    for rank in [1, 5, 21] {
        let parts = truncated(m, n, &a, rank, sketch(21, 1));
        assert!(distance(&parts.sigma, &all.sigma[..rank]) < 1e-13 * all.sigma[0]);
    }
}

#[test]
fn deficient_rank_and_zeros() {
    let a = product(40, 3, 30, &data(120, 4), &data(90, 5));
    let parts = truncated(40, 30, &a, 6, sketch(4, 2));
    assert!(parts.sigma[3..].iter().all(|&x| x < 1e-13 * parts.sigma[0]));
    assert!(orthogonality(40, 6, &parts.u) < 1e-13 && orthogonality(30, 6, &parts.v) < 1e-13);
    let zeros = truncated(7, 5, &[0.0; 35], 2, sketch(1, 1));
    assert_eq!(zeros.sigma, [0.0, 0.0]);
    for scale in [1e-150, 1e150] {
        let scaled: Vec<f64> = a.iter().map(|x| x * scale).collect();
        let got = truncated(40, 30, &scaled, 3, sketch(4, 2)).sigma[0] / scale;
        assert!((got / parts.sigma[0] - 1.0).abs() < 1e-13);
    }
}

#[test]
fn single_precision() {
    let sigma: Vec<f64> = (0..20).map(|i| 0.5f64.powi(i)).collect();
    let a = with_spectrum(60, 50, &sigma);
    let single: Vec<f32> = a.iter().map(|&x| x as f32).collect();
    let (mut u, mut got, mut v) = (vec![0f32; 300], vec![0f32; 5], vec![0f32; 250]);
    truncated_svd(
        &Dense::new(60, 50, &single),
        5,
        sketch(5, 3),
        &mut u,
        &mut got,
        &mut v,
    )
    .unwrap();
    for j in 0..5 {
        assert!((f64::from(got[j]) / sigma[j] - 1.0).abs() < 1e-5);
    }
}

#[test]
fn products_beyond_the_range_are_refused() {
    let a = [f64::MAX; 6];
    let (mut u, mut sigma, mut v) = ([0.0; 3], [0.0; 1], [0.0; 2]);
    let map = Dense::new(3, 2, &a);
    let got = truncated_svd(&map, 1, sketch(1, 1), &mut u, &mut sigma, &mut v);
    assert_eq!(got, Err(Failure::NotFinite));
}

#[test]
fn the_same_bits_everywhere() {
    let (m, n) = (301, 143);
    let a = data::<f64>(m * n, 6);
    let parts = truncated(m, n, &a, 20, sketch(10, 2));
    let want = [bits(&parts.u), bits(&parts.sigma), bits(&parts.v)];
    everywhere(|setting| {
        let parts = truncated(m, n, &a, 20, sketch(10, 2));
        assert!(
            [bits(&parts.u), bits(&parts.sigma), bits(&parts.v)] == want,
            "{setting}"
        );
    });
}

#[test]
fn a_sparse_matrix_has_the_decomposition_of_the_dense_one() {
    let (m, n) = (80, 50);
    let mut a = with_spectrum(m, n, &[5.0, 3.0, 1.0, 0.5, 0.1]);
    for (at, x) in a.iter_mut().enumerate() {
        if at % 7 != 3 {
            *x = 0.0;
        }
    }
    let cells: Vec<usize> = (0..m * n).filter(|&at| a[at] != 0.0).collect();
    let mut entries = Entries::new(m, n, cells.len()).unwrap();
    for &at in &cells {
        entries
            .append(&[(at / n) as u32], &[(at % n) as u32], &[a[at]])
            .unwrap();
    }
    let x = entries.finish().unwrap();
    let dense = truncated(m, n, &a, 6, sketch(6, 6));
    let (mut u, mut sigma, mut v) = (vec![0.0; m * 6], vec![0.0; 6], vec![0.0; n * 6]);
    let map = Sparse::new(x.by_rows(), x.by_columns());
    truncated_svd(&map, 6, sketch(6, 6), &mut u, &mut sigma, &mut v).unwrap();
    assert!(distance(&sigma, &dense.sigma) < 1e-13);
    assert!(distance(&u, &dense.u) < 1e-9 && distance(&v, &dense.v) < 1e-9);
}
