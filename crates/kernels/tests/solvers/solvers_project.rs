//! Projections: against exact ones, by their defining inequality, and bit by bit.

use crate::solvers_support::projection::{
    project_vector, simplex_by_sorting, sum_at_most_by_sorting,
};
use crate::solvers_support::{
    assert_same_bits, column, contract_sum, everywhere, is_positive_zero, transposed, uniform,
};
use deepmf_kernels::project::{Along, Projection, project};
use proptest::prelude::*;

const KINDS: [Projection<'static, f64>; 6] = [
    Projection::None,
    Projection::Nonnegative,
    Projection::Simplex { sum: 1.0 },
    Projection::Simplex { sum: 7.5 },
    Projection::SumAtMost { sum: 1.0 },
    Projection::SumAtMost { sum: 40.0 },
];

fn projected(kind: Projection<f64>, y: &[f64]) -> Vec<f64> {
    let mut x = y.to_vec();
    project(kind, Along::Columns, y.len(), 1, &mut x);
    x
}

fn exact(kind: Projection<f64>, y: &[f64]) -> Vec<f64> {
    match kind {
        Projection::None => y.to_vec(),
        Projection::Nonnegative => y.iter().map(|y| y.max(0.0)).collect(),
        Projection::Simplex { sum } => simplex_by_sorting(sum, y),
        Projection::SumAtMost { sum } => sum_at_most_by_sorting(sum, y),
        Projection::NearConvex { epsilon } => {
            let raised: Vec<f64> = y.iter().map(|y| y + epsilon[0]).collect();
            let x = simplex_by_sorting(1.0 + y.len() as f64 * epsilon[0], &raised);
            x.iter().map(|x| x - epsilon[0]).collect()
        }
        other => panic!("no exact version of {other:?} here"),
    }
}

fn assert_feasible(kind: Projection<f64>, x: &[f64]) {
    let total: f64 = x.iter().sum();
    let slack = |sum: f64| 1e-15 * sum * (x.len() as f64).max(4.0);
    let floor = match kind {
        Projection::None => f64::MIN,
        Projection::NearConvex { epsilon } => -epsilon[0],
        _ => 0.0,
    };
    {
        assert!(
            x.iter().all(|x| *x >= floor && x.is_finite()),
            "{kind:?}: {x:?}"
        );
    }
    assert!(
        x.iter().all(|x| *x != 0.0 || is_positive_zero(*x)),
        "{kind:?}: -0 in {x:?}"
    );
    match kind {
        Projection::Simplex { sum } => assert!((total - sum).abs() <= slack(sum), "{total} {sum}"),
        Projection::SumAtMost { sum } => assert!(total <= sum + slack(sum), "{total} {sum}"),
        _ => {}
    }
}

fn kind() -> impl Strategy<Value = Projection<'static, f64>> {
    prop_oneof![
        Just(Projection::None),
        Just(Projection::Nonnegative),
        (1e-3..1e3f64).prop_map(|sum| Projection::Simplex { sum }),
        (1e-3..1e3f64).prop_map(|sum| Projection::SumAtMost { sum }),
    ]
}

fn point(longest: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(
        prop_oneof![-5.0..5.0f64, -1e3..1e3f64, Just(0.0), Just(-0.0)],
        1..longest,
    )
}

proptest! {
    #[test]
    fn is_feasible_and_nearest(kind in kind(), y in point(40)) {
        let x = projected(kind, &y);
        assert_feasible(kind, &x);
        for (x, exact) in x.iter().zip(exact(kind, &y)) {
            prop_assert!((x - exact).abs() <= 1e-12 * (1.0 + exact.abs()), "{x} {exact}");
        }
    }

    #[test]
    fn changes_no_point_of_the_set(kind in kind(), y in point(40)) {
        let once = projected(kind, &y);
        let twice = projected(kind, &once);
        let total: f64 = once.iter().map(|x| x.abs()).sum();
        for (once, twice) in once.iter().zip(twice) {
            prop_assert!((once - twice).abs() <= 1e-14 * (1.0 + total));
        }
    }

    /// x is the projection of y when (y − x)ᵀ(z − x) ≤ 0 for every z of the convex set.
    #[test]
    fn makes_an_obtuse_angle_with_the_set(kind in kind(), y in point(20), z in point(20)) {
        let length = y.len().min(z.len());
        let x = projected(kind, &y[..length]);
        let z = exact(kind, &z[..length]);
        let terms: Vec<f64> = (0..length).map(|i| (y[i] - x[i]) * (z[i] - x[i])).collect();
        // x and z are rounded by parts of themselves, even where their difference is nothing.
        let scale: f64 = (0..length)
            .map(|i| (y[i] - x[i]).abs() * (z[i].abs() + x[i].abs()))
            .sum();
        prop_assert!(terms.iter().sum::<f64>() <= 1e-14 * (1.0 + scale) * length as f64);
    }

    #[test]
    fn survives_any_finite_column(
        kind in kind(),
        y in prop::collection::vec(prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO, 1..30),
    ) {
        assert_feasible(kind, &projected(kind, &y));
    }
}

