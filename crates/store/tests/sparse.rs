//! Sparse matrices by their ids: small cases by hand, refusals, memory.

mod support;

use deepmf_store::*;
use support::{filled, matrix, numbers, refused};

/// [[1, 0, 2], [0, 0, 3]] in float64.
fn sample() -> u32 {
    let x = sparse_allocate(2, 3, 3.0, 64, "rows").unwrap();
    sparse_append_rows64(x, &[2], &[0, 2], &[1.0, 2.0]).unwrap();
    sparse_append_rows64(x, &[1], &[2], &[3.0]).unwrap();
    assert_eq!(sparse_finish(x), Ok(3.0));
    x
}

fn values(x: u32) -> Vec<f64> {
    sparse_values64(x, |values| Ok(values.to_vec())).unwrap()
}

fn dense(x: u32, rows: u32, cols: u32) -> Vec<f64> {
    let out = allocate(rows, cols, 64).unwrap();
    fill(out, 9.0).unwrap();
    sparse_to_dense(out, x).unwrap();
    numbers(out)
}

#[test]
fn entries_go_in_and_out() {
    let x = sample();
    assert_eq!(sparse_entries(x), Ok(3.0));
    assert_eq!(sparse_starts(x), Ok(vec![0, 2, 3]));
    let indices = sparse_indices(x, |indices| Ok(indices.to_vec()));
    assert_eq!(indices, Ok(vec![0, 2, 2]));
    assert_eq!(values(x), [1.0, 2.0, 3.0]);
    assert_eq!(dense(x, 2, 3), [1.0, 0.0, 2.0, 0.0, 0.0, 3.0]);
    let single = sparse_allocate(2, 2, 4.0, 32, "entries").unwrap();
    sparse_append_entries32(single, &[1, 0, 1], &[0, 1, 0], &[1.0, 2.0, 0.5]).unwrap();
    assert_eq!(sparse_finish(single), Ok(2.0));
    let values = sparse_values32(single, |values| Ok(values.to_vec()));
    assert_eq!(values, Ok(vec![2.0, 1.5]));
    assert_eq!(sparse_starts(single), Ok(vec![0, 1, 2]));
}

#[test]
fn products() {
    let x = sample();
    let b = matrix(3, 2, &[1.0, 2.0, 10.0, 20.0, 3.0, 4.0]);
    let c = matrix(2, 2, &[1.0; 4]);
    sparse_times_dense(c, x, false, 2.0, b, 1.0).unwrap();
    assert_eq!(numbers(c), [15.0, 21.0, 19.0, 25.0]);
    let turned = allocate(2, 3, 64).unwrap();
    transpose(turned, b).unwrap();
    sparse_times_dense(c, x, true, 1.0, turned, 0.0).unwrap();
    assert_eq!(numbers(c), [7.0, 10.0, 9.0, 12.0]);
    let a = matrix(2, 2, &[1.0, 2.0, 3.0, 4.0]);
    let d = matrix(2, 3, &[100.0; 6]);
    dense_times_sparse(d, true, 1.0, a, x, 0.0).unwrap();
    assert_eq!(numbers(d), [1.0, 0.0, 11.0, 2.0, 0.0, 16.0]);
    dense_times_sparse(d, false, 1.0, a, x, -1.0).unwrap();
    assert_eq!(numbers(d), [0.0, 0.0, -3.0, 1.0, 0.0, 2.0]);
    let (w, h) = (matrix(2, 1, &[1.0, 2.0]), matrix(1, 3, &[1.0, 0.0, 1.0]));
    // Residual [[0, 0, 1], [-2, 0, 1]].
    assert_eq!(sparse_residual_squared(x, w, h), Ok(6.0));
    let sampled = sparse_sampled(x, w, h).unwrap();
    assert_eq!(values(sampled), [1.0, 1.0, 2.0]);
    assert_eq!(sparse_distance_squared(x, filled(2, 3)), {
        let (s, out) = (filled(2, 3), allocate(2, 3, 64).unwrap());
        sparse_to_dense(out, x).unwrap();
        distance_squared(out, s)
    });
}

