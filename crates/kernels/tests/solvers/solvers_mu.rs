//! Multiplicative updates: bit by bit against slow versions, their descent, their limits.

use crate::solvers_support::kkt::objective_of;
use crate::solvers_support::{
    Problem, assert_same_bits, column, contract_inner, cross, everywhere, problem, transposed,
    uniform,
};
use deepmf_kernels::Real;
use deepmf_kernels::nnls::{Side, Term, bpp, mu, mu_orthogonal};

fn plus<T: Real>(x: &[T]) -> Vec<T> {
    x.iter()
        .map(|&x| if x > T::ZERO { x } else { T::ZERO })
        .collect()
}

fn minus<T: Real>(x: &[T]) -> Vec<T> {
    plus(&x.iter().map(|&x| -x).collect::<Vec<T>>())
}

fn slow_mu<T: Real>(problem: &Problem<T>, start: &[T], steps: usize) -> Vec<T> {
    let (r, n) = (problem.r, problem.n);
    let negative = |x: &[T]| x.iter().any(|x| *x < T::ZERO);
    let signed = negative(&problem.gram) || negative(&problem.b);
    let largest = start
        .iter()
        .fold(T::ZERO, |top, &x| if x > top { x } else { top });
    let floor = largest * T::EPSILON;
    let at_least = |x: T| if x > floor { x } else { floor };
    let mut f: Vec<T> = start.iter().map(|&x| at_least(x)).collect();
    for j in 0..n {
        let b = column(&problem.b, n, j);
        for _ in 0..steps {
            let x = column(&f, n, j);
            let times = |p: &[T], k: usize| contract_inner(&p[k * r..][..r], &x);
            for k in 0..r {
                f[k * n + j] = if signed {
                    let (up, down) = (plus(&problem.gram), minus(&problem.gram));
                    let above = plus(&b)[k] + times(&down, k);
                    let below = minus(&b)[k] + times(&up, k);
                    at_least(x[k] * (above / below).sqrt())
                } else {
                    at_least(x[k] * (b[k] / times(&problem.gram, k)))
                };
            }
        }
    }
    f
}

/// W ≥ 0 and X ≥ 0.
fn nonnegative<T: Real>(r: usize, n: usize, seed: u64) -> Problem<T> {
    let m = r + 20;
    let w = uniform::<T>(m, r, 0.0, 1.0, seed);
    let x = uniform::<T>(m, n, 0.0, 1.0, seed + 1);
    Problem {
        r,
        n,
        gram: cross(m, r, r, &w, &w),
        b: cross(m, r, n, &w, &x),
    }
}

fn matches_the_slow_version<T: Real>(problem: &Problem<T>) {
    let Problem { r, n, gram, b } = problem;
    let (r, n) = (*r, *n);
    let mut start = uniform::<T>(r, n, 0.0, 1.0, 6);
    start[0] = T::ZERO;
    let expected = slow_mu(problem, &start, 4);
    everywhere(|place| {
        let what = format!("r = {r}, n = {n}, {place}");
        let mut f = start.clone();
        mu(&mut f, b, r, n, &[(Some(gram), None)], 4);
        assert_same_bits(&f, &expected, &what);
        let mut f = transposed(r, n, &start);
        mu(&mut f, &transposed(r, n, b), n, r, &[(None, Some(gram))], 4);
        assert_same_bits(&f, &transposed(r, n, &expected), &format!("{what}, right"));
    });
}

#[test]
fn has_the_bits_of_the_slow_version() {
    for (r, n) in [(1, 2), (6, 31), (17, 100)] {
        matches_the_slow_version(&nonnegative::<f64>(r, n, 3));
        matches_the_slow_version(&problem::<f64>(40, r, n, 31));
    }
    matches_the_slow_version(&nonnegative::<f64>(300, 9, 3));
    matches_the_slow_version(&nonnegative::<f32>(11, 75, 3));
    matches_the_slow_version(&problem::<f32>(40, 11, 75, 3));
}

fn falls(problem: &Problem<f64>) {
    let Problem { r, n, gram, b } = problem;
    let (r, n) = (*r, *n);
    let mut f = uniform(r, n, 0.0, 2.0, 5);
    let mut exact = f.clone();
    bpp(&mut exact, b, r, n, gram, Side::Left);
    let values = |f: &[f64]| -> Vec<f64> { (0..n).map(|j| objective_of(problem, f, j)).collect() };
    let mut last = values(&f);
    for _ in 0..30 {
        mu(&mut f, b, r, n, &[(Some(gram), None)], 1);
        let now = values(&f);
        for (now, last) in now.iter().zip(&last) {
            assert!(now <= &(last + 1e-12 * last.abs()), "{now} after {last}");
        }
        last = now;
    }
    mu(&mut f, b, r, n, &[(Some(gram), None)], 20_000);
    for (value, best) in values(&f).iter().zip(values(&exact)) {
        assert!(value - best < 1e-3 * best.abs(), "{value} against {best}");
    }
}

#[test]
fn every_step_lowers_the_objective_to_the_least() {
    falls(&nonnegative(8, 40, 17));
    falls(&problem(30, 8, 40, 17));
}

