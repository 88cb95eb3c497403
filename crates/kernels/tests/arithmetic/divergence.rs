//! Divergences and their updates against textbook loops in the order of the contract.

use crate::common::{assert_bits, bits, data, every_set, everywhere, oracle_sum, turn};
use deepmf_kernels::Real;
use deepmf_kernels::divergence::{
    Beta, Data, Factor, Method, Update, Weights, between, divergence, update,
};
use deepmf_kernels::sparse::Compressed;
use proptest::prelude::*;

const FLOOR: f64 = 1e-16;
const BETAS: [f64; 7] = [-0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0];

struct Case<T> {
    m: usize,
    n: usize,
    rank: usize,
    x: Vec<T>,
    w: Vec<T>,
    h: Vec<T>,
    weights: Vec<T>,
}

fn positive<T: Real>(count: usize, seed: u64) -> Vec<T> {
    let numbers = data::<T>(count, seed).into_iter();
    numbers
        .map(|x| T::from_f64(x.to_f64().abs() + 0.01))
        .collect()
}

fn case<T: Real>(m: usize, n: usize, rank: usize, seed: u64) -> Case<T> {
    let weights = positive::<T>(m * n, seed + 3).into_iter().enumerate();
    Case {
        m,
        n,
        rank,
        x: positive(m * n, seed),
        w: positive(m * rank, seed + 1),
        h: positive(rank * n, seed + 2),
        weights: weights
            .map(|(i, x)| if i % 5 == 2 { T::ZERO } else { x })
            .collect(),
    }
}

/// A weight for every cell, or ones.
fn every<T: Real>(weights: Option<&[T]>) -> Weights<'_, T> {
    weights.map_or(Weights::Ones, Weights::Dense)
}

impl<T: Real> Case<T> {
    fn shape(&self) -> [usize; 3] {
        [self.m, self.n, self.rank]
    }

    fn product(&self, i: usize, j: usize) -> T {
        oracle_sum(self.rank, |k| {
            self.w[i * self.rank + k] * self.h[k * self.n + j]
        })
    }

    fn value(&self, beta: Beta, weights: Option<&[T]>) -> T {
        let (w, h, shape) = (&self.w, &self.h, self.shape());
        let floor = T::from_f64(FLOOR);
        let weights = every(weights);
        divergence(beta, floor, Data::Dense(&self.x), w, h, weights, shape)
    }

    fn run(&mut self, factor: Factor, weights: Option<&[T]>, with: Update<T>) -> f64 {
        let shape = self.shape();
        let (f, other) = match factor {
            Factor::Left => (&mut self.w, &self.h),
            Factor::Right => (&mut self.h, &self.w),
        };
        let weights = every(weights);
        update(f, factor, other, Data::Dense(&self.x), weights, shape, with)
    }
}

fn plain<T: Real>(beta: Beta, method: Method, passes: usize) -> Update<T> {
    Update {
        beta,
        floor: T::from_f64(FLOOR),
        exponent: beta.safe_exponent(),
        l1: T::ZERO,
        method,
        passes,
    }
}

/// One multiplicative update, entry by entry.
fn oracle_update<T: Real>(
    case: &Case<T>,
    beta: Beta,
    right: bool,
    weights: Option<&[T]>,
) -> Vec<T> {
    let Case {
        m,
        n,
        rank,
        x,
        w,
        h,
        ..
    } = case;
    let (m, n, rank) = (*m, *n, *rank);
    let floor = T::from_f64(FLOOR);
    let ratio = |i: usize, j: usize| -> [T; 2] {
        let weight = weights.map_or(T::ONE, |weights| weights[i * n + j]);
        let v = case.product(i, j) + floor;
        let x = weight * x[i * n + j];
        match beta {
            Beta::KullbackLeibler => [x / v, weight],
            Beta::Euclidean => [x, weight * v],
            Beta::ItakuraSaito => {
                let inverse = T::ONE / v;
                [x * inverse * inverse, weight * inverse]
            }
            Beta::Other(beta) => {
                let power = libm::pow(v.to_f64(), beta - 1.0);
                [
                    x * T::from_f64(power / v.to_f64()),
                    weight * T::from_f64(power),
                ]
            }
        }
    };
    let exponent = beta.safe_exponent();
    let next = |old: T, [num, den]: [T; 2]| {
        let ratio = num / den;
        let factor = if exponent == 1.0 {
            ratio
        } else if exponent == 0.5 {
            ratio.sqrt()
        } else {
            T::from_f64(libm::pow(ratio.to_f64(), exponent))
        };
        // What carries no weight at all stays as it is.
        if factor.is_finite() {
            old * factor
        } else {
            old
        }
    };
    let mut out = Vec::new();
    if right {
        for k in 0..rank {
            for j in 0..n {
                let sum = |part: usize| oracle_sum(m, |i| w[i * rank + k] * ratio(i, j)[part]);
                out.push(next(h[k * n + j], [sum(0), sum(1)]));
            }
        }
    } else {
        for i in 0..m {
            for k in 0..rank {
                let sum = |part: usize| oracle_sum(n, |j| h[k * n + j] * ratio(i, j)[part]);
                out.push(next(w[i * rank + k], [sum(0), sum(1)]));
            }
        }
    }
    out
}

