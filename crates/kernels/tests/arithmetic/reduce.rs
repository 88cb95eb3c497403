//! Reductions against the oracle, to the bit.

use crate::common::{assert_bits, data, everywhere, oracle_sum};
use deepmf_kernels::{Real, reduce};
use proptest::prelude::*;

fn flat<T: Real>(n: usize) {
    let (x, y) = (data::<T>(n, 1), data::<T>(n, 2));
    let want = [
        oracle_sum(n, |i| x[i]),
        oracle_sum(n, |i| x[i] * x[i]),
        oracle_sum(n, |i| x[i] * y[i]),
        oracle_sum(n, |i| (x[i] - y[i]) * (x[i] - y[i])),
    ];
    everywhere(|setting| {
        let got = [
            reduce::sum(&x),
            reduce::norm_squared(&x),
            reduce::inner(&x, &y),
            reduce::distance_squared(&x, &y),
        ];
        assert_bits(&got, &want, &format!("{n} terms, {setting}"));
    });
}

#[test]
fn flat_sums_of_every_kind_of_length() {
    let near_panels = (0..20).flat_map(|p| [p * 256, p * 256 + 1, p * 256 + 255]);
    let near_blocks = [1, 2, 3, 5, 6, 7]
        .into_iter()
        .flat_map(|b: usize| [b * 16384 - 1, b * 16384, b * 16384 + 700]);
    for n in near_panels.chain(near_blocks).chain([200_000, 300_001]) {
        flat::<f64>(n);
        flat::<f32>(n);
    }
}

fn lines<T: Real>(rows: usize, cols: usize) {
    let a = data::<T>(rows * cols, 3);
    let row = |square: bool| -> Vec<T> {
        (0..rows)
            .map(|i| {
                oracle_sum(cols, |j| {
                    if square {
                        a[i * cols + j] * a[i * cols + j]
                    } else {
                        a[i * cols + j]
                    }
                })
            })
            .collect()
    };
    let column = |square: bool| -> Vec<T> {
        (0..cols)
            .map(|j| {
                oracle_sum(rows, |i| {
                    if square {
                        a[i * cols + j] * a[i * cols + j]
                    } else {
                        a[i * cols + j]
                    }
                })
            })
            .collect()
    };
    let want = [row(false), row(true), column(false), column(true)];
    everywhere(|setting| {
        let what = format!("{rows} x {cols}, {setting}");
        let (mut by_row, mut by_column) = (vec![T::ONE; rows], vec![T::ONE; cols]);
        reduce::row_sums(rows, cols, &a, &mut by_row);
        assert_bits(&by_row, &want[0], &what);
        reduce::row_norms_squared(rows, cols, &a, &mut by_row);
        assert_bits(&by_row, &want[1], &what);
        reduce::column_sums(rows, cols, &a, &mut by_column);
        assert_bits(&by_column, &want[2], &what);
        reduce::column_norms_squared(rows, cols, &a, &mut by_column);
        assert_bits(&by_column, &want[3], &what);
    });
}

#[test]
fn rows_and_columns() {
    for (rows, cols) in [
        (1, 1),
        (0, 5),
        (5, 0),
        (7, 9),
        (8, 16),
        (9, 17),
        (16, 300),
        (300, 16),
        (33, 2047),
        (2, 2048),
        (3, 20000),
        (40000, 3),
        (17000, 17),
        (600, 500),
    ] {
        lines::<f64>(rows, cols);
        lines::<f32>(rows, cols);
    }
}

#[test]
fn sums_never_start_from_minus_zero() {
    assert_bits(&[reduce::sum(&[-0.0f64; 300])], &[0.0], "sum of -0");
}

#[test]
fn sum_by_is_the_contract() {
    for n in [0, 1, 300, 16384, 50000] {
        let x = data::<f64>(n, 4);
        assert_bits(
            &[reduce::sum_by(n, |i| x[i])],
            &[oracle_sum(n, |i| x[i])],
            "sum_by",
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 50, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_length(n in 0usize..60000) {
        flat::<f64>(n);
    }

    #[test]
    fn any_lines(rows in 0usize..300, cols in 0usize..300) {
        lines::<f64>(rows, cols);
        lines::<f32>(rows, cols);
    }
}