#[test]
fn knows_the_simple_columns() {
    let simplex = Projection::Simplex { sum: 3.0 };
    assert_eq!(projected(simplex, &[-8.0]), [3.0]);
    assert_eq!(projected(simplex, &[5.0; 4]), [0.75; 4]);
    assert_eq!(projected(simplex, &[-1e300; 4]), [0.75; 4]);
    assert_eq!(projected(simplex, &[1e300, -1e300, 0.0]), [3.0, 0.0, 0.0]);
    assert_eq!(
        projected(simplex, &[f64::MAX, f64::MIN, f64::MAX]),
        [1.5, 0.0, 1.5]
    );
    assert_eq!(projected(simplex, &[2.0, 1.0, 0.0]), [2.0, 1.0, 0.0]);
    let at_most = Projection::SumAtMost { sum: 3.0 };
    assert_eq!(projected(at_most, &[1.0, -2.0, 1.5]), [1.0, 0.0, 1.5]);
    assert_eq!(projected(at_most, &[4.0, 4.0, 0.0]), [1.5, 1.5, 0.0]);
    assert_eq!(
        projected(at_most, &[f64::MAX, f64::MAX, -1.0]),
        [1.5, 1.5, 0.0]
    );
}

#[test]
fn sums_are_exact_in_long_columns() {
    for length in [1000, 20_000] {
        for kind in [
            Projection::Simplex { sum: 1.0 },
            Projection::SumAtMost { sum: 1.0 },
        ] {
            let x = projected(kind, &uniform(length, 1, 0.0, 4.0 / length as f64, 9));
            let total = contract_sum(&x);
            assert!(
                (total - 1.0).abs() < 1e-14,
                "{kind:?} of {length} entries sums to {total}"
            );
        }
    }
}

#[test]
fn has_the_same_bits_everywhere() {
    for (rows, columns) in [(1, 1), (1, 37), (7, 16), (50, 61), (300, 35), (17_000, 3)] {
        let start = uniform(rows, columns, -0.6, 1.0, 4);
        for kind in KINDS {
            let mut expected = vec![0.0; rows * columns];
            for j in 0..columns {
                for (i, x) in project_vector(kind, &column(&start, columns, j))
                    .iter()
                    .enumerate()
                {
                    expected[i * columns + j] = *x;
                }
            }
            everywhere(|place| {
                let what = format!("{kind:?} of {rows}x{columns}, {place}");
                let mut x = start.clone();
                project(kind, Along::Columns, rows, columns, &mut x);
                assert_same_bits(&x, &expected, &what);
                let mut x = transposed(rows, columns, &start);
                project(kind, Along::Rows, columns, rows, &mut x);
                assert_same_bits(&x, &transposed(rows, columns, &expected), &what);
            });
        }
    }
}

#[test]
fn works_in_single_precision() {
    let start: Vec<f32> = uniform(23, 40, -1.0, 1.0, 8);
    let mut x = start.clone();
    project(
        Projection::Simplex { sum: 1.0f32 },
        Along::Columns,
        23,
        40,
        &mut x,
    );
    for j in 0..40 {
        let expected = project_vector(Projection::Simplex { sum: 1.0f32 }, &column(&start, 40, j));
        assert_same_bits(&column(&x, 40, j), &expected, "f32");
    }
}

#[test]
fn accepts_empty_matrices() {
    for kind in KINDS {
        project(kind, Along::Columns, 0, 5, &mut []);
        project(kind, Along::Rows, 5, 0, &mut []);
    }
}
