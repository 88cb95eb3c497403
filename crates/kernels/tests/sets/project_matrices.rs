//! Sets of whole matrices: grouped Hoyer sparsity, orthogonal rows, doubly stochastic matrices.

use crate::project_support::distance;
use crate::solvers_support::{
    assert_same_bits, column, everywhere, is_positive_zero, transposed, uniform,
};
use deepmf_kernels::Real;
use deepmf_kernels::project::{Along, Projection, project};
use proptest::prelude::*;

fn projected<T: Real>(
    kind: Projection<T>,
    along: Along,
    rows: usize,
    columns: usize,
    y: &[T],
) -> Vec<T> {
    let mut x = y.to_vec();
    project(kind, along, rows, columns, &mut x);
    x
}

fn grouped<T>(level: T, nonnegative: bool) -> Projection<'static, T> {
    Projection::GroupedHoyer { level, nonnegative }
}

/// Hoyer's sparsity; 1 for a vector of zeros.
fn sparsity(x: &[f64]) -> f64 {
    let root = (x.len() as f64).sqrt();
    let top = x.iter().map(|x| x.abs()).fold(0.0, f64::max);
    if top == 0.0 || x.len() == 1 {
        return 1.0;
    }
    let l1: f64 = x.iter().map(|x| x.abs() / top).sum();
    let l2 = x.iter().map(|x| (x / top).powi(2)).sum::<f64>().sqrt();
    (root - l1 / l2) / (root - 1.0)
}

fn mean_sparsity(columns: usize, x: &[f64]) -> f64 {
    let total: f64 = (0..columns).map(|j| sparsity(&column(x, columns, j))).sum();
    total / columns as f64
}

/// Σ_j ⟨|y_j|, u_j⟩ with u_j the direction of x_j: what grouped sparse projection maximises.
fn agreement(columns: usize, y: &[f64], x: &[f64]) -> f64 {
    (0..columns)
        .map(|j| {
            let (y, x) = (column(y, columns, j), column(x, columns, j));
            let norm = x.iter().map(|x| x * x).sum::<f64>().sqrt();
            let product: f64 = x.iter().zip(&y).map(|(x, y)| x * y).sum();
            if norm > 0.0 { product / norm } else { 0.0 }
        })
        .sum()
}

