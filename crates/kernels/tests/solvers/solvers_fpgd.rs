//! FPGD: against exact solutions, and by its promises.

use crate::solvers_support::fpgd::{ALPHA, kinds, rules};
use crate::solvers_support::lawson_hanson::{nonnegative_least_squares, solve_on};
use crate::solvers_support::{assert_same_bits, column, problem, uniform};
use deepmf_kernels::nnls::{Steps, Term, fpgd};
use deepmf_kernels::project::{Along, Projection, project};

/// With a tiny gradient step from F the change of F must be −(1/L) times the gradient of
/// 1/2 Σ⟨F, P F Q⟩ − ⟨B, F⟩, here by central differences.
#[test]
fn first_step_follows_the_gradient() {
    let (m, n) = (4, 5);
    let p = [
        problem::<f64>(9, m, 1, 1).gram,
        problem::<f64>(9, m, 1, 2).gram,
    ];
    let q = [
        problem::<f64>(9, n, 1, 3).gram,
        problem::<f64>(9, n, 1, 4).gram,
    ];
    let b = uniform::<f64>(m, n, -1.0, 1.0, 5);
    let f = uniform::<f64>(m, n, -1.0, 1.0, 6);
    let cases: [Vec<Term<f64>>; 5] = [
        vec![(Some(&p[0]), None), (Some(&p[1]), None), (None, None)],
        vec![(None, Some(&q[0])), (None, Some(&q[1]))],
        vec![(Some(&p[0]), Some(&q[0])), (Some(&p[1]), Some(&q[1]))],
        vec![(Some(&p[0]), None), (None, Some(&q[1]))],
        vec![(None, None)],
    ];
    for terms in &cases {
        let objective = |f: &[f64]| {
            let mut f = f.to_vec();
            fpgd(
                &mut f,
                &b,
                m,
                n,
                terms,
                Projection::None,
                Along::Columns,
                Steps::fixed(0, ALPHA),
            )
        };
        let mut stepped = f.clone();
        fpgd(
            &mut stepped,
            &b,
            m,
            n,
            terms,
            Projection::None,
            Along::Columns,
            Steps::fixed(1, ALPHA),
        );
        let changes: Vec<f64> = stepped.iter().zip(&f).map(|(new, old)| new - old).collect();
        let gradient: Vec<f64> = (0..m * n)
            .map(|i| {
                let at = |delta: f64| {
                    let mut moved = f.clone();
                    moved[i] += delta;
                    objective(&moved)
                };
                (at(1e-4) - at(-1e-4)) / 2e-4
            })
            .collect();
        let step = -changes
            .iter()
            .zip(&gradient)
            .map(|(x, g)| x * g)
            .sum::<f64>()
            / gradient.iter().map(|g| g * g).sum::<f64>();
        assert!(step > 0.0);
        for (change, gradient) in changes.iter().zip(&gradient) {
            assert!(
                (change + step * gradient).abs() < 1e-8,
                "{change} {gradient} {step}"
            );
        }
    }
}

#[test]
fn objective_is_that_of_its_definition() {
    let (m, n) = (6, 9);
    let p = problem::<f64>(9, m, 1, 1).gram;
    let q = problem::<f64>(12, n, 1, 3).gram;
    let b = uniform::<f64>(m, n, -1.0, 1.0, 5);
    let mut f = uniform::<f64>(m, n, 0.0, 1.0, 6);
    let terms: [Term<f64>; 2] = [(Some(&p), Some(&q)), (None, None)];
    let value = fpgd(
        &mut f,
        &b,
        m,
        n,
        &terms,
        Projection::Nonnegative,
        Along::Columns,
        Steps::fixed(7, ALPHA),
    );
    let mut expected = 0.0;
    for i in 0..m {
        for j in 0..n {
            let mut a = f[i * n + j];
            for k in 0..m {
                for l in 0..n {
                    a += p[i * m + k] * f[k * n + l] * q[l * n + j];
                }
            }
            expected += f[i * n + j] * (a / 2.0 - b[i * n + j]);
        }
    }
    assert!(
        (value - expected).abs() < 1e-10 * expected.abs().max(1.0),
        "{value} {expected}"
    );
}