#[test]
fn products_on_both_sides_of_any_sign() {
    let (r, n) = (5, 6);
    let (left, right) = (problem::<f64>(20, r, n, 1), problem::<f64>(20, n, r, 2));
    let terms: [Term<'_, f64>; 2] = [
        (Some(&left.gram), Some(&right.gram)),
        (Some(&left.gram), None),
    ];
    let value = |f: &[f64]| -> f64 {
        let mut total = 0.0;
        for i in 0..r {
            for j in 0..n {
                let mut sum = 0.0;
                for k in 0..r {
                    sum += left.gram[i * r + k] * f[k * n + j];
                    for l in 0..n {
                        sum += left.gram[i * r + k] * f[k * n + l] * right.gram[l * n + j];
                    }
                }
                total += f[i * n + j] * (sum / 2.0 - left.b[i * n + j]);
            }
        }
        total
    };
    let mut f = uniform::<f64>(r, n, 0.1, 1.0, 3);
    let mut last = value(&f);
    for _ in 0..40 {
        mu(&mut f, &left.b, r, n, &terms, 1);
        let now = value(&f);
        assert!(now <= last + 1e-12 * last.abs(), "{now} after {last}");
        last = now;
    }
}

#[test]
fn orthogonal_updates_separate_the_rows() {
    // Columns of X in three groups, each a multiple of its own direction.
    let (m, n) = (12, 60);
    let directions = uniform::<f64>(m, 3, 0.0, 1.0, 1);
    let sizes = uniform::<f64>(1, n, 0.5, 1.5, 2);
    let mut x = vec![0.0; m * n];
    for j in 0..n {
        for i in 0..m {
            x[i * n + j] = directions[i * 3 + j % 3] * sizes[j];
        }
    }
    let mut h = vec![0.1; 3 * n];
    (0..n).for_each(|j| h[(j % 3) * n + j] = 0.3);
    for _ in 0..600 {
        // W is least squares for an orthonormal H: X Hᵀ.
        let w: Vec<f64> = (0..m * 3)
            .map(|at| (0..n).map(|j| x[at / 3 * n + j] * h[at % 3 * n + j]).sum())
            .collect();
        mu_orthogonal(&mut h, &cross(m, 3, n, &w, &x), 3, n, true, 1);
    }
    for i in 0..3 {
        for k in 0..3 {
            let inner: f64 = (0..n).map(|j| h[i * n + j] * h[k * n + j]).sum();
            let expected = f64::from(u8::from(i == k));
            assert!((inner - expected).abs() < 3e-2, "{i} {k}: {inner}");
        }
    }
}

#[test]
fn orthogonal_updates_are_their_formula() {
    let (r, n) = (4, 70);
    let b = uniform::<f64>(r, n, -0.1, 1.0, 1);
    let start = uniform::<f64>(r, n, 0.1, 1.0, 2);
    for root in [true, false] {
        let mut expected = start.clone();
        for at in 0..r * n {
            let (i, j) = (at / n, at % n);
            let below: f64 = (0..r)
                .map(|k| {
                    let row: f64 = (0..n)
                        .map(|l| start[i * n + l] * b[k * n + l].max(0.0))
                        .sum();
                    row * start[k * n + j]
                })
                .sum();
            let ratio = b[at].max(0.0) / below;
            expected[at] *= if root { ratio.sqrt() } else { ratio };
        }
        let mut first: Option<Vec<f64>> = None;
        everywhere(|place| {
            let mut f = start.clone();
            mu_orthogonal(&mut f, &b, r, n, root, 1);
            let mut turned = transposed(r, n, &start);
            mu_orthogonal(&mut turned, &transposed(r, n, &b), n, r, root, 1);
            for ((x, y), expected) in f.iter().zip(transposed(n, r, &turned)).zip(&expected) {
                assert!((x - expected).abs() <= 1e-12 && (y - expected).abs() <= 1e-12);
            }
            assert_same_bits(first.get_or_insert_with(|| f.clone()), &f, place);
        });
    }
}

#[test]
fn leaves_what_it_cannot_scale() {
    // No curvature, no target, nothing at all.
    let gram = [0.0, 0.0, 0.0, 2.0];
    let mut f = vec![0.5; 6];
    mu(&mut f, &[1.0; 6], 2, 3, &[(Some(&gram), None)], 3);
    assert_eq!(f[..3], [0.5; 3]);
    assert!((f[3] - 0.5).abs() < 1e-15);
    for bad in [f64::NAN, f64::INFINITY, 0.0, -1.0] {
        let mut f = vec![0.5; 6];
        mu(
            &mut f,
            &[bad; 6],
            2,
            3,
            &[(Some(&[1.0, 0.5, 0.5, 2.0]), None)],
            3,
        );
        assert!(f.iter().all(|x| x.is_finite() && *x > 0.0), "{bad}: {f:?}");
    }
    let mut zero = vec![0.0; 6];
    mu(
        &mut zero,
        &[1.0; 6],
        2,
        3,
        &[(Some(&[1.0, 0.5, 0.5, 2.0]), None)],
        3,
    );
    assert_same_bits(&zero, &[0.0; 6], "all zero");
    for scale in [1e-140, 1e140] {
        let mut problem = nonnegative::<f64>(6, 9, 3);
        let solved = |problem: &Problem<f64>| {
            let mut f = uniform(6, 9, 0.1, 1.0, 2);
            mu(&mut f, &problem.b, 6, 9, &[(Some(&problem.gram), None)], 20);
            f
        };
        let expected = solved(&problem);
        problem
            .gram
            .iter_mut()
            .chain(&mut problem.b)
            .for_each(|x| *x *= scale);
        for (x, e) in solved(&problem).iter().zip(&expected) {
            assert!((x - e).abs() < 1e-12, "{scale}: {x} {e}");
        }
    }
    mu::<f64>(&mut [], &[], 0, 5, &[(None, None)], 3);
    mu_orthogonal::<f64>(&mut [], &[], 0, 5, true, 3);
}