fn updates_like_the_oracle<T: Real>(m: usize, n: usize, rank: usize, betas: &[f64]) {
    for &beta in betas {
        let beta = Beta::new(beta);
        let mut start = case::<T>(m, n, rank, 7);
        start.x[m * n / 2] = T::ZERO;
        let weights = start.weights.clone();
        for weights in [None, Some(&weights[..])] {
            let right = oracle_update(&start, beta, true, weights);
            let left = oracle_update(&start, beta, false, weights);
            everywhere(|lane| {
                let what = format!("{m} x {n}, rank {rank}, {beta:?}, {lane}");
                let (w, h) = (start.w.clone(), start.h.clone());
                let with = plain(beta, Method::Multiplicative, 1);
                start.run(Factor::Right, weights, with);
                assert_bits(&start.h, &right, &what);
                start.h = h;
                start.run(Factor::Left, weights, with);
                assert_bits(&start.w, &left, &what);
                start.w = w;
            });
        }
    }
}

#[test]
fn multiplicative_updates_are_the_textbook_ones_to_the_bit() {
    updates_like_the_oracle::<f64>(7, 5, 2, &BETAS);
    updates_like_the_oracle::<f64>(1, 1, 1, &[0.0, 1.0, 2.0]);
    updates_like_the_oracle::<f64>(300, 45, 13, &[1.0]);
    updates_like_the_oracle::<f64>(40, 530, 3, &[0.0, 1.0]);
    updates_like_the_oracle::<f32>(33, 290, 4, &[0.0, 1.0, 1.5, 2.0]);
}

#[test]
fn sums_over_several_blocks_keep_their_order() {
    updates_like_the_oracle::<f64>(16_700, 3, 2, &[1.0]);
}

#[test]
fn the_divergence_is_the_sum_of_its_terms_to_the_bit() {
    let case = case::<f64>(9, 700, 5, 3);
    for beta in BETAS.map(Beta::new) {
        for weights in [None, Some(&case.weights[..])] {
            let row = |i: usize| {
                oracle_sum(case.n, |j| {
                    let d = beta.term(case.x[i * case.n + j], case.product(i, j) + FLOOR);
                    weights.map_or(d, |weights| weights[i * case.n + j] * d)
                })
            };
            let want = oracle_sum(case.m, row);
            let fitted: Vec<f64> = (0..case.m * case.n)
                .map(|at| case.product(at / case.n, at % case.n))
                .collect();
            everywhere(|lane| {
                let got = case.value(beta, weights);
                assert_eq!(
                    got.to_bits(),
                    want.to_bits(),
                    "{beta:?} {lane}: {got} {want}"
                );
                let shape = [case.m, case.n];
                let got = between(
                    beta,
                    FLOOR,
                    Data::Dense(&case.x),
                    &fitted,
                    every(weights),
                    shape,
                );
                assert_eq!(
                    got.to_bits(),
                    want.to_bits(),
                    "{beta:?} {lane}: {got} {want}"
                );
            });
        }
    }
}

