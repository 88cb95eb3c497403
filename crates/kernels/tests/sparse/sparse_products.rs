//! Sparse products, sampled products, sums and scalings against loops over the list of entries, to the bit.

use crate::common::{assert_bits, data, everywhere, oracle_sum};
use crate::sparse_support::{build, dense, listed, random};
use deepmf_kernels::sparse::{self, Compressed, Output};
use deepmf_kernels::{Real, elementary};
use proptest::prelude::*;

/// Σ over the entries of each line, by the contract.
fn oracle_product<T: Real>(x: Compressed<T>, r: usize, b: &[T]) -> Vec<T> {
    let mut c = Vec::new();
    for i in 0..x.rows() {
        let (indices, values) = x.line(i);
        for j in 0..r {
            c.push(oracle_sum(values.len(), |k| {
                values[k] * b[indices[k] as usize * r + j]
            }));
        }
    }
    c
}

fn transposed<T: Real>(rows: usize, cols: usize, a: &[T]) -> Vec<T> {
    (0..cols * rows)
        .map(|at| a[at % rows * cols + at / rows])
        .collect()
}

fn product<T: Real>(x: Compressed<T>, r: usize, alpha: f64, beta: f64) {
    let (alpha, beta) = (T::from_f64(alpha), T::from_f64(beta));
    let b = data::<T>(x.cols() * r, 5);
    let old = data::<T>(x.rows() * r, 6);
    let sums = oracle_product(x, r, &b);
    let want: Vec<T> = sums
        .iter()
        .zip(&old)
        .map(|(&s, &c)| {
            if beta == T::ZERO {
                alpha * s
            } else {
                alpha * s + beta * c
            }
        })
        .collect();
    everywhere(|setting| {
        let what = format!("{} x {} x {r} {setting}", x.rows(), x.cols());
        let mut c = old.clone();
        sparse::times_dense(x, r, alpha, &b, beta, Output::Rows, &mut c);
        assert_bits(&c, &want, &what);
        let mut c = transposed(x.rows(), r, &old);
        sparse::times_dense(x, r, alpha, &b, beta, Output::Columns, &mut c);
        assert_bits(
            &c,
            &transposed(x.rows(), r, &want),
            &format!("{what} turned"),
        );
    });
}

fn shape<T: Real>(rows: usize, cols: usize, density: f64, r: usize, alpha: f64, beta: f64) {
    let x = build(rows, cols, &random::<T>(rows, cols, density, r as u64));
    product(x.by_rows(), r, alpha, beta);
    product(x.by_columns(), r, alpha, beta);
}

#[test]
fn every_rank() {
    for r in (1..=40).chain([47, 48, 49, 50, 63, 64, 96, 97, 100, 129, 200, 203]) {
        shape::<f64>(13, 21, 0.4, r, 1.0, 0.0);
        shape::<f32>(13, 21, 0.4, r, 1.0, 0.0);
    }
}

#[test]
fn alpha_and_beta() {
    for (alpha, beta) in [(0.3, 0.0), (1.0, 1.0), (-0.7, 0.2), (0.0, 0.5)] {
        shape::<f64>(40, 35, 0.3, 7, alpha, beta);
        shape::<f32>(40, 35, 0.3, 19, alpha, beta);
    }
}

#[test]
fn lines_over_several_panels_and_blocks() {
    for length in [
        255,
        256,
        257,
        600,
        16_384,
        16_385,
        3 * 16_384 + 300,
        7 * 16_384,
    ] {
        let list: Vec<(u32, u32, f64)> = data::<f64>(length, 3)
            .into_iter()
            .enumerate()
            .map(|(j, value)| (1, j as u32 + j as u32 / 3, value))
            .collect();
        let x = build(3, length + length / 3 + 1, &list);
        product(x.by_rows(), 5, 1.0, 0.0);
        product(x.by_rows(), 1, -0.5, 0.25);
        // Columns of one entry each.
        product(x.by_columns(), 3, 1.0, 0.0);
    }
}

#[test]
fn one_row_one_column_no_entries() {
    shape::<f64>(1, 700, 0.5, 6, 1.0, 0.0);
    shape::<f64>(700, 1, 0.5, 6, 1.0, 0.0);
    shape::<f64>(5, 5, 0.5, 0, 1.0, 0.0);
    product(build::<f64>(4, 9, &[]).by_rows(), 20, 1.0, 0.0);
    product(build::<f64>(4, 9, &[]).by_rows(), 20, 1.0, 2.0);
}

#[test]
fn enough_for_threads() {
    shape::<f64>(600, 500, 0.3, 20, 1.0, 0.0);
    shape::<f32>(600, 500, 0.3, 9, 1.0, 0.5);
}

