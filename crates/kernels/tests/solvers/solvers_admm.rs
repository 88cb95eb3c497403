//! ADMM: bit by bit against a slow version, at the exact solution, and where it would go wrong.

use crate::solvers_support::kkt::{assert_optimal, objective_of};
use crate::solvers_support::projection::project_vector;
use crate::solvers_support::{
    Problem, assert_same_bits, column, contract_inner, everywhere, problem, transposed, uniform,
};
use deepmf_kernels::Real;
use deepmf_kernels::nnls::{Side, admm};
use deepmf_kernels::project::{Along, Projection, project};
use deepmf_kernels::small::inverse_definite;

fn times<T: Real>(matrix: &[T], x: &[T]) -> Vec<T> {
    matrix
        .chunks(x.len())
        .map(|row| contract_inner(row, x))
        .collect()
}

/// One vector, line by line: its F and its U.
fn slow_admm<T: Real>(
    p: &[T],
    b: &[T],
    start: &[T],
    dual: &[T],
    kind: Projection<'_, T>,
    steps: usize,
    tolerance: f64,
) -> (Vec<T>, Vec<T>) {
    let r = start.len();
    let mut trace = T::ZERO;
    (0..r).for_each(|k| trace += p[k * r + k]);
    let rho = trace / T::from_f64(r as f64);
    let mut sum = p.to_vec();
    (0..r).for_each(|k| sum[k * r + k] += rho);
    let mut inverse = vec![T::ZERO; r * r];
    inverse_definite(r, &sum, &mut inverse).unwrap();
    let objective =
        |x: &[T]| contract_inner(x, &times(p, x)) / T::from_f64(2.0) - contract_inner(b, x);
    let first = project_vector(kind, start);
    let (mut f, mut u) = (first.clone(), dual.to_vec());
    for _ in 0..steps {
        let aim: Vec<T> = (0..r).map(|k| b[k] + rho * (f[k] + u[k])).collect();
        let g = times(&inverse, &aim);
        let free: Vec<T> = (0..r).map(|k| g[k] - u[k]).collect();
        let new = project_vector(kind, &free);
        let minus =
            |x: &[T], y: &[T]| -> Vec<T> { x.iter().zip(y).map(|(x, y)| *x - *y).collect() };
        let norm = |x: &[T]| contract_inner(x, x);
        for k in 0..r {
            u[k] = u[k] + (new[k] - g[k]) + T::ZERO;
        }
        let limit = T::from_f64(tolerance);
        let ended = tolerance > 0.0
            && norm(&minus(&new, &g)) <= limit * norm(&new)
            && norm(&minus(&new, &f)) <= limit * norm(&u);
        f = new;
        if ended {
            break;
        }
    }
    let f = if objective(&f) <= objective(&first) {
        f
    } else {
        first
    };
    (f, u)
}

fn matches_the_slow_version<T: Real>(r: usize, n: usize, kind: Projection<'_, T>, tolerance: f64) {
    let problem = problem::<T>(2 * r + 9, r, n, 5);
    let start = uniform::<T>(r, n, -0.2, 1.0, 6);
    let dual = uniform::<T>(r, n, -0.1, 0.1, 7);
    let (mut expected, mut expected_dual) = (start.clone(), dual.clone());
    let steps = if tolerance > 0.0 { 60 } else { 7 };
    for j in 0..n {
        let vector = |x: &[T]| column(x, n, j);
        let (b, x, u) = (vector(&problem.b), vector(&start), vector(&dual));
        let (f, u) = slow_admm(&problem.gram, &b, &x, &u, kind, steps, tolerance);
        for k in 0..r {
            (expected[k * n + j], expected_dual[k * n + j]) = (f[k], u[k]);
        }
    }
    let Problem { gram, b, .. } = &problem;
    everywhere(|place| {
        let what = format!("r = {r}, n = {n}, {kind:?}, {tolerance}, {place}");
        let (mut f, mut u) = (start.clone(), dual.clone());
        let along = Along::Columns;
        admm(
            &mut f,
            &mut u,
            b,
            r,
            n,
            gram,
            Side::Left,
            kind,
            along,
            steps,
            tolerance,
        );
        assert_same_bits(&f, &expected, &what);
        assert_same_bits(&u, &expected_dual, &what);
        let turn = |x: &[T]| transposed(r, n, x);
        let (mut f, mut u) = (turn(&start), turn(&dual));
        let along = Along::Rows;
        admm(
            &mut f,
            &mut u,
            &turn(b),
            n,
            r,
            gram,
            Side::Right,
            kind,
            along,
            steps,
            tolerance,
        );
        assert_same_bits(&f, &turn(&expected), &format!("{what}, right"));
        assert_same_bits(&u, &turn(&expected_dual), &format!("{what}, right"));
    });
}

#[test]
fn has_the_bits_of_the_slow_version() {
    for (r, n) in [(1, 1), (6, 31), (17, 100), (49, 200)] {
        matches_the_slow_version::<f64>(r, n, Projection::Nonnegative, 0.0);
        matches_the_slow_version::<f64>(r, n, Projection::Nonnegative, 1e-4);
        matches_the_slow_version::<f64>(r, n, Projection::Simplex { sum: 1.0 }, 0.0);
    }
    matches_the_slow_version::<f64>(9, 50, Projection::SumAtMost { sum: 0.8 }, 1e-3);
    matches_the_slow_version::<f64>(300, 9, Projection::Nonnegative, 0.0);
    matches_the_slow_version::<f32>(11, 75, Projection::Nonnegative, 1e-3);
}