#[test]
fn a_transpose_is_the_same_memory() {
    let x = sample();
    let (before, count) = (live_bytes(), live_matrices());
    let t = sparse_transposed(x).unwrap();
    assert_eq!((live_bytes(), live_matrices()), (before, count + 1));
    assert_eq!(dense(t, 3, 2), [1.0, 0.0, 0.0, 0.0, 2.0, 3.0]);
    let back = sparse_transposed(t).unwrap();
    assert_eq!(values(back), values(x));
    release(x).unwrap();
    assert!(live_bytes() >= before);
    let (a, c) = (matrix(1, 3, &[1.0, 1.0, 2.0]), allocate(1, 2, 64).unwrap());
    dense_times_sparse(c, false, 1.0, a, t, 0.0).unwrap();
    assert_eq!(numbers(c), [5.0, 6.0]);
    let (w, h) = (matrix(3, 1, &[1.0, 0.0, 1.0]), matrix(1, 2, &[1.0, 2.0]));
    assert_eq!(sparse_residual_squared(t, w, h), Ok(6.0));
    assert_eq!(values(sparse_sampled(t, w, h).unwrap()), [1.0, 1.0, 2.0]);
    let scaled = sparse_scaled(
        t,
        matrix(3, 1, &[2.0, 3.0, 5.0]),
        matrix(1, 2, &[1.0, 10.0]),
    );
    assert_eq!(values(scaled.unwrap()), [2.0, 10.0, 150.0]);
}

#[test]
fn sums_scalings_and_maps() {
    let x = sample();
    assert_eq!(sparse_sum(x), Ok(6.0));
    assert_eq!(sparse_norm_squared(x), Ok(14.0));
    assert_eq!(sparse_largest(x), Ok(3.0));
    assert_eq!(sparse_first_negative(x), Ok(-1.0));
    let (rows, cols) = (allocate(2, 1, 64).unwrap(), allocate(1, 3, 64).unwrap());
    sparse_row_sums(rows, x).unwrap();
    assert_eq!(numbers(rows), [3.0, 3.0]);
    sparse_row_norms_squared(rows, x).unwrap();
    assert_eq!(numbers(rows), [5.0, 9.0]);
    sparse_column_norms_squared(cols, x).unwrap();
    assert_eq!(numbers(cols), [1.0, 0.0, 13.0]);
    sparse_column_sums(cols, x).unwrap();
    assert_eq!(numbers(cols), [1.0, 0.0, 5.0]);
    let scaled = sparse_scaled(x, matrix(2, 1, &[10.0, -1.0]), 0).unwrap();
    assert_eq!(values(scaled), [10.0, 20.0, -3.0]);
    assert_eq!(sparse_first_negative(scaled), Ok(2.0));
    assert_eq!(
        values(sparse_scaled(x, 0, cols).unwrap()),
        [1.0, 10.0, 15.0]
    );
    let root = sparse_elementary(sparse_scaled(x, 0, 0).unwrap(), "sqrt").unwrap();
    assert_eq!(values(root)[0], 1.0);
    let picked = allocate(2, 2, 64).unwrap();
    sparse_columns(picked, x, &[2, 0]).unwrap();
    assert_eq!(numbers(picked), [2.0, 1.0, 3.0, 0.0]);
}

#[test]
fn columns_are_chosen_as_from_a_dense_matrix() {
    let x = sample();
    let written_out = allocate(2, 3, 64).unwrap();
    sparse_to_dense(written_out, x).unwrap();
    let round = |chosen: &[u32], sparse: bool| {
        let h = allocate(2, 3, 64).unwrap();
        let (products, residuals) = (allocate(2, 3, 64).unwrap(), allocate(2, 3, 64).unwrap());
        let mut last = Err(Error::new(Code::Disposed, ""));
        for end in 0..=chosen.len() {
            let before = &chosen[..end];
            last = if sparse {
                sparse_snpa_round(h, products, residuals, x, before, 50)
            } else {
                snpa_round(h, products, residuals, written_out, before, 50)
            };
        }
        (last, numbers(h))
    };
    assert_eq!(round(&[], true), round(&[], false));
    assert_eq!(round(&[2], true), round(&[2], false));
    assert_eq!(round(&[], true).0, Ok(2));
    let (h, other) = (filled(2, 3), filled(2, 3));
    refused(
        sparse_snpa_round(h, other, filled(2, 3), x, &[7], 1),
        Code::InvalidArgument,
    );
    refused(
        sparse_snpa_round(h, other, filled(2, 3), x, &[0, 1], 1),
        Code::InvalidArgument,
    );
    refused(
        sparse_snpa_round(h, other, filled(3, 3), x, &[], 1),
        Code::Shape,
    );
}

