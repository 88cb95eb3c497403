//! Every constraint set: in it, nearest, idempotent, and the same bits everywhere. Slow versions
//! that find the nearest point another way are in `project_support`.

use crate::project_support::{SETS, distance, feasibility_gap, is_convex, set, slow};
use crate::solvers_support::{
    assert_same_bits, column, everywhere, is_positive_zero, transposed, uniform,
};
use deepmf_kernels::Real;
use deepmf_kernels::project::{Along, Projection, Scope, project};
use proptest::prelude::*;

fn projected(kind: Projection<f64>, y: &[f64]) -> Vec<f64> {
    let mut x = y.to_vec();
    project(kind, Along::Columns, y.len(), 1, &mut x);
    x
}

fn vectors(longest: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(
        prop_oneof![4 => -2.0..2.0f64, 1 => -1e3..1e3f64, 1 => Just(0.0), 1 => Just(-0.0), 2 => Just(1.0)],
        1..longest,
    )
}

fn magnitude(x: &[f64]) -> f64 {
    x.iter().map(|x| x.abs()).fold(1.0, f64::max)
}

/// Sets of single vectors; those of whole matrices have tests of their own.
fn names() -> impl Strategy<Value = &'static str> {
    prop::sample::select(SETS.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn is_in_the_set_and_as_near_as_the_slow_version(name in names(), y in vectors(12), size in 0.0..1.0f64) {
        let epsilon = [size];
        let kind = set(name, size, y.len(), &epsilon);
        let x = projected(kind, &y);
        let scale = magnitude(&y);
        prop_assert!(feasibility_gap(kind, &x) <= 1e-13 * scale, "{kind:?}: {x:?}");
        prop_assert!(x.iter().all(|x| *x != 0.0 || is_positive_zero(*x)));
        let exact = slow(kind, &y);
        let (found, least) = (distance(&x, &y), distance(&exact, &y));
        prop_assert!(found <= least + 1e-12 * scale * (1.0 + least), "{kind:?} of {y:?}: {x:?} {found}, {exact:?} {least}");
        if is_convex(kind) {
            prop_assert!(distance(&x, &exact) <= 1e-11 * scale, "{kind:?}: {x:?}, {exact:?}");
        }
    }

    #[test]
    fn no_point_of_the_set_is_nearer(
        name in names(), y in vectors(12), others in prop::collection::vec(vectors(12), 6), size in 0.0..1.0f64,
    ) {
        let epsilon = [size];
        let n = others.iter().map(Vec::len).fold(y.len(), usize::min);
        let kind = set(name, size, n, &epsilon);
        let y = &y[..n];
        let x = projected(kind, y);
        for other in &others {
            let z = slow(kind, &other[..n]);
            let slack = 1e-12 * magnitude(y) * magnitude(&z) * n as f64;
            prop_assert!(distance(&x, y) <= distance(&z, y) + slack, "{kind:?} of {y:?}: {x:?} {z:?}");
            if is_convex(kind) {
                let product: f64 = (0..n).map(|i| (y[i] - x[i]) * (z[i] - x[i])).sum();
                prop_assert!(product <= slack * magnitude(y), "{kind:?}: {product}");
            }
        }
    }

    #[test]
    fn changes_no_point_of_the_set(name in names(), y in vectors(40), size in 0.0..1.0f64) {
        let epsilon = [size];
        let kind = set(name, size, y.len(), &epsilon);
        let once = projected(kind, &y);
        let twice = projected(kind, &once);
        prop_assert!(distance(&once, &twice) <= 1e-13 * magnitude(&y), "{kind:?}: {once:?} {twice:?}");
    }

    #[test]
    fn survives_any_finite_column(
        name in names(),
        y in prop::collection::vec(prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO, 1..30),
        size in 0.0..1.0f64,
    ) {
        let epsilon = [size];
        let kind = set(name, size, y.len(), &epsilon);
        let x = projected(kind, &y);
        prop_assert!(x.iter().all(|x| x.is_finite() && (*x != 0.0 || is_positive_zero(*x))), "{kind:?} {y:?} {x:?}");
        let gap = feasibility_gap(kind, &x);
        let norm_free = magnitude(&x).max(f64::MIN_POSITIVE);
        prop_assert!(gap <= 1e-12 * norm_free, "{kind:?} of {y:?}: {x:?} is off by {gap}");
    }
}