fn matrix() -> impl Strategy<Value = (usize, usize, Vec<f64>)> {
    (1..8usize, 1..7usize).prop_flat_map(|(rows, columns)| {
        let entry =
            prop_oneof![5 => -2.0..2.0f64, 1 => Just(0.0), 1 => Just(1.0), 1 => -1e-3..1e-3f64];
        (
            Just(rows),
            Just(columns),
            prop::collection::vec(entry, rows * columns),
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn groups_have_the_mean_sparsity((rows, columns, y) in matrix(), level in 0.0..1.0f64, nonnegative: bool) {
        let x = projected(grouped(level, nonnegative), Along::Columns, rows, columns, &y);
        prop_assert!(mean_sparsity(columns, &x) >= level - 1e-12, "{x:?}");
        prop_assert!(x.iter().zip(&y).all(|(x, y)| x * y >= 0.0), "a sign has changed");
        prop_assert!(!nonnegative || x.iter().all(|x| *x >= 0.0));
        // Every column is the best multiple of its direction.
        for j in 0..columns {
            let (x, y) = (column(&x, columns, j), column(&y, columns, j));
            let off: f64 = x.iter().zip(&y).map(|(x, y)| x * (x - y)).sum();
            prop_assert!(off.abs() <= 1e-12);
        }
        let twice = projected(grouped(level, nonnegative), Along::Columns, rows, columns, &x);
        prop_assert!(distance(&x, &twice) <= 1e-11);
        let of_rows = projected(grouped(level, nonnegative), Along::Rows, columns, rows, &transposed(rows, columns, &y));
        assert_same_bits(&of_rows, &transposed(rows, columns, &x), "rows");
    }

    /// Against directions that are as sparse: those of another matrix's projection.
    #[test]
    fn no_directions_as_sparse_agree_better((rows, columns, y) in matrix(), level in 0.0..1.0f64, seed in 0..1000u64) {
        let x = projected(grouped(level, false), Along::Columns, rows, columns, &y);
        // Where equal largest entries make the sparsity jump, the sparser side is taken.
        let jumps = mean_sparsity(columns, &x) > level + 1e-9 && distance(&x, &y) > 1e-12;
        for draw in 0..8 {
            let other: Vec<f64> = uniform(rows, columns, -1.0, 1.0, seed * 8 + draw);
            let mixed: Vec<f64> = other.iter().zip(&y).map(|(z, y)| y + z * 0.3).collect();
            let z = projected(grouped(level, false), Along::Columns, rows, columns, &mixed);
            let (found, rival) = (agreement(columns, &y, &x), agreement(columns, &y, &z));
            prop_assert!(jumps || rival <= found + 1e-10, "{rival} {found}");
        }
    }

    #[test]
    fn one_vector_is_a_group(y in prop::collection::vec(-2.0..2.0f64, 1..20), level in 0.0..1.0f64, nonnegative: bool) {
        let n = y.len();
        let group = projected(grouped(level, nonnegative), Along::Columns, n, 1, &y);
        let single = projected(Projection::Hoyer { level, nonnegative }, Along::Columns, n, 1, &y);
        // Both end at the level of rounding of the sums; nearly equal entries magnify that.
        prop_assert!(distance(&group, &single) <= 1e-8, "{group:?} {single:?}");
    }

    #[test]
    fn orthogonal_rows_are_nearest_for_their_supports((rows, columns, y) in matrix()) {
        let x = projected(Projection::Orthogonal, Along::Rows, rows, columns, &y);
        let mut norms = vec![0.0; rows];
        for j in 0..columns {
            let (x, y) = (column(&x, columns, j), column(&y, columns, j));
            let best = y.iter().copied().fold(0.0, f64::max);
            let first = y.iter().position(|y| *y == best);
            for i in 0..rows {
                prop_assert_eq!(x[i] > 0.0, best > 0.0 && Some(i) == first);
                norms[i] += x[i] * x[i];
            }
        }
        prop_assert!(norms.iter().all(|norm| *norm == 0.0 || (norm - 1.0).abs() < 1e-14));
        let twice = projected(Projection::Orthogonal, Along::Rows, rows, columns, &x);
        prop_assert!(distance(&x, &twice) < 1e-14);
        let columns_of = projected(Projection::Orthogonal, Along::Columns, columns, rows, &transposed(rows, columns, &y));
        assert_same_bits(&columns_of, &transposed(rows, columns, &x), "columns");
    }

    #[test]
    fn doubly_stochastic_matrices_are_nearest(n in 1..9usize, seed in 0..100_000u64, spread in 0.01..20.0f64) {
        let y: Vec<f64> = uniform(n, n, -spread, spread, seed);
        let x = projected(Projection::DoublyStochastic, Along::Columns, n, n, &y);
        let slack = 1e-12 * (1.0 + spread);
        assert_doubly_stochastic(n, &x, slack);
        let exact = dykstra(n, &y);
        prop_assert!(distance(&x, &exact) < 1e-7, "{x:?} {exact:?}");
        // The projection inequality at permutations, the corners of the set.
        for shift in 0..n {
            for reversed in [false, true] {
                let corner = |i: usize, j: usize| {
                    let to = if reversed { n - 1 - i } else { i };
                    f64::from(u8::from((to + shift) % n == j))
                };
                let product: f64 = (0..n * n)
                    .map(|at| (y[at] - x[at]) * (corner(at / n, at % n) - x[at]))
                    .sum();
                prop_assert!(product <= slack * spread * (n * n) as f64 * 10.0, "{product}");
            }
        }
        let twice = projected(Projection::DoublyStochastic, Along::Columns, n, n, &x);
        prop_assert!(distance(&x, &twice) < 1e-11);
    }
}

fn assert_doubly_stochastic(n: usize, x: &[f64], slack: f64) {
    for i in 0..n {
        let row: f64 = x[i * n..][..n].iter().sum();
        let column: f64 = column(x, n, i).iter().sum();
        assert!(
            (row - 1.0).abs() <= slack * n as f64,
            "row {i} sums to {row}"
        );
        assert!(
            (column - 1.0).abs() <= slack * n as f64,
            "column {i} sums to {column}"
        );
    }
    assert!(
        x.iter()
            .all(|x| *x >= 0.0 && x.is_finite() && (*x != 0.0 || is_positive_zero(*x)))
    );
}

/// Boyle and Dykstra (1986): rows and columns onto the simplex in turn, each with its correction.
fn dykstra(n: usize, y: &[f64]) -> Vec<f64> {
    let mut x = y.to_vec();
    let mut corrections = [vec![0.0; n * n], vec![0.0; n * n]];
    for round in 0..40_000 {
        let before = x.clone();
        for (along, correction) in [Along::Rows, Along::Columns]
            .into_iter()
            .zip(&mut corrections)
        {
            let raised: Vec<f64> = x.iter().zip(&*correction).map(|(x, c)| x + c).collect();
            x = projected(Projection::Simplex { sum: 1.0 }, along, n, n, &raised);
            for ((c, raised), x) in correction.iter_mut().zip(raised).zip(&x) {
                *c = raised - x;
            }
        }
        if round > 50 && distance(&x, &before) < 1e-14 {
            break;
        }
    }
    x
}

#[test]
fn large_doubly_stochastic_matrices_converge() {
    for (n, spread) in [(60, 1.0), (300, 0.01), (300, 1.0), (300, 100.0)] {
        let y: Vec<f64> = uniform(n, n, -spread, spread, 3);
        let x = projected(Projection::DoublyStochastic, Along::Columns, n, n, &y);
        assert_doubly_stochastic(n, &x, 1e-13 * (1.0 + spread));
        let single: Vec<f32> = y.iter().map(|&y| y as f32).collect();
        let single = projected(Projection::DoublyStochastic, Along::Columns, n, n, &single);
        let single: Vec<f64> = single.iter().map(|&x| f64::from(x)).collect();
        assert_doubly_stochastic(n, &single, 2e-5 * (1.0 + spread) / n as f64);
    }
}

#[test]
fn extremes_stay_finite() {
    for value in [0.0, 1.0, -1.0, 1e150, -1e150, 1e-300, 5e-324] {
        for (rows, columns) in [(1, 1), (3, 3), (20, 20)] {
            let spread: Vec<f64> = uniform(rows, columns, -1.0, 1.0, 5);
            let spread = spread.iter().map(|x| x * value).collect();
            for y in [vec![value; rows * columns], spread] {
                for kind in [
                    grouped(0.5, false),
                    grouped(1.0, true),
                    Projection::Orthogonal,
                    Projection::DoublyStochastic,
                ] {
                    let x = projected(kind, Along::Rows, rows, columns, &y);
                    assert!(
                        x.iter()
                            .all(|x| x.is_finite() && (*x != 0.0 || is_positive_zero(*x))),
                        "{kind:?} of {value:?}: {x:?}"
                    );
                }
            }
        }
    }
    // Of equal entries any half is as near; the mean of 1 x 1 is its one entry.
    let even = projected(Projection::DoublyStochastic, Along::Rows, 4, 4, &[7.0; 16]);
    assert!(distance(&even, &[0.25; 16]) < 1e-15);
}

fn same_bits<T: Real>() {
    let half = T::from_f64(0.5);
    for (rows, columns) in [(1, 1), (33, 33), (300, 19), (70, 70), (17_000, 3)] {
        let start: Vec<T> = uniform(rows, columns, -0.6, 1.0, 4);
        let sets = [
            grouped(half, false),
            grouped(half, true),
            Projection::Orthogonal,
            Projection::DoublyStochastic,
        ];
        for kind in sets {
            if kind == Projection::DoublyStochastic && rows != columns {
                continue;
            }
            let mut expected = None;
            everywhere(|place| {
                let columns_of = projected(kind, Along::Columns, rows, columns, &start);
                let turned = transposed(rows, columns, &start);
                let rows_of = projected(kind, Along::Rows, columns, rows, &turned);
                let what = format!("{kind:?} of {rows}x{columns}, {place}");
                if kind != Projection::DoublyStochastic {
                    assert_same_bits(&transposed(columns, rows, &rows_of), &columns_of, &what);
                }
                let expected = expected.get_or_insert_with(|| columns_of.clone());
                assert_same_bits(&columns_of, expected, &what);
            });
        }
    }
}

#[test]
fn has_the_same_bits_everywhere() {
    same_bits::<f64>();
    same_bits::<f32>();
}

#[test]
fn accepts_empty_matrices() {
    for kind in [grouped(0.5, false), Projection::Orthogonal] {
        project(kind, Along::Columns, 0, 5, &mut []);
        project(kind, Along::Rows, 5, 0, &mut []);
    }
    project(
        Projection::<f64>::DoublyStochastic,
        Along::Rows,
        0,
        0,
        &mut [],
    );
}
