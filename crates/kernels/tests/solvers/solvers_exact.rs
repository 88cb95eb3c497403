//! Exact nonnegative least squares: against Lawson and Hanson's method, by its optimality
//! conditions, and where the Gram matrix is not well.

use crate::solvers_support::kkt::{assert_optimal, objective_of};
use crate::solvers_support::lawson_hanson::nonnegative_least_squares;
use crate::solvers_support::{
    Problem, assert_same_bits, column, everywhere, problem, transposed, uniform,
};
use deepmf_kernels::Real;
use deepmf_kernels::nnls::{Side, bpp};
use proptest::prelude::*;

fn solved<T: Real>(problem: &Problem<T>, start: &[T]) -> Vec<T> {
    let mut f = start.to_vec();
    bpp(
        &mut f,
        &problem.b,
        problem.r,
        problem.n,
        &problem.gram,
        Side::Left,
    );
    f
}

#[test]
fn bpp_finds_the_solution_of_lawson_and_hanson() {
    for (r, n) in [(1, 4), (2, 30), (10, 25), (25, 150), (70, 20)] {
        let problem = problem::<f64>(3 * r, r, n, 8);
        for start in [vec![0.0; r * n], uniform(r, n, -1.0, 1.0, 4)] {
            let f = solved(&problem, &start);
            for j in 0..n {
                let exact = nonnegative_least_squares(r, &problem.gram, &column(&problem.b, n, j));
                for (x, exact) in column(&f, n, j).iter().zip(exact) {
                    assert!((x - exact).abs() < 1e-9, "r = {r}: {x} {exact}");
                }
            }
            assert_optimal(&problem, &f, 1e-11);
        }
    }
}

#[test]
fn bpp_in_single_precision() {
    let problem = problem::<f32>(60, 20, 90, 8);
    let f = solved(&problem, &uniform(20, 90, 0.0, 1.0, 4));
    assert_optimal(&problem, &f, 1e-4);
}

fn same_bits_everywhere<T: Real>(r: usize, n: usize) {
    let problem = problem::<T>(2 * r + 5, r, n, 31);
    let start = uniform::<T>(r, n, -0.5, 1.0, 6);
    // Each column alone: no group to share a factor with.
    let mut expected = start.clone();
    for j in 0..n {
        let mut x = column(&start, n, j);
        bpp(
            &mut x,
            &column(&problem.b, n, j),
            r,
            1,
            &problem.gram,
            Side::Left,
        );
        for (k, x) in x.iter().enumerate() {
            expected[k * n + j] = *x;
        }
    }
    everywhere(|place| {
        let f = solved(&problem, &start);
        assert_same_bits(&f, &expected, &format!("r = {r}, n = {n}, {place}"));
        let mut f = transposed(r, n, &start);
        bpp(
            &mut f,
            &transposed(r, n, &problem.b),
            n,
            r,
            &problem.gram,
            Side::Right,
        );
        assert_same_bits(&f, &transposed(r, n, &expected), &format!("right, {place}"));
    });
}

#[test]
fn bpp_gives_a_column_the_same_bits_in_any_company() {
    for (r, n) in [(1, 1), (3, 300), (17, 100), (49, 70)] {
        same_bits_everywhere::<f64>(r, n);
    }
    same_bits_everywhere::<f32>(11, 75);
    same_bits_everywhere::<f64>(300, 3);
}

/// A factor whose columns are partly copies, sums and zeros: P is singular, B in its range.
fn degenerate(m: usize, r: usize, n: usize, seed: u64) -> Problem<f64> {
    let mut w = uniform::<f64>(m, r, 0.0, 1.0, seed);
    for row in w.chunks_exact_mut(r) {
        row[1] = row[0];
        row[2] = row[0] + row[3];
        row[4] = 0.0;
        row[5] = row[3] * 1e-7;
    }
    let x = uniform::<f64>(m, n, 0.0, 1.0, seed + 1);
    Problem {
        r,
        n,
        gram: crate::solvers_support::cross(m, r, r, &w, &w),
        b: crate::solvers_support::cross(m, r, n, &w, &x),
    }
}

#[test]
fn bpp_meets_the_conditions_where_columns_depend_on_each_other() {
    for (m, seed) in [(40, 1), (5, 2), (9, 3), (3, 4)] {
        let problem = degenerate(m, 9, 60, seed);
        for start in [vec![0.0; 9 * 60], uniform(9, 60, 0.0, 1.0, 4)] {
            let f = solved(&problem, &start);
            assert_optimal(&problem, &f, 1e-9);
            assert_same_bits(&f[4 * 60..5 * 60], &start[4 * 60..5 * 60], "no curvature");
        }
    }
}

#[test]
fn bpp_never_makes_a_column_worse() {
    let problem = degenerate(6, 12, 80, 9);
    let mut f = uniform::<f64>(12, 80, 0.0, 1.0, 4);
    for _ in 0..4 {
        let before: Vec<f64> = (0..80).map(|j| objective_of(&problem, &f, j)).collect();
        f = solved(&problem, &f);
        for (j, before) in before.iter().enumerate() {
            let after = objective_of(&problem, &f, j);
            assert!(
                after <= before + 1e-12 * before.abs(),
                "{after} after {before}"
            );
        }
    }
}

#[test]
fn bpp_at_any_scale() {
    for scale in [1e-150, 1e-80, 1e80, 1e150] {
        let mut problem = problem::<f64>(30, 12, 40, 3);
        let expected = solved(&problem, &vec![0.0; 12 * 40]);
        problem.gram.iter_mut().for_each(|x| *x *= scale);
        problem.b.iter_mut().for_each(|x| *x *= scale);
        let f = solved(&problem, &vec![0.0; 12 * 40]);
        for (x, expected) in f.iter().zip(&expected) {
            assert!((x - expected).abs() < 1e-9, "{scale}: {x} {expected}");
        }
    }
}

#[test]
fn bpp_leaves_what_it_cannot_solve() {
    let start = [0.5; 6];
    for bad in [f64::NAN, f64::INFINITY, 0.0, -1.0] {
        let mut f = start;
        bpp(&mut f, &[1.0; 6], 2, 3, &[bad, 0.0, 0.0, 2.0], Side::Left);
        assert_eq!(f[..3], [0.5; 3], "{bad}");
        assert!((f[3] - 0.5).abs() < 1e-15, "{bad}");
        let mut f = start;
        bpp(&mut f, &[bad; 6], 2, 3, &[1.0, 0.0, 0.0, 2.0], Side::Left);
        assert!(f.iter().all(|x| x.is_finite() && *x >= 0.0), "{bad}: {f:?}");
    }
    bpp::<f64>(&mut [], &[], 0, 5, &[], Side::Left);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn bpp_is_optimal_for_any_factor(
        m in 1usize..14, r in 1usize..10, n in 1usize..8,
        values in proptest::collection::vec(prop_oneof![3 => -1.0..1.0f64, 2 => Just(0.0), 1 => Just(1.0)], 14 * 20),
    ) {
        let (w, x) = values.split_at(14 * 10);
        let (w, x) = (&w[..m * r], &x[..(m * n).min(140)]);
        prop_assume!(x.len() == m * n);
        let problem = Problem { r, n, gram: crate::solvers_support::cross(m, r, r, w, w), b: crate::solvers_support::cross(m, r, n, w, x) };
        let f = solved(&problem, &vec![0.0; r * n]);
        assert_optimal(&problem, &f, 1e-9);
    }
}
