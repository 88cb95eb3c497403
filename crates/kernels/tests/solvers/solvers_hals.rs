//! HALS: bit by bit against a slow version, against exact solutions, and its monotony.

use crate::solvers_support::lawson_hanson::{nonnegative_least_squares, solve_on};
use crate::solvers_support::{
    Problem, assert_same_bits, column, contract_inner, everywhere, problem, transposed, uniform,
};
use deepmf_kernels::Real;
use deepmf_kernels::nnls::{Order, Side, Sweeps, hals};
use deepmf_kernels::random::Generator;

/// The sweeps as promised, one column at a time: blocks of nearly equal height, at most six rows;
/// the product with the column as it was before the block, then what its rows change.
fn slow_hals<T: Real>(
    problem: &Problem<T>,
    start: &[T],
    nonnegative: bool,
    sweeps: usize,
    delta: f64,
    order: &[usize],
) -> Vec<T> {
    let (r, n) = (problem.r, problem.n);
    let mut f = start.to_vec();
    for j in 0..n {
        let mut x: Vec<T> = order.iter().map(|k| f[k * n + j]).collect();
        let mut first = T::ZERO;
        for sweep in 0..sweeps {
            let mut change = T::ZERO;
            let mut start = 0;
            let blocks = r.div_ceil(6);
            for block in 0..blocks {
                let height = r / blocks + usize::from(block < r % blocks);
                let scaled = |i: usize, l: usize| {
                    let (k, kk) = (order[i], order[l]);
                    let inverse = T::ONE / problem.gram[k * r + k];
                    if i == l {
                        T::ZERO
                    } else {
                        -(problem.gram[k * r + kk] * inverse)
                    }
                };
                let mut free: Vec<T> = (start..start + height)
                    .map(|i| {
                        let k = order[i];
                        let b = problem.b[k * n + j] * (T::ONE / problem.gram[k * r + k]);
                        let row: Vec<T> = (0..r).map(|l| scaled(i, l)).collect();
                        b + contract_inner(&row, &x)
                    })
                    .collect();
                for i in 0..height {
                    let floor = nonnegative && free[i] <= T::ZERO;
                    let new = if floor { T::ZERO } else { free[i] };
                    let step = new - x[start + i];
                    for later in i + 1..height {
                        free[later] += scaled(start + later, start + i) * step;
                    }
                    x[start + i] = new;
                    change += step * step;
                }
                start += height;
            }
            if sweep == 0 {
                first = change;
            }
            let enough = if sweep == 0 {
                T::ZERO
            } else {
                T::from_f64(delta * delta) * first
            };
            if delta > 0.0 && change <= enough {
                break;
            }
        }
        for (x, k) in x.iter().zip(order) {
            f[k * n + j] = *x + T::ZERO;
        }
    }
    f
}

fn objective(problem: &Problem<f64>, f: &[f64]) -> f64 {
    let (r, n) = (problem.r, problem.n);
    let mut total = 0.0;
    for j in 0..n {
        let (x, b) = (column(f, n, j), column(&problem.b, n, j));
        for i in 0..r {
            total += x[i] * (contract_inner(&problem.gram[i * r..][..r], &x) / 2.0 - b[i]);
        }
    }
    total
}

fn matches_the_slow_version<T: Real>(r: usize, n: usize, sweeps: Sweeps) {
    let problem = problem::<T>(40, r, n, 31);
    let start = uniform::<T>(r, n, 0.0, 1.0, 6);
    let order = match sweeps.order {
        Order::Cyclic => (0..r).collect(),
        Order::Random { seed, stream } => shuffled(r, seed, stream),
    };
    for nonnegative in [true, false] {
        let Sweeps { count, delta, .. } = sweeps;
        let expected = slow_hals(&problem, &start, nonnegative, count, delta, &order);
        let Problem { gram, b, .. } = &problem;
        everywhere(|place| {
            let what = format!("r = {r}, n = {n}, {sweeps:?}, {place}");
            let mut f = start.clone();
            hals(&mut f, b, r, n, gram, Side::Left, nonnegative, sweeps);
            assert_same_bits(&f, &expected, &what);
            let mut f = transposed(r, n, &start);
            let b = transposed(r, n, b);
            hals(&mut f, &b, n, r, gram, Side::Right, nonnegative, sweeps);
            assert_same_bits(&f, &transposed(r, n, &expected), &format!("{what}, right"));
        });
    }
}

/// A permutation drawn as the kernel says.
fn shuffled(r: usize, seed: u64, stream: u32) -> Vec<usize> {
    let mut generator = Generator::new(seed, stream);
    let mut order: Vec<usize> = (0..r).collect();
    for i in (1..r).rev() {
        order.swap(i, (generator.unit() * (i + 1) as f64) as usize);
    }
    order
}