#[test]
fn what_does_not_fit_is_refused() {
    let (x, a) = (sample(), filled(2, 3));
    for outcome in [
        sparse_times_dense(a, x, false, 1.0, filled(2, 3), 0.0),
        sparse_times_dense(a, x, false, 1.0, filled(3, 2), 0.0),
        dense_times_sparse(a, false, 1.0, filled(2, 3), x, 0.0),
        dense_times_sparse(a, true, 1.0, filled(2, 3), x, 0.0),
        sparse_to_dense(filled(3, 2), x),
        sparse_columns(a, x, &[1]),
        sparse_row_sums(filled(1, 3), x),
        sparse_column_sums(filled(1, 2), x),
        sparse_residual_squared(x, filled(2, 1), filled(2, 3)).map(drop),
        sparse_sampled(x, filled(3, 1), filled(1, 3)).map(drop),
        sparse_distance_squared(x, filled(3, 2)).map(drop),
        sparse_scaled(x, filled(3, 1), 0).map(drop),
        sparse_scaled(x, 0, filled(1, 2)).map(drop),
        sparse_allocate(0, 3, 0.0, 64, "rows").map(drop),
    ] {
        refused(outcome, Code::Shape);
    }
    for outcome in [
        // A sparse matrix where a dense one belongs, and the reverse.
        gemm(a, false, false, 1.0, x, filled(3, 3), 0.0),
        sum(x).map(drop),
        copy(a, x),
        sparse_sum(a).map(drop),
        sparse_times_dense(a, filled(2, 3), false, 1.0, filled(3, 3), 0.0),
        // The output is another operand.
        sparse_times_dense(a, sample(), false, 1.0, a, 0.0).map(drop),
        sparse_columns(filled(2, 1), x, &[3]),
        sparse_elementary(x, "sin").map(drop),
        sparse_allocate(2, 3, -1.0, 64, "rows").map(drop),
        sparse_allocate(2, 3, 0.5, 64, "rows").map(drop),
        sparse_allocate(2, 3, 5e9, 64, "rows").map(drop),
        sparse_allocate(2, 3, f64::NAN, 64, "rows").map(drop),
        sparse_allocate(2, 3, 5.0, 16, "rows").map(drop),
        sparse_allocate(2, 3, 5.0, 64, "columns").map(drop),
        sparse_append_rows64(x, &[0], &[], &[]),
        sparse_finish(x).map(drop),
    ] {
        let error = outcome.unwrap_err();
        assert!(
            [Code::InvalidArgument, Code::Shape].contains(&error.code),
            "{error}"
        );
    }
    refused(sparse_sum(123_456), Code::Disposed);
    refused(sparse_values32(x, |_| Ok(())), Code::Precision);
    let single = allocate(3, 3, 32).unwrap();
    refused(
        sparse_times_dense(filled(2, 3), x, false, 1.0, single, 0.0),
        Code::Precision,
    );
    refused(
        sparse_to_dense(allocate(2, 3, 32).unwrap(), x),
        Code::Precision,
    );
}

#[test]
fn pieces_that_do_not_fit_name_the_entry_and_change_nothing() {
    let x = sparse_allocate(2, 3, 3.0, 64, "entries").unwrap();
    refused(sparse_sum(x), Code::InvalidArgument);
    refused(
        sparse_append_rows64(x, &[1], &[0], &[1.0]),
        Code::InvalidArgument,
    );
    refused(
        sparse_append_entries32(x, &[0], &[0], &[1.0]),
        Code::Precision,
    );
    let error = sparse_append_entries64(x, &[0, 2], &[0, 1], &[1.0, 2.0]).unwrap_err();
    assert_eq!(
        error.message,
        "entry 1 of the piece is in row 2, expected below 2"
    );
    let error = sparse_append_entries64(x, &[0, 1], &[0, 3], &[1.0, 2.0]).unwrap_err();
    assert_eq!(
        error.message,
        "entry 1 of the piece is in column 3, expected below 3"
    );
    refused(
        sparse_append_entries64(x, &[0; 4], &[0; 4], &[1.0; 4]),
        Code::InvalidArgument,
    );
    sparse_append_entries64(x, &[1], &[2], &[4.0]).unwrap();
    assert_eq!(sparse_finish(x), Ok(1.0));
    assert_eq!(dense(x, 2, 3), [0.0, 0.0, 0.0, 0.0, 0.0, 4.0]);
}

#[test]
fn memory_that_cannot_be_had_is_a_coded_error() {
    // No machine of these tests has as much, in whatever way it promises memory.
    if cfg!(target_pointer_width = "32") {
        let outcome = sparse_allocate(9, 9, f64::from(u32::MAX), 64, "rows");
        refused(outcome, Code::OutOfMemory);
    }
    let (before, count) = (live_bytes(), live_matrices());
    let x = sparse_allocate(3, 4, 100.0, 64, "entries").unwrap();
    assert_eq!(live_bytes() - before, 1600.0);
    sparse_append_entries64(x, &[0], &[1], &[1.0]).unwrap();
    sparse_finish(x).unwrap();
    let starts = 9.0 * size_of::<usize>() as f64;
    assert_eq!(live_bytes() - before, starts + 2.0 * 12.0);
    release(x).unwrap();
    assert_eq!((live_bytes(), live_matrices()), (before, count));
}