#[test]
fn terms_have_their_limits() {
    let kl = Beta::KullbackLeibler;
    assert_eq!(kl.term(0.0, 3.0), 3.0);
    assert_eq!(kl.term(2.0, 0.0), f64::INFINITY);
    assert_eq!(kl.term(0.0, 0.0), 0.0);
    assert_eq!(Beta::ItakuraSaito.term(0.0, 1.0), f64::INFINITY);
    assert_eq!(Beta::Euclidean.term(1.0, 4.0), 4.5);
    assert_eq!(Beta::new(3.0).term(0.0, 3.0), 9.0);
    assert_eq!(Beta::new(0.5).term(0.0, 4.0), 4.0);
    assert_eq!(Beta::new(-1.0).term(0.0, 4.0), f64::INFINITY);
    assert_eq!(Beta::new(3.0).term(2.0, 0.0), 8.0 / 6.0);
    // Every β meets its neighbours, and none is negative.
    for (x, v) in [(1.0, 2.0), (3.0, 0.5), (0.2, 0.2), (5.0, 5.0 + 1e-9)] {
        for beta in [0.0, 1.0, 2.0] {
            let (at, near) = (
                Beta::new(beta).term(x, v),
                Beta::new(beta + 1e-6).term(x, v),
            );
            assert!(
                at >= 0.0 && (at - near).abs() < 1e-4,
                "{beta} {x} {v}: {at} {near}"
            );
        }
    }
    // Beyond the normal numbers.
    assert!(kl.term(1e300, 1e-300).is_finite() || kl.term(1e300, 1e-300) == f64::INFINITY);
}

#[test]
fn weights_of_one_change_no_bit() {
    for beta in BETAS.map(Beta::new) {
        let ones = vec![1.0; 300 * 41];
        let mut methods = vec![Method::Multiplicative];
        if matches!(beta, Beta::KullbackLeibler | Beta::Euclidean) {
            methods.push(Method::Newton);
        }
        for method in methods {
            let _turn = turn();
            let mut plainly = case::<f64>(300, 41, 6, 1);
            let mut weighted = case::<f64>(300, 41, 6, 1);
            for factor in [Factor::Right, Factor::Left] {
                plainly.run(factor, None, plain(beta, method, 3));
                weighted.run(factor, Some(&ones), plain(beta, method, 3));
            }
            assert_bits(&plainly.w, &weighted.w, &format!("{beta:?} {method:?}"));
            assert_bits(&plainly.h, &weighted.h, &format!("{beta:?} {method:?}"));
            let (a, b) = (plainly.value(beta, None), plainly.value(beta, Some(&ones)));
            assert_eq!(a.to_bits(), b.to_bits());
        }
    }
}

#[test]
fn what_a_masked_cell_holds_does_not_matter() {
    for beta in [0.0, 1.0, 2.0, 2.5].map(Beta::new) {
        let _turn = turn();
        let mut once = case::<f64>(30, 70, 4, 2);
        let weights = once.weights.clone();
        let mut again = case::<f64>(30, 70, 4, 2);
        for (x, m) in again.x.iter_mut().zip(&weights) {
            if *m == 0.0 {
                *x = -1e6;
            }
        }
        for method in [Method::Multiplicative, Method::Newton] {
            if method == Method::Newton && !matches!(beta, Beta::KullbackLeibler | Beta::Euclidean)
            {
                continue;
            }
            for factor in [Factor::Right, Factor::Left] {
                once.run(factor, Some(&weights), plain(beta, method, 3));
                again.run(factor, Some(&weights), plain(beta, method, 3));
            }
            assert_eq!(bits(&once.w), bits(&again.w), "{beta:?}");
            let values = [
                once.value(beta, Some(&weights)),
                again.value(beta, Some(&weights)),
            ];
            assert_eq!(values[0].to_bits(), values[1].to_bits());
        }
    }
}

/// Slopes of the divergence and `l1` times the sum of the factor: none at entries above zero, none that
/// falls at zeros, after enough updates, which never raise that sum.
#[test]
fn a_penalty_on_the_sum_is_part_of_what_falls() {
    const L1: f64 = 0.7;
    let methods = [
        (1.0, Method::Multiplicative),
        (1.5, Method::Multiplicative),
        (2.0, Method::Multiplicative),
        (1.0, Method::Newton),
        (2.0, Method::Newton),
    ];
    for (beta, method) in methods {
        let _turn = turn();
        let beta = Beta::new(beta);
        for masked in [false, true] {
            let mut at = case::<f64>(9, 5, 3, 21);
            let weights = at.weights.clone();
            let weights = masked.then_some(&weights[..]);
            let with = Update {
                l1: L1,
                ..plain(beta, method, 3)
            };
            let objective =
                |at: &Case<f64>| at.value(beta, weights) + L1 * at.h.iter().sum::<f64>();
            let mut before = objective(&at);
            for _ in 0..2000 {
                at.run(Factor::Right, weights, with);
                let now = objective(&at);
                assert!(
                    now <= before * (1.0 + 1e-12),
                    "{beta:?} {method:?}: {now} {before}"
                );
                before = now;
            }
            for place in 0..at.h.len() {
                let (step, old) = (1e-6, at.h[place]);
                at.h[place] = old + step;
                let slope = (objective(&at) - before) / step;
                at.h[place] = old;
                assert!(slope > -1e-4, "{beta:?} {method:?}: {slope} at {old}");
                assert!(
                    old < 1e-4 || slope < 1e-3,
                    "{beta:?} {method:?}: {slope} at {old}"
                );
            }
        }
    }
}

