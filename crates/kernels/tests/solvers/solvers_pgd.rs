//! Projected gradient with Armijo's rule: bit by bit against a slow version, its descent, its limit.

use crate::solvers_support::kkt::{assert_optimal, objective_of};
use crate::solvers_support::projection::project_vector;
use crate::solvers_support::{
    Problem, assert_same_bits, column, contract_inner, everywhere, problem, transposed, uniform,
};
use deepmf_kernels::Real;
use deepmf_kernels::nnls::{Term, pgd};
use deepmf_kernels::project::{Along, Projection};

fn times<T: Real>(matrix: &[T], x: &[T]) -> Vec<T> {
    matrix
        .chunks(x.len())
        .map(|row| contract_inner(row, x))
        .collect()
}

/// One vector by Lin's algorithm, line by line.
fn slow_pgd<T: Real>(
    p: &[T],
    b: &[T],
    start: &[T],
    kind: Projection<'_, T>,
    steps: usize,
) -> Vec<T> {
    let r = start.len();
    let minus = |x: &[T], y: &[T]| -> Vec<T> { x.iter().zip(y).map(|(x, y)| *x - *y).collect() };
    let mut trace = T::ZERO;
    (0..r).for_each(|k| trace += p[k * r + k]);
    let mut alpha = T::ONE / (T::ZERO + trace / T::from_f64(r as f64) * T::ONE);
    let mut f = project_vector(kind, start);
    let mut gradient = minus(&times(p, &f), b);
    'steps: for _ in 0..steps {
        let mut best: Option<(Vec<T>, Vec<T>)> = None;
        for trial in 1..=20 {
            let moved: Vec<T> = (0..r).map(|k| f[k] - alpha * gradient[k]).collect();
            let new = project_vector(kind, &moved);
            let d = minus(&new, &f);
            let pd = times(p, &d);
            let slope = contract_inner(&gradient, &d);
            let decrease = T::from_f64(0.99) * slope + contract_inner(&d, &pd) / T::from_f64(2.0);
            let good = slope < T::ZERO && decrease <= T::ZERO;
            if let Some((x, _)) = &best
                && (!good || *x == new || trial == 20)
            {
                alpha *= T::from_f64(0.1);
                break;
            }
            if good && (trial == 1 || best.is_some()) {
                best = Some((new, pd));
                alpha /= T::from_f64(0.1);
            } else if good {
                best = Some((new, pd));
                break;
            } else if trial == 20 || (trial == 1 && slope >= T::ZERO) {
                break 'steps;
            } else {
                alpha *= T::from_f64(0.1);
            }
        }
        let (new, pd) = best.unwrap();
        f = new;
        for k in 0..r {
            gradient[k] += pd[k];
        }
    }
    f
}

