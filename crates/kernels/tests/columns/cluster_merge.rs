//! Merging (SODA): the closed form against a search over angles, the whole against brute force.

use crate::solvers_support::{assert_same_bits, column, everywhere, uniform};
use deepmf_kernels::Real;
use deepmf_kernels::cluster::{MergeState, merge_pairs, merge_start, merged, merging_error};
use deepmf_kernels::gemm::gram;
use proptest::prelude::*;

struct Merging<T> {
    n: usize,
    gram: Vec<T>,
    norms: Vec<T>,
    errors: Vec<T>,
    partners: Vec<u32>,
    clusters: Vec<u32>,
    weights: Vec<T>,
}

impl<T: Real> Merging<T> {
    fn new(m: usize, n: usize, x: &[T]) -> Self {
        let mut product = vec![T::ZERO; n * n];
        gram(true, m, n, x, T::ONE, T::ZERO, &mut product);
        let mut merging = Merging {
            n,
            gram: product,
            norms: vec![T::ZERO; n],
            errors: vec![T::ZERO; n],
            partners: vec![0; n],
            clusters: vec![0; n],
            weights: vec![T::ZERO; n],
        };
        let (gram, state) = merging.parts();
        merge_start(n, gram, state);
        merging
    }

    fn parts(&mut self) -> (&mut [T], MergeState<'_, T>) {
        let state = MergeState {
            norms: &mut self.norms,
            errors: &mut self.errors,
            partners: &mut self.partners,
            clusters: &mut self.clusters,
            weights: &mut self.weights,
        };
        (&mut self.gram, state)
    }

    fn merge(&mut self, count: usize) -> T {
        let n = self.n;
        let (gram, state) = self.parts();
        merge_pairs(n, gram, state, count)
    }
}

/// The thesis' loop: all pairs of the columns as they are now, each worked out from the columns.
fn by_brute_force(m: usize, n: usize, x: &[f64], count: usize) -> (Vec<u32>, f64) {
    let mut columns: Vec<Option<Vec<f64>>> = (0..n).map(|j| Some(column(x, n, j))).collect();
    let mut clusters: Vec<u32> = (0..n as u32).collect();
    let mut total = 0.0;
    let inner = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>();
    for _ in 0..count {
        let mut best = (f64::INFINITY, 0, 0);
        for i in 0..n {
            for j in i + 1..n {
                let (Some(x), Some(y)) = (&columns[i], &columns[j]) else {
                    continue;
                };
                let error = merging_error(inner(x, x), inner(y, y), inner(x, y));
                if error < best.0 {
                    best = (error, i, j);
                }
            }
        }
        let (error, i, j) = best;
        let (x, y) = (columns[i].clone().unwrap(), columns[j].take().unwrap());
        let pair = merged(inner(&x, &x), inner(&y, &y), inner(&x, &y));
        columns[i] = Some(
            (0..m)
                .map(|k| pair.first * x[k] + pair.second * y[k])
                .collect(),
        );
        clusters
            .iter_mut()
            .filter(|c| **c == j as u32)
            .for_each(|c| *c = i as u32);
        total += error;
    }
    (clusters, total)
}

/// All pairs of the Gram matrix as it is now, for each merge: what must come out to the bit.
fn by_all_pairs(n: usize, gram: &[f64], count: usize) -> (Vec<u32>, Vec<f64>) {
    let mut gram = gram.to_vec();
    let mut norms: Vec<f64> = (0..n).map(|i| gram[i * n + i]).collect();
    let mut clusters: Vec<u32> = (0..n as u32).collect();
    let mut weights = vec![1.0; n];
    for _ in 0..count {
        let mut best = (f64::INFINITY, 0, 0);
        let alive: Vec<usize> = (0..n).filter(|&i| clusters[i] as usize == i).collect();
        for (at, &i) in alive.iter().enumerate() {
            for &j in &alive[at + 1..] {
                let error = merging_error(norms[i], norms[j], gram[i * n + j]);
                if error < best.0 {
                    best = (error, i, j);
                }
            }
        }
        let (_, i, j) = best;
        let pair = merged(norms[i], norms[j], gram[i * n + j]);
        for k in 0..n {
            let product = pair.first * gram[i * n + k] + pair.second * gram[j * n + k] + 0.0;
            gram[i * n + k] = product;
        }
        for k in 0..n {
            gram[k * n + i] = gram[i * n + k];
        }
        norms[i] = pair.norm_squared;
        gram[i * n + i] = pair.norm_squared;
        for (cluster, weight) in clusters.iter_mut().zip(&mut weights) {
            if *cluster as usize == i {
                *weight *= pair.first;
            } else if *cluster as usize == j {
                *weight *= pair.second;
                *cluster = i as u32;
            }
        }
    }
    (clusters, weights)
}

/// Columns whose partners go in rows: at right angles, each shorter than the one before; the same
/// with some of equal length; blocks of them; equal columns.
fn columns_that_share_partners(n: usize, kind: usize) -> Vec<f64> {
    let length = |j: usize| match kind {
        0 => (2 * n - j) as f64,
        1 => (2 * n - j / 3) as f64,
        _ => 1.0 + ((7 * j) % n) as f64,
    };
    let mut x = vec![0.0; n * n];
    for j in 0..n {
        x[j * n + j] = length(j);
        if kind == 3 {
            x[(j / 4) * n + j] += 1.0;
        }
    }
    x
}