/// The same on stored entries, which are all there are, by every method.
#[test]
fn a_penalty_on_the_sum_counts_on_stored_entries_too() {
    let every_cell = Sparse::new(9, 5, 1, 21);
    for (beta, method) in [
        (1.0, Method::Multiplicative),
        (1.5, Method::Multiplicative),
        (2.0, Method::Multiplicative),
        (1.0, Method::Newton),
        (2.0, Method::Newton),
    ] {
        let _turn = turn();
        let mut at = case::<f64>(9, 5, 3, 21);
        let with = Update {
            l1: 0.4,
            ..plain(Beta::new(beta), method, 2)
        };
        let objective = |h: &[f64]| {
            let floor = FLOOR;
            let data = every_cell.data();
            divergence(
                Beta::new(beta),
                floor,
                data,
                &at.w,
                h,
                Weights::Stored,
                [9, 5, 3],
            ) + 0.4 * h.iter().sum::<f64>()
        };
        let mut h = at.h.clone();
        let mut before = objective(&h);
        for _ in 0..2000 {
            let data = every_cell.data();
            update(
                &mut h,
                Factor::Right,
                &at.w,
                data,
                Weights::Stored,
                [9, 5, 3],
                with,
            );
            let now = objective(&h);
            assert!(
                now <= before * (1.0 + 1e-12),
                "{beta} {method:?}: {now} {before}"
            );
            before = now;
        }
        for place in 0..h.len() {
            let (step, old) = (1e-6, h[place]);
            h[place] = old + step;
            let slope = (objective(&h) - before) / step;
            h[place] = old;
            assert!(slope > -1e-4, "{beta} {method:?}: {slope} at {old}");
            assert!(
                old < 1e-4 || slope < 1e-3,
                "{beta} {method:?}: {slope} at {old}"
            );
        }
        at.h.clear();
    }
}

#[test]
fn an_update_goes_against_the_finite_differences() {
    for beta in BETAS.map(Beta::new) {
        let _turn = turn();
        let mut at = case::<f64>(8, 6, 3, 5);
        let weights = at.weights.clone();
        let mut updated = case::<f64>(8, 6, 3, 5);
        let with = Update {
            exponent: 1.0,
            ..plain(beta, Method::Multiplicative, 1)
        };
        updated.run(Factor::Right, Some(&weights), with);
        for place in 0..at.h.len() {
            let (step, old) = (1e-6, at.h[place]);
            at.h[place] = old + step;
            let above = at.value(beta, Some(&weights));
            at.h[place] = old - step;
            let slope = (above - at.value(beta, Some(&weights))) / (2.0 * step);
            at.h[place] = old;
            // h' = h num / den: the slope is den − num = den (1 − h' / h).
            let (k, j) = (place / at.n, place % at.n);
            let den = oracle_sum(at.m, |i| {
                let v = at.product(i, j);
                weights[i * at.n + j] * at.w[i * at.rank + k] * libm::pow(v, beta.value() - 1.0)
            });
            let want = den * (1.0 - updated.h[place] / old);
            assert!(
                (slope - want).abs() <= 1e-5 * (1.0 + den),
                "{beta:?}: {slope} {want}"
            );
        }
    }
}

/// A matrix with about one entry in `sparsity`, in both orders, and dense.
struct Sparse {
    dense: Vec<f64>,
    rows: (Vec<usize>, Vec<u32>, Vec<f64>),
    columns: (Vec<usize>, Vec<u32>, Vec<f64>),
    m: usize,
    n: usize,
}

impl Sparse {
    fn new(m: usize, n: usize, sparsity: usize, seed: u64) -> Self {
        let numbers = positive::<f64>(m * n, seed);
        let kept = data::<f64>(m * n, seed + 9);
        let threshold = 1.0 / sparsity as f64;
        let entry = |(x, keep): (&f64, &f64)| if keep.abs() < threshold { *x } else { 0.0 };
        let dense: Vec<f64> = numbers.iter().zip(&kept).map(entry).collect();
        let lines = |count: usize, length: usize, at: &dyn Fn(usize, usize) -> f64| {
            let (mut starts, mut indices, mut values) = (vec![0], Vec::new(), Vec::new());
            for i in 0..count {
                for j in 0..length {
                    if at(i, j) != 0.0 {
                        indices.push(j as u32);
                        values.push(at(i, j));
                    }
                }
                starts.push(indices.len());
            }
            (starts, indices, values)
        };
        let rows = lines(m, n, &|i, j| dense[i * n + j]);
        let columns = lines(n, m, &|j, i| dense[i * n + j]);
        Self {
            dense,
            rows,
            columns,
            m,
            n,
        }
    }