#[test]
fn has_the_bits_of_the_slow_version() {
    for (r, n) in [(1, 1), (6, 31), (6, 32), (17, 100), (300, 20)] {
        matches_the_slow_version::<f64>(r, n, Sweeps::cyclic(3));
    }
    matches_the_slow_version::<f32>(11, 75, Sweeps::cyclic(3));
}

#[test]
fn every_column_ends_by_itself() {
    let until = |delta| Sweeps {
        count: 40,
        delta,
        order: Order::Cyclic,
    };
    for (r, n) in [(1, 5), (9, 150), (25, 70)] {
        matches_the_slow_version::<f64>(r, n, until(0.1));
        matches_the_slow_version::<f64>(r, n, until(1e-3));
    }
    matches_the_slow_version::<f32>(8, 75, until(0.03));
    let problem = problem::<f64>(40, 9, 150, 31);
    let ended = |sweeps| {
        let mut f = uniform(9, 150, 0.0, 1.0, 6);
        hals(
            &mut f,
            &problem.b,
            9,
            150,
            &problem.gram,
            Side::Left,
            true,
            sweeps,
        );
        f
    };
    assert_ne!(
        ended(until(0.1)),
        ended(Sweeps::cyclic(40)),
        "some column ends early"
    );
}

#[test]
fn a_random_order_is_that_of_its_seed_and_stream() {
    let random = |seed, stream| Sweeps {
        count: 3,
        delta: 0.0,
        order: Order::Random { seed, stream },
    };
    matches_the_slow_version::<f64>(23, 40, random(5, 0));
    matches_the_slow_version::<f64>(300, 3, random(5, 7));
    matches_the_slow_version::<f32>(12, 40, random(6, 1));
    matches_the_slow_version::<f64>(
        15,
        40,
        Sweeps {
            delta: 0.1,
            count: 20,
            ..random(6, 1)
        },
    );
    assert_ne!(shuffled(23, 5, 0), shuffled(23, 5, 1));
}

#[test]
fn reaches_the_exact_solution() {
    let (r, n) = (10, 25);
    let problem = problem::<f64>(60, r, n, 8);
    let every: Vec<usize> = (0..r).collect();
    for nonnegative in [true, false] {
        let mut f = vec![0.0; r * n];
        hals(
            &mut f,
            &problem.b,
            r,
            n,
            &problem.gram,
            Side::Left,
            nonnegative,
            Sweeps::cyclic(3000),
        );
        for j in 0..n {
            let b = column(&problem.b, n, j);
            let exact = if nonnegative {
                nonnegative_least_squares(r, &problem.gram, &b)
            } else {
                solve_on(&every, r, &problem.gram, &b)
            };
            for (x, exact) in column(&f, n, j).iter().zip(exact) {
                assert!((x - exact).abs() < 1e-8, "{x} {exact}");
            }
        }
    }
}

#[test]
fn every_sweep_lowers_the_objective() {
    let (r, n) = (12, 40);
    let problem = problem::<f64>(30, r, n, 17);
    let mut f = uniform(r, n, 0.0, 2.0, 5);
    let mut last = objective(&problem, &f);
    for _ in 0..20 {
        hals(
            &mut f,
            &problem.b,
            r,
            n,
            &problem.gram,
            Side::Left,
            true,
            Sweeps::cyclic(1),
        );
        let value = objective(&problem, &f);
        assert!(value <= last + 1e-12 * last.abs(), "{value} after {last}");
        last = value;
    }
}

#[test]
fn leaves_rows_without_curvature() {
    let (r, n) = (4, 9);
    let mut problem = problem::<f64>(20, r, n, 3);
    for i in 0..r {
        problem.gram[r + i] = 0.0;
        problem.gram[i * r + 1] = 0.0;
    }
    let start = uniform(r, n, 0.0, 1.0, 5);
    let mut f = start.clone();
    hals(
        &mut f,
        &problem.b,
        r,
        n,
        &problem.gram,
        Side::Left,
        true,
        Sweeps::cyclic(5),
    );
    assert_same_bits(&f[n..2 * n], &start[n..2 * n], "row 1");
    assert!(f.iter().all(|x| x.is_finite()));
}

#[test]
fn accepts_empty_matrices() {
    hals::<f64>(&mut [], &[], 0, 5, &[], Side::Left, true, Sweeps::cyclic(1));
    hals(
        &mut [],
        &[],
        2,
        0,
        &[1.0, 0.0, 0.0, 1.0],
        Side::Left,
        true,
        Sweeps::cyclic(1),
    );
}