fn other<T: Real>(rows: usize, cols: usize, density: f64, r: usize) {
    let x = build(rows, cols, &random::<T>(rows, cols, density, 17));
    let (a, b) = (data::<T>(rows * r, 1), data::<T>(cols * r, 2));
    let (d, e) = (data::<T>(rows, 3), data::<T>(cols, 4));
    let cells = dense(x.by_rows());
    let other = data::<T>(rows * cols, 7);
    let dot = |i: u32, j: u32| oracle_sum(r, |p| a[i as usize * r + p] * b[j as usize * r + p]);
    everywhere(|setting| {
        for (view, left, right) in [(x.by_rows(), &a, &b), (x.by_columns(), &b, &a)] {
            let mut got = vec![T::ONE; x.entries()];
            sparse::sampled(view, r, left, right, &mut got);
            let turned = view.rows() != rows || left.as_ptr() == b.as_ptr();
            let want: Vec<T> = listed(view)
                .iter()
                .map(|&(i, j, _)| if turned { dot(j, i) } else { dot(i, j) })
                .collect();
            assert_bits(&got, &want, &format!("sampled {setting}"));
            let mut got = vec![T::ONE; view.rows()];
            sparse::sums(view, &mut got);
            let line = |i: usize| view.line(i).1;
            let want: Vec<T> = (0..view.rows())
                .map(|i| oracle_sum(line(i).len(), |k| line(i)[k]))
                .collect();
            assert_bits(&got, &want, &format!("sums {setting}"));
            sparse::norms_squared(view, &mut got);
            let want: Vec<T> = (0..view.rows())
                .map(|i| oracle_sum(line(i).len(), |k| line(i)[k] * line(i)[k]))
                .collect();
            assert_bits(&got, &want, &format!("norms {setting}"));
            let mut got = vec![T::ONE; rows * cols];
            sparse::fill_dense(view, &mut got);
            assert_bits(&got, &dense(view), &format!("dense {setting}"));
        }
        let want = oracle_sum(rows * cols, |at| {
            (cells[at] - other[at]) * (cells[at] - other[at])
        });
        let got = sparse::distance_squared(x.by_rows(), &other);
        assert_bits(&[got], &[want], &format!("distance {setting}"));
    });
    let both = sparse::scaled(&x, Some(&d), Some(&e)).unwrap();
    let rows_only = sparse::scaled(&x, Some(&d), None).unwrap();
    for ((&(i, j, before), (_, _, once)), (_, _, twice)) in listed(x.by_rows())
        .iter()
        .zip(listed(rows_only.by_rows()))
        .zip(listed(both.by_rows()))
    {
        let want = d[i as usize] * before;
        assert_bits(&[once, twice], &[want, e[j as usize] * want], "scaled");
    }
    assert_bits(
        &dense(both.by_columns()),
        &transposed(rows, cols, &dense(both.by_rows())),
        "scaled, by columns",
    );
    let columns: Vec<u32> = (0..cols as u32).rev().step_by(2).collect();
    let mut got = vec![T::ONE; rows * columns.len()];
    sparse::columns_into(x.by_columns(), &columns, &mut got);
    let want: Vec<T> = (0..rows)
        .flat_map(|i| columns.iter().map(move |&j| i * cols + j as usize))
        .map(|at| cells[at])
        .collect();
    assert_bits(&got, &want, "columns");
}

#[test]
fn what_is_not_a_product() {
    other::<f64>(23, 31, 0.3, 7);
    other::<f32>(23, 31, 0.3, 7);
    other::<f64>(1, 20_000, 0.9, 3);
    other::<f64>(20_000, 1, 0.9, 3);
    other::<f64>(130, 400, 0.2, 300);
    other::<f32>(400, 130, 0.2, 1);
}

#[test]
fn values_are_mapped_in_both_orders() {
    let x = build(3, 2, &[(0, 1, 4.0), (2, 0, 9.0), (2, 1, 0.25)]);
    let root = sparse::map(&x, |values| {
        elementary::apply(elementary::Elementary::Sqrt, values);
    })
    .unwrap();
    assert_eq!(
        listed(root.by_rows()),
        [(0, 1, 2.0), (2, 0, 3.0), (2, 1, 0.5)]
    );
    assert_eq!(
        listed(root.by_columns()),
        [(0, 2, 3.0), (1, 0, 2.0), (1, 2, 0.5)]
    );
}

#[test]
fn what_the_door_asks() {
    assert_eq!(sparse::largest(&[1.0, -3.0, 2.0]), 3.0);
    assert_eq!(sparse::largest::<f32>(&[]), 0.0);
    assert_eq!(sparse::largest(&[1.0, f64::NAN]), f64::INFINITY);
    assert_eq!(sparse::largest(&[f32::NEG_INFINITY, 1.0]), f64::INFINITY);
    assert_eq!(
        sparse::first_negative(&[0.0, -0.0, 2.0, -1.0, -2.0]),
        Some(3)
    );
    assert_eq!(sparse::first_negative(&[0.0, -0.0]), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_shape(rows in 1usize..60, cols in 1usize..60, density in 0.0..1.0f64, r in 1usize..70) {
        shape::<f64>(rows, cols, density, r, 1.0, 0.0);
        shape::<f32>(rows, cols, density, r, 0.5, -1.5);
    }
}