    fn data(&self) -> Data<'_, f64> {
        let (rows, columns) = (&self.rows, &self.columns);
        Data::Sparse {
            by_rows: Compressed::new(self.m, self.n, &rows.0, &rows.1, &rows.2).unwrap(),
            by_columns: Compressed::new(self.n, self.m, &columns.0, &columns.1, &columns.2)
                .unwrap(),
        }
    }
}

/// Sparse matrices with ranks: short columns, long ones, ones of several panels and of several
/// blocks, and ones whose part of the basis is too large to keep.
fn sparse_matrices() -> [(Sparse, usize); 5] {
    [
        (Sparse::new(40, 90, 5, 1), 5),
        (Sparse::new(1200, 21, 2, 2), 11),
        (Sparse::new(30, 17, 3, 3), 300),
        (Sparse::new(17_000, 2, 1, 4), 3),
        (Sparse::new(1500, 3, 1, 5), 70),
    ]
}

#[test]
fn stored_entries_give_what_all_entries_give() {
    for (sparse, rank) in sparse_matrices() {
        let (m, n) = (sparse.m, sparse.n);
        for beta in [1.0, 2.0, 1.5].map(Beta::new) {
            for factor in [Factor::Right, Factor::Left] {
                let _turn = turn();
                let with = plain(beta, Method::Multiplicative, 2);
                let mut full = case::<f64>(m, n, rank, 4);
                full.x.clone_from(&sparse.dense);
                let start = case::<f64>(m, n, rank, 4);
                full.run(factor, None, with);
                let (mut w, mut h) = (start.w, start.h);
                let (f, other) = match factor {
                    Factor::Left => (&mut w, &h),
                    Factor::Right => (&mut h, &w),
                };
                update(
                    f,
                    factor,
                    other,
                    sparse.data(),
                    Weights::Ones,
                    [m, n, rank],
                    with,
                );
                let want = if factor == Factor::Left {
                    &full.w
                } else {
                    &full.h
                };
                for (got, want) in f.iter().zip(want) {
                    assert!((got - want).abs() <= 1e-12 * (1.0 + want), "{got} {want}");
                }
                let got = divergence(
                    beta,
                    FLOOR,
                    sparse.data(),
                    &w,
                    &h,
                    Weights::Ones,
                    [m, n, rank],
                );
                let want = full.value(beta, None);
                assert!((got - want).abs() <= 1e-11 * want, "{beta:?} {got} {want}");
                // With weights all entries are gone through, so then the bits are the same.
                let weights = start.weights;
                let got = divergence(
                    beta,
                    FLOOR,
                    sparse.data(),
                    &w,
                    &h,
                    Weights::Dense(&weights),
                    [m, n, rank],
                );
                let all = Data::Dense(&sparse.dense);
                let want = divergence(
                    beta,
                    FLOOR,
                    all,
                    &w,
                    &h,
                    Weights::Dense(&weights),
                    [m, n, rank],
                );
                assert_eq!(got.to_bits(), want.to_bits());
            }
        }
    }
}

#[test]
fn stored_entries_give_the_same_bits_everywhere() {
    for (sparse, rank) in sparse_matrices() {
        let (m, n) = (sparse.m, sparse.n);
        for method in [Method::Multiplicative, Method::Newton] {
            let mut first: Option<[Vec<f64>; 3]> = None;
            everywhere(|lane| {
                let start = case::<f64>(m, n, rank, 8);
                let (mut w, mut h) = (start.w, start.h);
                let with = plain(Beta::KullbackLeibler, method, 2);
                let shape = [m, n, rank];
                update(
                    &mut w,
                    Factor::Left,
                    &h,
                    sparse.data(),
                    Weights::Ones,
                    shape,
                    with,
                );
                update(
                    &mut h,
                    Factor::Right,
                    &w,
                    sparse.data(),
                    Weights::Ones,
                    shape,
                    with,
                );
                let value = divergence(
                    with.beta,
                    FLOOR,
                    sparse.data(),
                    &w,
                    &h,
                    Weights::Ones,
                    shape,
                );
                let got = [w, h, vec![value]];
                let want = first.get_or_insert_with(|| got.clone());
                for (got, want) in got.iter().zip(&*want) {
                    assert_bits(got, want, lane);
                }
            });
        }
    }
}