/// ½‖X − W H‖² with W = X Hᵀ.
fn error_of(m: usize, n: usize, x: &[f64], clusters: &[u32], weights: &[f64]) -> f64 {
    let mut w = vec![0.0; m * n];
    for i in 0..m {
        for j in 0..n {
            w[i * n + clusters[j] as usize] += x[i * n + j] * weights[j];
        }
    }
    let mut error = 0.0;
    for i in 0..m {
        for j in 0..n {
            let fitted = w[i * n + clusters[j] as usize] * weights[j];
            error += 0.5 * (x[i * n + j] - fitted).powi(2);
        }
    }
    error
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn the_closed_form_is_the_best_angle(seed in 0u64..100_000, low in -1.0f64..0.0) {
        let x = uniform::<f64>(3, 2, low, 1.0, seed);
        let inner = |i: usize, j: usize| (0..3).map(|k| x[2 * k + i] * x[2 * k + j]).sum::<f64>();
        let (a, b, c) = (inner(0, 0), inner(1, 1), inner(0, 1));
        // With w = α x + β y and α² + β² = 1 the error is ½(‖x‖² + ‖y‖² − ‖w‖²).
        let error = |first: f64, second: f64| {
            0.5 * (a + b - first * first * a - 2.0 * first * second * c - second * second * b)
        };
        let best = (0..=4000)
            .map(|step| f64::from(step) / 4000.0 * std::f64::consts::FRAC_PI_2)
            .map(|angle| error(angle.cos(), angle.sin()))
            .fold(f64::INFINITY, f64::min);
        let pair = merged(a, b, c);
        prop_assert!((pair.first.powi(2) + pair.second.powi(2) - 1.0).abs() < 1e-12);
        prop_assert!(pair.first >= 0.0 && pair.second >= 0.0);
        let found = merging_error(a, b, c);
        prop_assert!((error(pair.first, pair.second) - found).abs() < 1e-12);
        prop_assert!((0.5 * (a + b - pair.norm_squared) - found).abs() < 1e-12);
        prop_assert!(found <= best + 1e-12 && found >= best - 1e-5, "{found} {best}");
        prop_assert_eq!(merging_error(b, a, c), found);
    }

    #[test]
    fn merges_as_brute_force_does(seed in 0u64..100_000, n in 2usize..25) {
        let m = 4;
        let x = uniform::<f64>(m, n, 0.0, 1.0, seed);
        let mut merging = Merging::new(m, n, &x);
        let mut total = 0.0;
        for count in 1..n {
            total += merging.merge(1);
            let (clusters, expected) = by_brute_force(m, n, &x, count);
            prop_assert_eq!(&merging.clusters, &clusters);
            prop_assert!((total - expected).abs() < 1e-11);
            let error = error_of(m, n, &x, &merging.clusters, &merging.weights);
            prop_assert!((total - error).abs() < 1e-11, "{total} {error}");
        }
        // Several at a time are the same.
        let mut whole = Merging::new(m, n, &x);
        prop_assert!((whole.merge(n - 1) - total).abs() < 1e-12);
        prop_assert_eq!(&whole.weights, &merging.weights);
    }
}

#[test]
fn partners_that_go_in_rows_are_found_to_the_bit() {
    let n = 40;
    let random = uniform::<f64>(n, n, -0.7, 1.0, 9).into_iter();
    let sparse: Vec<f64> = random.map(|x| x.max(0.0)).collect();
    let mut cases: Vec<Vec<f64>> = (0..4).map(|k| columns_that_share_partners(n, k)).collect();
    cases.push(sparse);
    cases.push(vec![1.0; n * n]);
    for (kind, x) in cases.iter().enumerate() {
        let start = Merging::new(n, n, x).gram;
        for merges in [1, 3, 7, n - 1] {
            let mut merging = Merging::new(n, n, x);
            for done in (merges..n).step_by(merges) {
                merging.merge(merges);
                let (clusters, weights) = by_all_pairs(n, &start, done);
                assert_eq!(merging.clusters, clusters, "{kind}: {merges} of {done}");
                assert_same_bits(&merging.weights, &weights, "weights");
            }
        }
    }
}

#[test]
fn equal_pairs_go_by_the_lowest_columns() {
    // Orthogonal columns of one length: all pairs cost the same.
    let x: Vec<f64> = (0..16)
        .map(|i| if i % 5 == 0 { 1.0 } else { 0.0 })
        .collect();
    let mut merging = Merging::new(4, 4, &x);
    merging.merge(1);
    assert_eq!(merging.clusters, [0, 0, 2, 3]);
    assert_eq!(merging.weights[0], 0.5f64.sqrt());
    merging.merge(1);
    assert_eq!(merging.clusters, [0, 0, 0, 3]);
    // A column of zeros costs nothing and gets no weight.
    let mut merging = Merging::new(1, 3, &[2.0, 0.0, 1.0]);
    assert_eq!(
        (merging.merge(1), &merging.clusters[..]),
        (0.0, &[0, 0, 2][..])
    );
    assert_eq!(merging.weights, [1.0, 0.0, 1.0]);
}

#[test]
fn columns_that_turn_away_from_each_other_are_not_mixed() {
    let pair = merged(1.0, 4.0, -1.0);
    assert_eq!(
        (pair.first, pair.second, pair.norm_squared),
        (0.0, 1.0, 4.0)
    );
    assert_eq!(merging_error(4.0, 1.0, -1.0), 0.5);
    assert_eq!(merged(1.0, 1.0, -0.5).norm_squared, 1.0);
}

#[test]
fn has_the_same_bits_everywhere() {
    let (m, n) = (10, 700);
    let x = uniform::<f32>(m, n, 0.0, 1.0, 5);
    let mut first = None;
    everywhere(|place| {
        let mut merging = Merging::new(m, n, &x);
        let total = merging.merge(n - 7);
        let (expected, clusters) =
            first.get_or_insert_with(|| (merging.weights.clone(), merging.clusters.clone()));
        assert!(total > 0.0);
        assert_eq!(clusters, &merging.clusters, "{place}");
        assert_same_bits(&merging.weights, expected, place);
    });
}
