//! FPGD, bit by bit: against a slow version, and on every instruction set and number of threads.

use crate::solvers_support::fpgd::{ALPHA, fpgd_vector, kinds, rules};
use crate::solvers_support::{
    assert_same_bits, column, contract_sum, everywhere, problem, transposed, uniform,
};
use deepmf_kernels::Real;
use deepmf_kernels::nnls::{Steps, Term, fpgd};
use deepmf_kernels::project::Along;
use deepmf_kernels::small::norm_bound;

fn matches_the_slow_version<T: Real>(m: usize, r: usize, n: usize, steps: usize) {
    let problem = problem::<T>(m, r, n, 5);
    let start = uniform::<T>(r, n, -0.1, 0.3, 11);
    let step = T::ONE / norm_bound(r, &problem.gram);
    let cases = kinds()
        .into_iter()
        .flat_map(|kind| rules(steps).map(|steps| (kind, steps)));
    for (kind, steps) in cases {
        let mut expected = vec![T::ZERO; r * n];
        let mut values = vec![T::ZERO; n];
        for j in 0..n {
            let (b, from) = (column(&problem.b, n, j), column(&start, n, j));
            let (x, value) = fpgd_vector(&problem.gram, &b, &from, kind, step, steps);
            values[j] = value;
            for i in 0..r {
                expected[i * n + j] = x[i];
            }
        }
        let expected_value = contract_sum(&values);
        everywhere(|place| {
            let what = format!("{kind:?} {:?} r = {r}, n = {n}, {place}", steps.rule);
            let mut f = start.clone();
            let left: [Term<T>; 1] = [(Some(&problem.gram), None)];
            let value = fpgd(&mut f, &problem.b, r, n, &left, kind, Along::Columns, steps);
            assert_same_bits(&f, &expected, &what);
            assert_eq!(value, expected_value, "{what}");

            let mut f = transposed(r, n, &start);
            let b = transposed(r, n, &problem.b);
            let right: [Term<T>; 1] = [(None, Some(&problem.gram))];
            let value = fpgd(&mut f, &b, n, r, &right, kind, Along::Rows, steps);
            assert_same_bits(&f, &transposed(r, n, &expected), &format!("{what}, rows"));
            assert_eq!(value, expected_value, "{what}, rows");
        });
    }
}

#[test]
fn has_the_bits_of_the_slow_version() {
    matches_the_slow_version::<f64>(9, 1, 5, 4);
    matches_the_slow_version::<f64>(20, 7, 33, 25);
    matches_the_slow_version::<f64>(40, 31, 150, 12);
    matches_the_slow_version::<f32>(20, 9, 70, 25);
}

#[test]
fn has_the_bits_of_the_slow_version_over_several_panels() {
    matches_the_slow_version::<f64>(30, 300, 18, 3);
}

/// A column's bits must not depend on its neighbours, hence not on how tiles are cut.
#[test]
fn solves_every_column_by_itself() {
    let (r, n) = (12, 200);
    let problem = problem::<f64>(30, r, n, 21);
    let start = uniform(r, n, 0.0, 0.5, 3);
    for kind in kinds() {
        let terms: [Term<f64>; 1] = [(Some(&problem.gram), None)];
        let mut all = start.clone();
        fpgd(
            &mut all,
            &problem.b,
            r,
            n,
            &terms,
            kind,
            Along::Columns,
            Steps::fixed(15, ALPHA),
        );
        for j in (0..n).step_by(13) {
            let mut alone = column(&start, n, j);
            let b = column(&problem.b, n, j);
            fpgd(
                &mut alone,
                &b,
                r,
                1,
                &terms,
                kind,
                Along::Columns,
                Steps::fixed(15, ALPHA),
            );
            assert_same_bits(&alone, &column(&all, n, j), "one column");
        }
    }
}

#[test]
fn coupled_terms_have_the_same_bits_everywhere() {
    let (m, n) = (33, 70);
    let p = problem::<f64>(50, m, n, 2);
    let q = problem::<f64>(90, n, 1, 3).gram;
    let terms: [Term<f64>; 3] = [(Some(&p.gram), Some(&q)), (None, Some(&q)), (None, None)];
    for kind in kinds() {
        let mut expected: Option<(Vec<f64>, f64)> = None;
        everywhere(|place| {
            let mut f = uniform::<f64>(m, n, 0.0, 1.0, 7);
            let value = fpgd(
                &mut f,
                &p.b,
                m,
                n,
                &terms,
                kind,
                Along::Rows,
                Steps::fixed(12, ALPHA),
            );
            let (first, first_value) = expected.get_or_insert((f.clone(), value));
            assert_same_bits(&f, first, place);
            assert_eq!(value, *first_value, "{place}");
        });
    }
}