#[test]
fn newton_steps_give_the_same_bits_everywhere() {
    for beta in [1.0, 2.0].map(Beta::new) {
        for weighted in [false, true] {
            let mut first: Option<Vec<f64>> = None;
            everywhere(|lane| {
                let mut at = case::<f64>(310, 75, 9, 8);
                let weights = at.weights.clone();
                let weights = weighted.then_some(&weights[..]);
                at.run(Factor::Left, weights, plain(beta, Method::Newton, 3));
                at.run(Factor::Right, weights, plain(beta, Method::Newton, 4));
                let got = [at.w, at.h].concat();
                let want = first.get_or_insert_with(|| got.clone());
                assert_bits(&got, want, lane);
            });
        }
    }
}

#[test]
fn newton_steps_go_far_below_multiplicative_updates() {
    let _turn = turn();
    let even = |count, seed: u64| -> Vec<f64> {
        let numbers = data::<f64>(count, seed).into_iter();
        numbers.map(|x| 0.2 + x * x).collect()
    };
    for weighted in [false, true] {
        let reach = |method, passes, iterations| {
            let mut at = case::<f64>(60, 80, 6, 11);
            (at.w, at.h) = (even(60 * 6, 1), even(6 * 80, 2));
            let truth = Case {
                w: even(60 * 6, 3),
                h: even(6 * 80, 4),
                ..case::<f64>(60, 80, 6, 1)
            };
            for (place, x) in at.x.iter_mut().enumerate() {
                *x = truth.product(place / 80, place % 80);
            }
            let weights = at.weights.clone();
            let weights = weighted.then_some(&weights[..]);
            let mut kept = 1.0;
            for _ in 0..iterations {
                for factor in [Factor::Left, Factor::Right] {
                    kept = at.run(
                        factor,
                        weights,
                        plain(Beta::KullbackLeibler, method, passes),
                    );
                }
            }
            assert!((0.0..=1.0).contains(&kept));
            at.value(Beta::KullbackLeibler, weights)
        };
        // As many evaluations.
        let slow = reach(Method::Multiplicative, 1, 60);
        let fast = reach(Method::Newton, 2, 30);
        assert!(fast < 0.5 * slow, "weighted {weighted}: {fast} {slow}");
    }
}

#[test]
fn one_component_is_found_at_once() {
    every_set(|lane| {
        let mut at = case::<f64>(50, 33, 1, 6);
        for method in [Method::Multiplicative, Method::Newton] {
            at.run(Factor::Right, None, plain(Beta::KullbackLeibler, method, 1));
            let sum = oracle_sum(at.m, |i| at.w[i]);
            for j in 0..at.n {
                let want = oracle_sum(at.m, |i| at.x[i * at.n + j]) / sum;
                assert!((at.h[j] - want).abs() <= 1e-10 * want, "{lane}");
            }
        }
    });
}

