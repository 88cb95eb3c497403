//! The block solvers where numbers overflow: what cannot be judged is not kept.

use crate::solvers_support::assert_same_bits;
use crate::solvers_support::fpgd::{ALPHA, kinds};
use deepmf_kernels::Real;
use deepmf_kernels::nnls::{Side, Steps, Sweeps, Term, fpgd, hals};
use deepmf_kernels::project::{Along, Projection, project};

const R: usize = 3;
const N: usize = 5;

fn numbers<T: Real>(values: &[f64]) -> Vec<T> {
    values.iter().map(|&x| T::from_f64(x)).collect()
}

fn diagonal<T: Real>(n: usize, values: &[f64]) -> Vec<T> {
    let mut a = vec![T::ZERO; n * n];
    for (i, &x) in values.iter().enumerate() {
        a[i * n + i] = T::from_f64(x);
    }
    a
}

/// Runs FPGD and expects the projected start.
#[track_caller]
fn stays<T: Real>(start: &[T], b: &[T], terms: &[Term<T>], kind: Projection<T>) {
    let mut expected = start.to_vec();
    project(kind, Along::Columns, R, N, &mut expected);
    let mut f = start.to_vec();
    let alpha1 = T::from_f64(ALPHA);
    fpgd(
        &mut f,
        b,
        R,
        N,
        terms,
        kind,
        Along::Columns,
        Steps::fixed(6, alpha1),
    );
    assert_same_bits(&f, &expected, &format!("{kind:?}"));
}

fn constants_that_are_not_finite<T: Real>() {
    let start = vec![T::from_f64(0.25); R * N];
    let b = vec![T::ONE; R * N];
    let q = diagonal::<T>(N, &[1.0; N]);
    for bad in [f64::INFINITY, f64::NAN] {
        let p = diagonal::<T>(R, &[1.0, bad, 1.0]);
        stays(&start, &b, &[(Some(&p), None)], Projection::Nonnegative);
        stays(&start, &b, &[(Some(&p), Some(&q))], Projection::Nonnegative);
    }
    // Finite norms whose product overflows, and one that meets a norm of zero.
    let p = diagonal::<T>(R, &[T::MAX.to_f64(), 1.0, 1.0]);
    let q = diagonal::<T>(N, &[2.0; N]);
    stays(&start, &b, &[(Some(&p), Some(&q))], Projection::None);
}

#[test]
fn a_lipschitz_constant_that_is_not_finite_leaves_f() {
    constants_that_are_not_finite::<f64>();
    constants_that_are_not_finite::<f32>();
}

/// From a good start every step overflows: F must not be replaced by what overflowed.
fn objectives_that_overflow<T: Real>() {
    let huge = T::MAX.to_f64() / 4.0;
    let p = diagonal::<T>(R, &[1.0; R]);
    let q = diagonal::<T>(N, &[1.0; N]);
    let start = vec![T::from_f64(0.25); R * N];
    // ⟨B, F⟩ overflows as soon as F follows B; B itself is finite.
    let b = vec![T::from_f64(huge); R * N];
    for kind in [Projection::None, Projection::Nonnegative] {
        stays(&start, &b, &[(Some(&p), None)], kind);
        stays(&start, &b, &[(Some(&p), Some(&q))], kind);
    }
    // The objective of the start itself is not finite.
    for value in [huge, f64::INFINITY, f64::NAN] {
        let mut start = start.clone();
        start
            .iter_mut()
            .step_by(N)
            .for_each(|x| *x = T::from_f64(value));
        let b = vec![T::ONE; R * N];
        let kind = Projection::None;
        let mut f = start.clone();
        let alpha1 = T::from_f64(ALPHA);
        let terms: [Term<T>; 1] = [(Some(&p), None)];
        fpgd(
            &mut f,
            &b,
            R,
            N,
            &terms,
            kind,
            Along::Columns,
            Steps::fixed(30, alpha1),
        );
        for (i, (x, start)) in f.iter().zip(&start).enumerate() {
            if i % N == 0 {
                assert_eq!(x.to_f64().to_bits(), start.to_f64().to_bits(), "column 0");
            } else {
                assert!((x.to_f64() - 1.0).abs() < 1e-3, "other columns go on: {x}");
            }
        }
        if !value.is_nan() {
            stays(&start, &b, &[(Some(&p), Some(&q))], kind);
        }
    }
}

#[test]
fn a_step_to_an_objective_that_is_not_finite_is_not_kept() {
    objectives_that_overflow::<f64>();
    objectives_that_overflow::<f32>();
}

#[test]
fn nan_in_b_does_not_reach_f() {
    let p = diagonal::<f64>(R, &[1.0; R]);
    let q = diagonal::<f64>(N, &[1.0; N]);
    let b = vec![f64::NAN; R * N];
    for kind in kinds() {
        stays(&[0.25; R * N], &b, &[(Some(&p), None)], kind);
        stays(&[0.25; R * N], &b, &[(Some(&p), Some(&q))], kind);
    }
}

fn hals_keeps_what_it_cannot_improve<T: Real>() {
    let start = vec![T::from_f64(0.5); R * N];
    let b = vec![T::ONE; R * N];
    for nonnegative in [true, false] {
        for bad in [0.0, -1.0, f64::INFINITY, f64::NAN] {
            let gram = diagonal::<T>(R, &[2.0, bad, 4.0]);
            let mut f = start.clone();
            hals(
                &mut f,
                &b,
                R,
                N,
                &gram,
                Side::Left,
                nonnegative,
                Sweeps::cyclic(1),
            );
            assert_same_bits(&f[N..2 * N], &start[N..2 * N], "no diagonal");
            if bad.is_finite() {
                assert_eq!(f[0].to_f64(), 0.5);
                assert_eq!(f[2 * N].to_f64(), 0.25);
            }
        }
        // A diagonal so small that the quotient overflows, and products that do.
        let tiny = numbers::<T>(&[T::MIN_POSITIVE.to_f64()]);
        let huge = numbers::<T>(&[T::MAX.to_f64(); N]);
        for (gram, b) in [
            (&tiny, &huge),
            (
                &numbers(&[f64::MAX.sqrt()]),
                &vec![T::from_f64(f64::NAN); N],
            ),
        ] {
            let mut f = vec![T::from_f64(0.5); N];
            hals(
                &mut f,
                b,
                1,
                N,
                gram,
                Side::Left,
                nonnegative,
                Sweeps::cyclic(3),
            );
            assert_same_bits(&f, &[T::from_f64(0.5); N], "overflow");
        }
    }
}

#[test]
fn hals_leaves_rows_and_entries_that_would_not_be_finite() {
    hals_keeps_what_it_cannot_improve::<f64>();
    hals_keeps_what_it_cannot_improve::<f32>();
}