#[test]
fn extreme_columns_have_points_too() {
    for name in SETS {
        for size in [0.0, 0.3, 1.0] {
            for value in [
                0.0,
                1.0,
                -1.0,
                f64::MAX / 4.0,
                f64::MIN / 4.0,
                f64::MIN_POSITIVE,
                5e-324,
                -5e-324,
            ] {
                for length in [1, 2, 7, 300] {
                    let epsilon = [size];
                    let kind = set(name, size, length, &epsilon);
                    let x = projected(kind, &vec![value; length]);
                    let what = format!(
                        "{kind:?} of {length} times {value:?}: {:?}",
                        &x[..length.min(7)]
                    );
                    assert!(x.iter().all(|x| x.is_finite()), "{what}");
                    assert!(
                        x.iter().all(|x| *x != 0.0 || is_positive_zero(*x)),
                        "{what}"
                    );
                    assert!(feasibility_gap(kind, &x) <= 1e-12 * magnitude(&x), "{what}");
                }
            }
        }
    }
}

/// A column by itself on one thread with the baseline instruction set is the oracle for its bits.
fn same_bits<T: Real>(low: f64, high: f64) {
    for (rows, columns) in [(1, 1), (1, 37), (7, 16), (50, 61), (300, 35), (17_000, 3)] {
        let start: Vec<T> = uniform(rows, columns, low, high, 4);
        let epsilon: Vec<T> = (0..columns).map(|j| T::from_f64(j as f64 / 50.0)).collect();
        for name in SETS {
            let mut expected = vec![T::ZERO; rows * columns];
            for j in 0..columns {
                let kind = set(name, T::from_f64(0.4), rows, &epsilon[j..=j]);
                let mut x = column(&start, columns, j);
                project(kind, Along::Columns, rows, 1, &mut x);
                for (i, x) in x.iter().enumerate() {
                    expected[i * columns + j] = *x;
                }
            }
            let kind = set(name, T::from_f64(0.4), rows, &epsilon);
            everywhere(|place| {
                let what = format!("{name} of {rows}x{columns}, {place}");
                let mut x = start.clone();
                project(kind, Along::Columns, rows, columns, &mut x);
                assert_same_bits(&x, &expected, &what);
                if kind.scope() == Scope::Vectors {
                    let mut x = transposed(rows, columns, &start);
                    project(kind, Along::Rows, columns, rows, &mut x);
                    assert_same_bits(&x, &transposed(rows, columns, &expected), &what);
                }
            });
        }
    }
}

#[test]
fn has_the_same_bits_everywhere() {
    same_bits::<f64>(-0.6, 1.0);
}

#[test]
fn has_the_same_bits_everywhere_in_single_precision() {
    same_bits::<f32>(-0.6, 1.0);
}

/// Single precision is off by about its rounding, times what the sums of a column gather.
#[test]
fn single_precision_is_near_double_precision() {
    for length in [5, 100, 3000] {
        let start: Vec<f32> = uniform(length, 1, -1.0, 1.0, 8);
        let double: Vec<f64> = start.iter().map(|&x| f64::from(x)).collect();
        for name in SETS {
            let (few, many) = ([0.4f32], [f64::from(0.4f32)]);
            let mut single = start.clone();
            project(
                set(name, few[0], length, &few),
                Along::Columns,
                length,
                1,
                &mut single,
            );
            let exact = projected(set(name, many[0], length, &many), &double);
            for (x, exact) in single.iter().zip(exact) {
                let off = (f64::from(*x) - exact).abs();
                assert!(off <= 4e-6, "{name} of {length}: {x} {exact}");
            }
        }
    }
}

#[test]
fn accepts_empty_matrices() {
    for name in SETS {
        project(set(name, 0.5, 1, &[0.5; 5]), Along::Columns, 0, 5, &mut []);
        project(set(name, 0.5, 1, &[0.5; 5]), Along::Rows, 5, 0, &mut []);
    }
}

#[test]
fn ties_go_to_the_first() {
    let sparse = |k, nonnegative| Projection::KSparse { k, nonnegative };
    assert_eq!(
        projected(sparse(2, false), &[1.0, -1.0, 1.0, 0.5]),
        [1.0, -1.0, 0.0, 0.0]
    );
    assert_eq!(
        projected(sparse(2, true), &[1.0, -1.0, 0.0, 0.5]),
        [1.0, 0.0, 0.0, 0.5]
    );
    let unit = |nonnegative| Projection::UnitL2 { nonnegative };
    assert_eq!(projected(unit(false), &[0.0, 0.0]), [1.0, 0.0]);
    assert_eq!(projected(unit(true), &[-3.0, -1.0, -1.0]), [0.0, 1.0, 0.0]);
    let hoyer = Projection::Hoyer {
        level: 1.0,
        nonnegative: false,
    };
    assert_eq!(projected(hoyer, &[1.0, -2.0, 2.0]), [0.0, -2.0, 0.0]);
    assert_eq!(
        projected(Projection::Binary, &[0.5, 0.6, -9.0]),
        [0.0, 1.0, 0.0]
    );
    assert_eq!(
        projected(Projection::Signs, &[0.0, 1e-300, -0.1]),
        [-1.0, 1.0, -1.0]
    );
}