#[test]
fn zeros_are_met() {
    let _turn = turn();
    let mut at = case::<f64>(20, 30, 3, 6);
    for j in 0..30 {
        at.x[7 * 30 + j] = 0.0;
    }
    for i in 0..20 {
        at.x[i * 30 + 4] = 0.0;
        at.w[i * 3 + 1] = 0.0;
    }
    for method in [Method::Multiplicative, Method::Newton] {
        for beta in [1.0, 2.0].map(Beta::new) {
            let mut last = f64::INFINITY;
            for _ in 0..6 {
                at.run(Factor::Right, None, plain(beta, method, 3));
                at.run(Factor::Left, None, plain(beta, method, 3));
                let value = at.value(beta, None);
                assert!(value <= last * (1.0 + 1e-12), "{value} {last}");
                assert!(at.h.iter().chain(&at.w).all(|x| *x >= 0.0 && x.is_finite()));
                last = value;
            }
        }
    }
    assert!(at.w[7 * 3..8 * 3].iter().all(|w| *w < 1e-6));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_update_raises_the_divergence(
        m in 1usize..40, n in 1usize..40, rank in 1usize..7, seed in 0u64..1000,
        beta in 0usize..7, newton: bool, weighted: bool, passes in 1usize..5,
    ) {
        let _turn = turn();
        let beta = Beta::new(BETAS[beta]);
        let newton = newton && matches!(beta, Beta::KullbackLeibler | Beta::Euclidean);
        let method = if newton { Method::Newton } else { Method::Multiplicative };
        let mut at = case::<f64>(m, n, rank, seed);
        let weights = at.weights.clone();
        let weights = weighted.then_some(&weights[..]);
        let mut last = at.value(beta, weights);
        for _ in 0..4 {
            for factor in [Factor::Left, Factor::Right] {
                at.run(factor, weights, plain(beta, method, passes));
                let value = at.value(beta, weights);
                prop_assert!(value <= last * (1.0 + 1e-11) + 1e-13, "{value} above {last}");
                last = value;
            }
        }
    }

    #[test]
    fn scalar_newton_steps_never_raise_the_divergence(
        m in 1usize..60, n in 1usize..60, rank in 1usize..7, sparsity in 1usize..6, seed in 0u64..1000,
    ) {
        let _turn = turn();
        let sparse = Sparse::new(m, n, sparsity, seed);
        let start = case::<f64>(m, n, rank, seed);
        let (mut w, mut h) = (start.w, start.h);
        let shape = [m, n, rank];
        let with = plain(Beta::KullbackLeibler, Method::Newton, 1);
        let value = |w: &[f64], h: &[f64]| divergence(with.beta, FLOOR, sparse.data(), w, h, Weights::Ones, shape);
        let mut last = value(&w, &h);
        for _ in 0..4 {
            update(&mut w, Factor::Left, &h, sparse.data(), Weights::Ones, shape, with);
            update(&mut h, Factor::Right, &w, sparse.data(), Weights::Ones, shape, with);
            let now = value(&w, &h);
            prop_assert!(now <= last * (1.0 + 1e-11) + 1e-12, "{now} above {last}");
            last = now;
        }
    }
}

/// Weights for some of the cells, as a sparse matrix.
fn some_weights(m: usize, n: usize, sparsity: usize) -> Sparse {
    Sparse::new(m, n, sparsity, 77)
}

impl Sparse {
    fn weights(&self) -> Weights<'_, f64> {
        match self.data() {
            Data::Sparse {
                by_rows,
                by_columns,
            } => Weights::Sparse {
                by_rows,
                by_columns,
            },
            Data::Dense(_) => unreachable!(),
        }
    }

    /// One where an entry is.
    fn pattern(&self) -> Vec<f64> {
        self.dense.iter().map(|x| x.abs().min(1.0).ceil()).collect()
    }
}

/// What counts, sparse and written out.
fn counted<'a>(data: &'a Sparse, weights: &'a Sparse) -> [(Weights<'a, f64>, Vec<f64>); 2] {
    [
        (Weights::Stored, data.pattern()),
        (weights.weights(), weights.dense.clone()),
    ]
}

#[test]
fn cells_that_count_alone_give_what_a_mask_gives() {
    for (sparse, rank) in sparse_matrices() {
        let (m, n) = (sparse.m, sparse.n);
        let weights = some_weights(m, n, 3);
        for (which, mask) in counted(&sparse, &weights) {
            let zeros = |beta: Beta| beta.value() <= 0.0 && matches!(which, Weights::Sparse { .. });
            for beta in BETAS.map(Beta::new) {
                for factor in [Factor::Right, Factor::Left] {
                    let _turn = turn();
                    let with = plain(beta, Method::Multiplicative, 2);
                    let mut full = case::<f64>(m, n, rank, 4);
                    full.x.clone_from(&sparse.dense);
                    let start = case::<f64>(m, n, rank, 4);
                    full.run(factor, Some(&mask), with);
                    let (mut w, mut h) = (start.w, start.h);
                    let (f, other) = match factor {
                        Factor::Left => (&mut w, &h),
                        Factor::Right => (&mut h, &w),
                    };
                    let shape = [m, n, rank];
                    update(f, factor, other, sparse.data(), which, shape, with);
                    let want = if factor == Factor::Left {
                        &full.w
                    } else {
                        &full.h
                    };
                    for (got, want) in f.iter().zip(want) {
                        let near = (got - want).abs() <= 1e-11 * (1.0 + want);
                        assert!(near, "{m} x {n} {beta:?}: {got} {want}");
                    }
                    if zeros(beta) {
                        continue;
                    }
                    let got = divergence(beta, FLOOR, sparse.data(), &w, &h, which, shape);
                    let want = full.value(beta, Some(&mask));
                    let near = got == want || (got - want).abs() <= 1e-11 * want;
                    assert!(near, "{m} x {n} {beta:?}: {got} {want}");
                    let fitted: Vec<f64> =
                        (0..m * n).map(|at| full.product(at / n, at % n)).collect();
                    let shape = [m, n];
                    let got = between(beta, FLOOR, sparse.data(), &fitted, which, shape);
                    let near = got == want || (got - want).abs() <= 1e-11 * want;
                    assert!(near, "{m} x {n} {beta:?}: {got} {want}");
                }
            }
        }
    }
}