#[test]
fn reaches_the_exact_solution() {
    let (r, n) = (10, 25);
    let problem = problem::<f64>(60, r, n, 8);
    let terms: [Term<f64>; 1] = [(Some(&problem.gram), None)];
    let kinds = [Projection::Nonnegative, Projection::None];
    let cases = kinds
        .into_iter()
        .flat_map(|kind| rules(4000).map(|steps| (kind, steps)));
    for (kind, steps) in cases {
        let mut f = vec![0.0; r * n];
        fpgd(
            &mut f,
            &problem.b,
            r,
            n,
            &terms,
            kind,
            Along::Columns,
            steps,
        );
        for j in 0..n {
            let b = column(&problem.b, n, j);
            let exact = match kind {
                Projection::None => solve_on(&(0..r).collect::<Vec<_>>(), r, &problem.gram, &b),
                _ => nonnegative_least_squares(r, &problem.gram, &b),
            };
            // Steps stop being told apart when the objective, flat at its minimum, changes by less
            // than its rounding: an error of x of about the root of that.
            for (x, exact) in column(&f, n, j).iter().zip(exact) {
                assert!((x - exact).abs() < 1e-7, "{x} {exact}");
            }
        }
    }
}

#[test]
fn never_raises_the_objective() {
    let (m, n) = (8, 30);
    let p = problem::<f64>(20, m, n, 2);
    let q = problem::<f64>(40, n, 1, 3).gram;
    let cases: [Vec<Term<f64>>; 2] = [
        vec![(Some(&p.gram), None)],
        vec![(Some(&p.gram), Some(&q)), (None, None)],
    ];
    for terms in &cases {
        for kind in kinds() {
            let start = uniform::<f64>(m, n, -1.0, 2.0, 7);
            for rule in 0..2 {
                let mut last = f64::INFINITY;
                for steps in (0..40).map(|count| rules(count)[rule]) {
                    let mut f = start.clone();
                    let value = fpgd(&mut f, &p.b, m, n, terms, kind, Along::Columns, steps);
                    assert!(value <= last, "{kind:?}, {steps:?}: {value} after {last}");
                    last = value;
                }
            }
        }
    }
}

/// The whole-matrix path and the column path agree on a problem that both can solve.
#[test]
fn coupled_terms_reach_the_same_solution() {
    let (r, n) = (6, 20);
    let problem = problem::<f64>(40, r, n, 8);
    let mut identity = vec![0.0; n * n];
    identity.iter_mut().step_by(n + 1).for_each(|x| *x = 1.0);
    let cases = kinds()
        .into_iter()
        .flat_map(|kind| rules(2000).map(|steps| (kind, steps)));
    for (kind, steps) in cases {
        let mut separate = vec![0.1; r * n];
        let mut coupled = separate.clone();
        let alone: [Term<f64>; 1] = [(Some(&problem.gram), None)];
        let tied: [Term<f64>; 1] = [(Some(&problem.gram), Some(&identity))];
        let x = fpgd(
            &mut separate,
            &problem.b,
            r,
            n,
            &alone,
            kind,
            Along::Columns,
            steps,
        );
        let y = fpgd(
            &mut coupled,
            &problem.b,
            r,
            n,
            &tied,
            kind,
            Along::Columns,
            steps,
        );
        assert!((x - y).abs() < 1e-9 * x.abs(), "{x} {y}");
        for (x, y) in separate.iter().zip(&coupled) {
            assert!((x - y).abs() < 1e-7, "{kind:?}: {x} {y}");
        }
    }
}

