//! HALS: bit by bit against a slow version, against exact solutions, and its monotony.

mod solvers_support;

use deepmf_kernels::Real;
use deepmf_kernels::nnls::{Side, hals};
use solvers_support::lawson_hanson::{nonnegative_least_squares, solve_on};
use solvers_support::{
    Problem, assert_same_bits, column, contract_inner, everywhere, problem, transposed, uniform,
};

fn slow_hals<T: Real>(
    problem: &Problem<T>,
    start: &[T],
    nonnegative: bool,
    sweeps: usize,
) -> Vec<T> {
    let (r, n) = (problem.r, problem.n);
    let mut f = start.to_vec();
    for _ in 0..sweeps {
        for k in 0..r {
            let row = &problem.gram[k * r..][..r];
            if row[k] <= T::ZERO {
                continue;
            }
            for j in 0..n {
                let product = contract_inner(row, &column(&f, n, j));
                let x = f[k * n + j] + (problem.b[k * n + j] - product) / row[k];
                f[k * n + j] = if nonnegative && x <= T::ZERO {
                    T::ZERO
                } else {
                    x + T::ZERO
                };
            }
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

fn matches_the_slow_version<T: Real>(r: usize, n: usize) {
    let problem = problem::<T>(40, r, n, 31);
    let start = uniform::<T>(r, n, 0.0, 1.0, 6);
    for nonnegative in [true, false] {
        let expected = slow_hals(&problem, &start, nonnegative, 3);
        everywhere(|place| {
            let what = format!("r = {r}, n = {n}, {place}");
            let mut f = start.clone();
            hals(
                &mut f,
                &problem.b,
                r,
                n,
                &problem.gram,
                Side::Left,
                nonnegative,
                3,
            );
            assert_same_bits(&f, &expected, &what);
            let mut f = transposed(r, n, &start);
            let b = transposed(r, n, &problem.b);
            hals(&mut f, &b, n, r, &problem.gram, Side::Right, nonnegative, 3);
            assert_same_bits(&f, &transposed(r, n, &expected), &format!("{what}, right"));
        });
    }
}

#[test]
fn has_the_bits_of_the_slow_version() {
    for (r, n) in [(1, 1), (6, 31), (6, 32), (17, 100), (300, 20)] {
        matches_the_slow_version::<f64>(r, n);
    }
    matches_the_slow_version::<f32>(11, 75);
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
            3000,
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
        hals(&mut f, &problem.b, r, n, &problem.gram, Side::Left, true, 1);
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
    hals(&mut f, &problem.b, r, n, &problem.gram, Side::Left, true, 5);
    assert_same_bits(&f[n..2 * n], &start[n..2 * n], "row 1");
    assert!(f.iter().all(|x| x.is_finite()));
}

#[test]
fn accepts_empty_matrices() {
    hals::<f64>(&mut [], &[], 0, 5, &[], Side::Left, true, 1);
    hals(
        &mut [],
        &[],
        2,
        0,
        &[1.0, 0.0, 0.0, 1.0],
        Side::Left,
        true,
        1,
    );
}