#[test]
fn reaches_the_exact_solution() {
    let (r, n) = (10, 25);
    let problem = problem::<f64>(60, r, n, 8);
    let Problem { gram, b, .. } = &problem;
    let (mut f, mut u) = (vec![0.0; r * n], vec![0.0; r * n]);
    let (kind, along) = (Projection::Nonnegative, Along::Columns);
    admm(
        &mut f,
        &mut u,
        b,
        r,
        n,
        gram,
        Side::Left,
        kind,
        along,
        5000,
        1e-28,
    );
    assert_optimal(&problem, &f, 1e-10);
    // From there with the dual it stays.
    let before = f.clone();
    admm(
        &mut f,
        &mut u,
        b,
        r,
        n,
        gram,
        Side::Left,
        kind,
        along,
        3,
        0.0,
    );
    for (x, before) in f.iter().zip(&before) {
        assert!((x - before).abs() < 1e-12);
    }
}

#[test]
fn a_set_across_the_columns_ties_them_together() {
    let (r, n) = (8, 30);
    let problem = problem::<f64>(20, r, n, 4);
    let Problem { gram, b, .. } = &problem;
    let (kind, along) = (Projection::Simplex { sum: 1.0 }, Along::Rows);
    let start = uniform::<f64>(r, n, 0.0, 1.0, 2);
    let mut results: Vec<Vec<f64>> = Vec::new();
    everywhere(|_| {
        let (mut f, mut u) = (start.clone(), vec![0.0; r * n]);
        admm(
            &mut f,
            &mut u,
            b,
            r,
            n,
            gram,
            Side::Left,
            kind,
            along,
            400,
            1e-20,
        );
        results.push(f);
    });
    let f = &results[0];
    assert!(
        results.iter().all(|other| other == f),
        "the same bits everywhere"
    );
    for row in f.chunks(n) {
        assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
    // No small step towards the gradient within the set is worth it.
    let total = |f: &[f64]| (0..n).map(|j| objective_of(&problem, f, j)).sum::<f64>();
    let mut moved = f.clone();
    for j in 0..n {
        let x = column(f, n, j);
        for i in 0..r {
            let slope = contract_inner(&gram[i * r..][..r], &x) - b[i * n + j];
            moved[i * n + j] -= 1e-3 * slope;
        }
    }
    project(kind, along, r, n, &mut moved);
    assert!(total(f) <= total(&moved) + 1e-9 * total(f).abs());
}

#[test]
fn never_raises_the_objective() {
    for (steps, seed) in (0..12).map(|i| (i % 4, i as u64)) {
        let (r, n) = (9, 40);
        let problem = problem::<f64>(12, r, n, seed);
        let Problem { gram, b, .. } = &problem;
        let mut f = uniform::<f64>(r, n, 0.0, 0.3, seed + 50);
        let mut u = uniform::<f64>(r, n, -2.0, 2.0, seed + 60);
        let before: Vec<f64> = (0..n).map(|j| objective_of(&problem, &f, j)).collect();
        let (kind, along) = (Projection::Nonnegative, Along::Columns);
        admm(
            &mut f,
            &mut u,
            b,
            r,
            n,
            gram,
            Side::Left,
            kind,
            along,
            steps,
            0.0,
        );
        for (j, before) in before.iter().enumerate() {
            assert!(objective_of(&problem, &f, j) <= before + 1e-13 * before.abs());
        }
    }
}

#[test]
fn leaves_what_it_cannot_solve() {
    for bad in [0.0, f64::NAN, f64::INFINITY, -3.0] {
        let (mut f, mut u) = (vec![0.5; 6], vec![0.0; 6]);
        let gram = [bad, 0.0, 0.0, bad];
        let (kind, along) = (Projection::Nonnegative, Along::Columns);
        admm(
            &mut f,
            &mut u,
            &[1.0; 6],
            2,
            3,
            &gram,
            Side::Left,
            kind,
            along,
            5,
            0.0,
        );
        assert_eq!((f, u), (vec![0.5; 6], vec![0.0; 6]), "{bad}");
        let (mut f, mut u) = (vec![0.5; 6], vec![0.0; 6]);
        let gram = [1.0, 0.0, 0.0, 2.0];
        admm(
            &mut f,
            &mut u,
            &[bad; 6],
            2,
            3,
            &gram,
            Side::Left,
            kind,
            along,
            5,
            0.0,
        );
        assert!(f.iter().chain(&u).all(|x| x.is_finite()), "{bad}");
    }
    for scale in [1e-150, 1e150] {
        let problem = problem::<f64>(20, 6, 9, 3);
        let scaled = |x: &[f64]| x.iter().map(|x| x * scale).collect::<Vec<f64>>();
        let (kind, along) = (Projection::Nonnegative, Along::Columns);
        let solved = |gram: &[f64], b: &[f64]| {
            let (mut f, mut u) = (vec![0.0; 54], vec![0.0; 54]);
            admm(
                &mut f,
                &mut u,
                b,
                6,
                9,
                gram,
                Side::Left,
                kind,
                along,
                50,
                0.0,
            );
            f
        };
        let expected = solved(&problem.gram, &problem.b);
        for (x, e) in solved(&scaled(&problem.gram), &scaled(&problem.b))
            .iter()
            .zip(&expected)
        {
            assert!((x - e).abs() < 1e-9, "{scale}: {x} {e}");
        }
    }
    let (kind, along) = (Projection::Nonnegative, Along::Columns);
    admm::<f64>(
        &mut [],
        &mut [],
        &[],
        0,
        5,
        &[],
        Side::Left,
        kind,
        along,
        3,
        0.0,
    );
}