#[test]
fn leaves_the_projected_start_where_nothing_curves() {
    let (r, n) = (4, 6);
    let zero = vec![0.0; 64];
    let b = uniform::<f64>(r, n, -1.0, 1.0, 2);
    let tiny = vec![5e-324; r * r];
    let cases: [Vec<Term<f64>>; 4] = [
        vec![(Some(&zero[..r * r]), None)],
        vec![(None, Some(&zero[..n * n]))],
        vec![],
        vec![(Some(&tiny), None)],
    ];
    for terms in &cases {
        for kind in kinds() {
            let along = if terms.iter().any(|(_, q)| q.is_some()) {
                Along::Rows
            } else {
                Along::Columns
            };
            let mut f = uniform::<f64>(r, n, -1.0, 1.0, 3);
            let mut expected = f.clone();
            project(kind, along, r, n, &mut expected);
            let value = fpgd(&mut f, &b, r, n, terms, kind, along, Steps::fixed(5, ALPHA));
            assert_same_bits(&f, &expected, "no curvature");
            assert!(value.is_finite());
        }
    }
}

#[test]
fn zero_rows_of_the_matrix_make_no_nan() {
    let (r, n) = (5, 7);
    let mut problem = problem::<f64>(20, r, n, 4);
    for i in 0..r {
        problem.gram[2 * r + i] = 0.0;
        problem.gram[i * r + 2] = 0.0;
    }
    problem.b[2 * n..3 * n].fill(0.0);
    for kind in kinds() {
        let mut f = vec![0.25; r * n];
        let terms: [Term<f64>; 1] = [(Some(&problem.gram), None)];
        let value = fpgd(
            &mut f,
            &problem.b,
            r,
            n,
            &terms,
            kind,
            Along::Columns,
            Steps::fixed(30, ALPHA),
        );
        assert!(
            value.is_finite() && f.iter().all(|x| x.is_finite()),
            "{kind:?}"
        );
    }
}

/// The least point does not depend on how long steps are.
#[test]
fn backtracking_reaches_the_same_solution() {
    let (m, n) = (8, 30);
    let p = problem::<f64>(20, m, n, 2);
    let mut q = problem::<f64>(40, n, 1, 3).gram;
    q.iter_mut().step_by(n + 1).for_each(|x| *x += 5.0);
    let cases: [Vec<Term<f64>>; 2] = [
        vec![(Some(&p.gram), None)],
        vec![(Some(&p.gram), Some(&q)), (None, None)],
    ];
    for terms in &cases {
        for kind in kinds() {
            let run = |steps| {
                let mut f = vec![0.3; m * n];
                let value = fpgd(&mut f, &p.b, m, n, terms, kind, Along::Columns, steps);
                (f, value)
            };
            let [(fixed, least), (searched, value)] = rules(3000).map(run);
            assert!(
                (value - least).abs() <= 1e-9 * least.abs(),
                "{value} {least}"
            );
            for (x, y) in fixed.iter().zip(&searched) {
                assert!((x - y).abs() < 1e-6, "{kind:?}: {x} {y}");
            }
        }
    }
}

/// Where the objective falls for ever, steps have an end.
#[test]
fn backtracking_ends_where_nothing_curves_along_the_way() {
    for scale in [1e-300, 1.0, 1e290] {
        let gram = [scale, 0.0, 0.0, 0.0];
        let terms: [Term<f64>; 1] = [(Some(&gram), None)];
        let mut f = [0.0, 0.0];
        let [_, steps] = rules(200);
        let kind = Projection::Simplex { sum: 1.0 };
        fpgd(
            &mut f,
            &[0.0, scale],
            2,
            1,
            &terms,
            kind,
            Along::Columns,
            steps,
        );
        assert!((f[1] - 1.0).abs() < 1e-9 && f[0].abs() < 1e-9, "{f:?}");
        let mut f = [1.0, 1.0];
        fpgd(
            &mut f,
            &[0.0, scale],
            2,
            1,
            &terms,
            Projection::None,
            Along::Columns,
            steps,
        );
        assert!(f.iter().all(|x| x.is_finite()), "{f:?}");
    }
}