#[test]
fn cells_that_count_alone_give_the_same_bits_everywhere() {
    for (sparse, rank) in sparse_matrices() {
        let (m, n) = (sparse.m, sparse.n);
        let weights = some_weights(m, n, 3);
        for (which, _) in counted(&sparse, &weights) {
            for (beta, method) in [
                (1.0, Method::Multiplicative),
                (1.0, Method::Newton),
                (2.0, Method::Newton),
                (0.0, Method::Multiplicative),
            ] {
                let mut first: Option<[Vec<f64>; 3]> = None;
                everywhere(|lane| {
                    let start = case::<f64>(m, n, rank, 8);
                    let (mut w, mut h) = (start.w, start.h);
                    let with = plain(Beta::new(beta), method, 2);
                    let shape = [m, n, rank];
                    update(&mut w, Factor::Left, &h, sparse.data(), which, shape, with);
                    update(&mut h, Factor::Right, &w, sparse.data(), which, shape, with);
                    let value = divergence(with.beta, FLOOR, sparse.data(), &w, &h, which, shape);
                    let got = [w, h, vec![value]];
                    let want = first.get_or_insert_with(|| got.clone());
                    for (got, want) in got.iter().zip(&*want) {
                        assert_bits(got, want, lane);
                    }
                });
            }
        }
    }
}

#[test]
fn coordinates_of_a_masked_squared_error_go_to_their_least_points() {
    let _turn = turn();
    let (m, n, rank) = (40, 12, 3);
    let sparse = Sparse::new(m, n, 2, 5);
    let weights = some_weights(m, n, 2);
    for (which, mask) in counted(&sparse, &weights) {
        let start = case::<f64>(m, n, rank, 3);
        let (w, mut h) = (start.w, start.h);
        let with = plain(Beta::Euclidean, Method::Newton, 2000);
        update(
            &mut h,
            Factor::Right,
            &w,
            sparse.data(),
            which,
            [m, n, rank],
            with,
        );
        // The conditions of Karush, Kuhn and Tucker, from the definition.
        for k in 0..rank {
            for j in 0..n {
                let slope = oracle_sum(m, |i| {
                    let v = oracle_sum(rank, |k| w[i * rank + k] * h[k * n + j]) + FLOOR;
                    mask[i * n + j] * w[i * rank + k] * (v - sparse.dense[i * n + j])
                });
                let at = h[k * n + j];
                assert!(
                    slope > -1e-10 && (at == 0.0 || slope.abs() < 1e-10),
                    "{slope} {at}"
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_update_of_cells_alone_raises_the_divergence(
        m in 1usize..60, n in 1usize..60, rank in 1usize..7, sparsity in 1usize..6, seed in 0u64..1000,
        beta in 0usize..7, newton: bool, weighted: bool,
    ) {
        let _turn = turn();
        let sparse = Sparse::new(m, n, sparsity, seed);
        let weights = some_weights(m, n, 2);
        let beta = Beta::new(BETAS[beta]);
        // Where weights are, data may be zeros.
        let beta = if weighted && beta.value() <= 0.0 { Beta::Euclidean } else { beta };
        let which = if weighted { weights.weights() } else { Weights::Stored };
        let newton = newton && matches!(beta, Beta::KullbackLeibler | Beta::Euclidean);
        let method = if newton { Method::Newton } else { Method::Multiplicative };
        let start = case::<f64>(m, n, rank, seed);
        let (mut w, mut h) = (start.w, start.h);
        let shape = [m, n, rank];
        let with = plain(beta, method, 1);
        let value = |w: &[f64], h: &[f64]| divergence(beta, FLOOR, sparse.data(), w, h, which, shape);
        let mut last = value(&w, &h);
        for _ in 0..4 {
            update(&mut w, Factor::Left, &h, sparse.data(), which, shape, with);
            update(&mut h, Factor::Right, &w, sparse.data(), which, shape, with);
            let now = value(&w, &h);
            prop_assert!(now <= last * (1.0 + 1e-11) + 1e-12, "{now} above {last}");
            prop_assert!(h.iter().chain(&w).all(|x| *x >= 0.0 && x.is_finite()));
            last = now;
        }
    }
}
