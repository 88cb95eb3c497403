//! SNPA: planted columns, ties, early ends, bits.

use crate::solvers_support::{assert_same_bits, column, everywhere, uniform};
use deepmf_kernels::random::{Distribution, fill};
use deepmf_kernels::select::snpa;

/// X = [W, W M] with the columns of M on the simplex, shuffled by a fixed stride.
fn separable(m: usize, r: usize, n: usize, seed: u64) -> (Vec<f64>, Vec<usize>) {
    let w = uniform::<f64>(m, r, 0.0, 1.0, seed);
    let mut weights = vec![0.0f64; r * n];
    fill(
        Distribution::Dirichlet { alpha: 0.8 },
        r,
        n,
        seed,
        9,
        &mut weights,
    );
    let planted: Vec<usize> = (0..r).map(|k| (k * 17 + 5) % n).collect();
    for (k, &j) in planted.iter().enumerate() {
        for i in 0..r {
            weights[i * n + j] = if i == k { 1.0 } else { 0.0 };
        }
    }
    let mut x = vec![0.0; m * n];
    for i in 0..m {
        for j in 0..n {
            x[i * n + j] = (0..r).map(|k| w[i * r + k] * weights[k * n + j]).sum();
        }
    }
    (x, planted)
}

/// ‖x_j − W h_j‖² by its definition.
fn residual(m: usize, n: usize, x: &[f64], chosen: &[u32], h: &[f64], j: usize) -> f64 {
    (0..m)
        .map(|i| {
            let product: f64 = chosen
                .iter()
                .enumerate()
                .map(|(k, &c)| x[i * n + c as usize] * h[k * n + j])
                .sum();
            (x[i * n + j] - product).powi(2)
        })
        .sum()
}

#[test]
fn finds_planted_columns() {
    for (seed, (m, r, n)) in [(10, 3, 40), (30, 8, 120), (60, 12, 203)]
        .into_iter()
        .enumerate()
    {
        let (x, mut planted) = separable(m, r, n, seed as u64);
        let mut h = vec![0.0; r * n];
        let chosen = snpa(m, n, &x, r, 500, &mut h);
        for j in 0..n {
            assert!(residual(m, n, &x, &chosen, &h, j) < 1e-5, "column {j}");
            let weights = column(&h, n, j);
            assert!(weights.iter().all(|w| *w >= 0.0));
            assert!(weights.iter().sum::<f64>() <= 1.0 + 1e-12);
        }
        let mut chosen: Vec<usize> = chosen.iter().map(|&j| j as usize).collect();
        chosen.sort_unstable();
        planted.sort_unstable();
        assert_eq!(chosen, planted);
    }
}

#[test]
fn begins_with_the_longest_column_and_keeps_unit_weights() {
    let (m, n) = (7, 30);
    let x = uniform::<f64>(m, n, 0.0, 1.0, 77);
    let mut h = vec![0.0; 5 * n];
    let chosen = snpa(m, n, &x, 5, 10, &mut h);
    let norm = |j: usize| column(&x, n, j).iter().map(|x| x * x).sum::<f64>();
    let longest = (0..n).max_by(|&i, &j| norm(i).total_cmp(&norm(j))).unwrap();
    assert_eq!(chosen[0] as usize, longest);
    for (k, &j) in chosen.iter().enumerate() {
        for (i, weight) in column(&h, n, j as usize).iter().enumerate() {
            assert_eq!(*weight, if i == k { 1.0 } else { 0.0 });
        }
    }
}

#[test]
fn takes_the_lowest_index_of_equal_columns() {
    let x = [
        1.0, 2.0, 0.0, 2.0, 0.0, //
        1.0, 0.0, 2.0, 0.0, 2.0,
    ];
    let mut h = vec![0.0; 10];
    assert_eq!(snpa(2, 5, &x, 2, 200, &mut h), [1, 2]);
}

#[test]
fn ends_early_when_nothing_is_left() {
    let mut h = vec![9.0; 3 * 4];
    assert!(snpa(2, 4, &[0.0; 8], 3, 10, &mut h).is_empty());
    assert_eq!(h, [0.0; 12]);

    // Two distinct columns: a third choice would only fit rounding errors.
    let x = [
        3.0, 0.0, 3.0, 0.0, //
        0.0, 2.0, 0.0, 2.0,
    ];
    let mut h = vec![9.0; 3 * 4];
    assert_eq!(snpa(2, 4, &x, 3, 300, &mut h), [0, 1]);
    assert_eq!(h[8..], [0.0; 4]);
    for (weight, expected) in h.iter().zip([1.0f64, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0]) {
        assert!((weight - expected).abs() < 1e-6);
    }
}

#[test]
fn has_the_same_bits_everywhere() {
    for (m, n) in [(20, 90), (700, 40)] {
        let x = uniform::<f64>(m, n, 0.0, 1.0, 3);
        let mut first: Option<(Vec<u32>, Vec<f64>)> = None;
        everywhere(|place| {
            let mut h = vec![0.0; 9 * n];
            let chosen = snpa(m, n, &x, 9, 10, &mut h);
            let (expected, expected_h) = first.get_or_insert((chosen.clone(), h.clone()));
            assert_eq!(&chosen, expected, "{place}");
            assert_same_bits(&h, expected_h, place);
        });
    }
}

#[test]
fn works_in_single_precision() {
    let (x, mut planted) = separable(30, 5, 60, 4);
    let x: Vec<f32> = x.iter().map(|x| *x as f32).collect();
    let mut h = vec![0.0f32; 5 * 60];
    let mut chosen = snpa(30, 60, &x, 5, 300, &mut h);
    chosen.sort_unstable();
    planted.sort_unstable();
    assert_eq!(
        chosen,
        planted.iter().map(|&j| j as u32).collect::<Vec<_>>()
    );
}