fn matches_the_slow_version<T: Real>(r: usize, n: usize, kind: Projection<'_, T>, steps: usize) {
    let problem = problem::<T>(2 * r + 9, r, n, 5);
    let start = uniform::<T>(r, n, -0.2, 1.0, 6);
    let mut expected = start.clone();
    for j in 0..n {
        let (b, x) = (column(&problem.b, n, j), column(&start, n, j));
        for (k, x) in slow_pgd(&problem.gram, &b, &x, kind, steps)
            .iter()
            .enumerate()
        {
            expected[k * n + j] = *x;
        }
    }
    let Problem { gram, b, .. } = &problem;
    everywhere(|place| {
        let what = format!("r = {r}, n = {n}, {kind:?}, {place}");
        let mut f = start.clone();
        let terms: [Term<'_, T>; 1] = [(Some(gram), None)];
        pgd(&mut f, b, r, n, &terms, kind, Along::Columns, steps);
        assert_same_bits(&f, &expected, &what);
        let mut f = transposed(r, n, &start);
        let terms: [Term<'_, T>; 1] = [(None, Some(gram))];
        pgd(
            &mut f,
            &transposed(r, n, b),
            n,
            r,
            &terms,
            kind,
            Along::Rows,
            steps,
        );
        assert_same_bits(&f, &transposed(r, n, &expected), &format!("{what}, right"));
    });
}

#[test]
fn has_the_bits_of_the_slow_version() {
    for (r, n) in [(1, 1), (6, 31), (17, 100), (49, 130)] {
        matches_the_slow_version::<f64>(r, n, Projection::Nonnegative, 6);
        matches_the_slow_version::<f64>(r, n, Projection::Simplex { sum: 1.0 }, 5);
    }
    matches_the_slow_version::<f64>(9, 50, Projection::SumAtMost { sum: 0.8 }, 8);
    matches_the_slow_version::<f64>(300, 7, Projection::Nonnegative, 3);
    matches_the_slow_version::<f32>(11, 75, Projection::None, 6);
}

#[test]
fn reaches_the_exact_solution_and_stays() {
    let (r, n) = (10, 25);
    let problem = problem::<f64>(60, r, n, 8);
    let mut f = vec![0.0; r * n];
    let terms: [Term<'_, f64>; 1] = [(Some(&problem.gram), None)];
    let (kind, along) = (Projection::Nonnegative, Along::Columns);
    pgd(&mut f, &problem.b, r, n, &terms, kind, along, 3000);
    assert_optimal(&problem, &f, 1e-7);
}

#[test]
fn no_step_raises_the_objective() {
    let (r, n) = (12, 40);
    let problem = problem::<f64>(15, r, n, 17);
    let mut f = uniform::<f64>(r, n, 0.0, 2.0, 5);
    let terms: [Term<'_, f64>; 1] = [(Some(&problem.gram), None)];
    for _ in 0..15 {
        let before: Vec<f64> = (0..n).map(|j| objective_of(&problem, &f, j)).collect();
        let (kind, along) = (Projection::Nonnegative, Along::Columns);
        pgd(&mut f, &problem.b, r, n, &terms, kind, along, 1);
        for (j, before) in before.iter().enumerate() {
            assert!(objective_of(&problem, &f, j) <= before + 1e-12 * before.abs());
        }
    }
}

#[test]
fn products_on_both_sides() {
    let (r, n) = (7, 9);
    let (left, right) = (problem::<f64>(20, r, n, 1), problem::<f64>(20, n, r, 2));
    let terms: [Term<'_, f64>; 2] = [(Some(&left.gram), Some(&right.gram)), (None, None)];
    let value = |f: &[f64]| -> f64 {
        let product = |a: &[f64], m: usize, k: usize, b: &[f64], n: usize| -> Vec<f64> {
            let entry = |i: usize, j: usize| (0..k).map(|l| a[i * k + l] * b[l * n + j]).sum();
            (0..m * n).map(|at| entry(at / n, at % n)).collect()
        };
        let pf = product(&left.gram, r, r, f, n);
        let pfq = product(&pf, r, n, &right.gram, n);
        (0..r * n)
            .map(|i| f[i] * ((pfq[i] + f[i]) / 2.0 - left.b[i]))
            .sum()
    };
    let start = uniform::<f64>(r, n, 0.0, 1.0, 3);
    let mut results: Vec<Vec<f64>> = Vec::new();
    everywhere(|_| {
        let mut f = start.clone();
        pgd(
            &mut f,
            &left.b,
            r,
            n,
            &terms,
            Projection::Nonnegative,
            Along::Columns,
            40,
        );
        results.push(f);
    });
    assert!(results.iter().all(|f| *f == results[0]));
    assert!(value(&results[0]) < value(&start));
    let mut f = results[0].clone();
    pgd(
        &mut f,
        &left.b,
        r,
        n,
        &terms,
        Projection::Nonnegative,
        Along::Columns,
        4000,
    );
    let (near, end) = (value(&results[0]), value(&f));
    assert!(end <= near && near - end < 1e-2 * end.abs(), "{near} {end}");
}

#[test]
fn leaves_what_it_cannot_solve() {
    let (kind, along) = (Projection::Nonnegative, Along::Columns);
    for bad in [0.0, f64::NAN, f64::INFINITY, -3.0] {
        let gram = [bad, 0.0, 0.0, bad];
        let mut f = vec![0.5; 6];
        pgd(
            &mut f,
            &[1.0; 6],
            2,
            3,
            &[(Some(&gram), None)],
            kind,
            along,
            5,
        );
        assert_eq!(f, vec![0.5; 6], "{bad}");
        let mut f = vec![0.5; 6];
        pgd(
            &mut f,
            &[bad; 6],
            2,
            3,
            &[(Some(&[1.0, 0.0, 0.0, 2.0]), None)],
            kind,
            along,
            5,
        );
        assert!(f.iter().all(|x| x.is_finite()), "{bad}");
    }
    pgd::<f64>(&mut [], &[], 0, 5, &[(None, None)], kind, along, 3);
}
