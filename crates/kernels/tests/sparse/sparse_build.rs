//! Both orders, from rows and from entries, against a map from cells to sums.

use std::collections::BTreeMap;

use crate::common::{bits, data};
use crate::sparse_support::{build, listed, random};
use deepmf_kernels::sparse::{Compressed, Entries, Fault, Orders, Rows};
use proptest::prelude::*;

/// Both orders are the cells of the list, those that came twice added in their order.
fn check(rows: usize, cols: usize, list: &[(u32, u32, f64)], x: &Orders<f64>) {
    let mut cells: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    for &(i, j, value) in list {
        cells
            .entry((i, j))
            .and_modify(|sum| *sum += value)
            .or_insert(value);
    }
    let want: Vec<_> = cells.iter().map(|(&(i, j), &v)| (i, j, v)).collect();
    assert_eq!((x.rows(), x.cols(), x.entries()), (rows, cols, want.len()));
    let by_rows = x.by_rows();
    assert_eq!(listed(by_rows), want);
    let mut turned: Vec<_> = want.iter().map(|&(i, j, v)| (j, i, v)).collect();
    turned.sort_by_key(|&(j, i, _)| (j, i));
    let by_columns = x.by_columns();
    assert_eq!(listed(by_columns), turned);
    for view in [by_rows, by_columns] {
        assert!(
            Compressed::new(
                view.rows(),
                view.cols(),
                view.starts(),
                view.indices(),
                view.values()
            )
            .is_ok()
        );
    }
}

#[test]
fn entries_in_any_order() {
    for (rows, cols, density) in [(1, 1, 1.0), (7, 5, 0.3), (40, 90, 0.1), (300, 2, 0.5)] {
        let mut list = random::<f64>(rows, cols, density, 3);
        check(rows, cols, &list, &build(rows, cols, &list));
        list.reverse();
        check(rows, cols, &list, &build(rows, cols, &list));
    }
}

#[test]
fn entries_of_one_cell_are_added_in_their_order() {
    let list = [
        (1, 2, 1e16),
        (0, 0, 1.0),
        (1, 2, 1.0),
        (1, 0, 5.0),
        (1, 2, -1e16),
    ];
    let x = build(2, 3, &list);
    check(2, 3, &list, &x);
    assert_eq!(listed(x.by_rows()), [(0, 0, 1.0), (1, 0, 5.0), (1, 2, 0.0)]);
}

#[test]
fn zeros_that_are_given_are_stored() {
    let x = build(2, 2, &[(0, 1, 0.0), (1, 1, 2.0)]);
    assert_eq!(listed(x.by_rows()), [(0, 1, 0.0), (1, 1, 2.0)]);
}

#[test]
fn no_entries_at_all() {
    let x = build::<f64>(3, 4, &[]);
    check(3, 4, &[], &x);
    assert_eq!(x.bytes(), 9 * size_of::<usize>());
}

#[test]
fn rows_in_pieces() {
    let list = random::<f64>(50, 30, 0.3, 9);
    let mut rows = Rows::new(50, 30, list.len() + 5).unwrap();
    // Pieces of 7 rows; the last rows are empty and do not come.
    for first in (0..49).step_by(7) {
        let piece: Vec<_> = list
            .iter()
            .filter(|e| (first..first + 7).contains(&e.0))
            .collect();
        let counts: Vec<u32> = (first..first + 7)
            .map(|i| piece.iter().filter(|e| e.0 == i).count() as u32)
            .collect();
        // Within a row, backwards: rows need not be sorted.
        let mut indices = Vec::new();
        let mut values = Vec::new();
        for i in first..first + 7 {
            for e in piece.iter().rev().filter(|e| e.0 == i) {
                indices.push(e.1);
                values.push(e.2);
            }
        }
        rows.append(&counts, &indices, &values).unwrap();
    }
    let list: Vec<_> = list.into_iter().filter(|e| e.0 < 49).collect();
    check(50, 30, &list, &rows.finish().unwrap());
}

#[test]
fn pieces_that_do_not_fit_are_refused_whole() {
    let mut rows = Rows::new(3, 4, 5).unwrap();
    assert_eq!(rows.append(&[2], &[0], &[1.0]), Err(Fault::Lengths));
    assert_eq!(rows.append(&[1], &[0], &[]), Err(Fault::Lengths));
    assert_eq!(rows.append(&[0; 4], &[], &[]), Err(Fault::TooManyRows));
    assert_eq!(
        rows.append(&[2], &[0, 4], &[1.0, 2.0]),
        Err(Fault::Column(1))
    );
    assert_eq!(
        rows.append(&[6], &[0; 6], &[1.0; 6]),
        Err(Fault::TooManyEntries)
    );
    rows.append(&[0, 1], &[3], &[1.0]).unwrap();
    assert_eq!(rows.append(&[0, 0], &[], &[]), Err(Fault::TooManyRows));
    check(3, 4, &[(1, 3, 1.0)], &rows.finish().unwrap());

    let mut entries = Entries::new(3, 4, 2).unwrap();
    assert_eq!(entries.append(&[0], &[0, 1], &[1.0]), Err(Fault::Lengths));
    assert_eq!(entries.append(&[3], &[0], &[1.0]), Err(Fault::Row(0)));
    assert_eq!(
        entries.append(&[0, 1], &[0, 9], &[1.0; 2]),
        Err(Fault::Column(1))
    );
    assert_eq!(
        entries.append(&[0; 3], &[0; 3], &[1.0; 3]),
        Err(Fault::TooManyEntries)
    );
    entries.append(&[2], &[0], &[1.0]).unwrap();
    check(3, 4, &[(2, 0, 1.0)], &entries.finish().unwrap());
}

#[test]
fn memory_that_cannot_be_had_is_said() {
    assert!(Rows::<f64>::new(1, 1, usize::MAX / 4).is_err());
    assert!(Entries::<f32>::new(1, 1, usize::MAX / 4).is_err());
    assert!(Rows::<f64>::new(usize::MAX, 1, 0).is_err());
    assert!(Entries::<f64>::new(1, usize::MAX - 1, 0).is_err());
}

#[test]
fn many_entries_are_sorted_in_parts() {
    // More than one part of the counting sort; each cell is hit about four times.
    let (rows, cols, count) = (1500, 1700, 9 << 20);
    let mut state = 1u64;
    let mut next = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        ((state >> 33) % below) as u32
    };
    let mut entries = Entries::new(rows, cols, count).unwrap();
    let mut sums = vec![0f64; rows * cols];
    let mut there = vec![false; rows * cols];
    let values = data::<f64>(1 << 20, 5);
    for _ in 0..9 {
        let at: Vec<(u32, u32)> = values
            .iter()
            .map(|_| (next(rows as u64), next(cols as u64)))
            .collect();
        for (&(i, j), value) in at.iter().zip(&values) {
            sums[i as usize * cols + j as usize] += value;
            there[i as usize * cols + j as usize] = true;
        }
        let (i, j): (Vec<u32>, Vec<u32>) = at.into_iter().unzip();
        entries.append(&i, &j, &values).unwrap();
    }
    let x = common_threads(|| entries.finish().unwrap());
    assert_eq!(x.entries(), there.iter().filter(|&&there| there).count());
    for view in [x.by_rows(), x.by_columns()] {
        assert!(
            Compressed::new(
                view.rows(),
                view.cols(),
                view.starts(),
                view.indices(),
                view.values()
            )
            .is_ok()
        );
    }
    assert_eq!(
        bits(&crate::sparse_support::dense(x.by_rows())),
        bits(&sums)
    );
    let turned = listed(x.by_columns());
    assert!(
        turned
            .iter()
            .all(|&(j, i, v)| sums[i as usize * cols + j as usize].to_bits() == v.to_bits())
    );
}

fn common_threads<R>(work: impl FnOnce() -> R) -> R {
    let _turn = crate::common::turn();
    deepmf_kernels::threads::set_threads(2);
    let result = work();
    deepmf_kernels::threads::set_threads(1);
    result
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_list(
        rows in 1usize..30,
        cols in 1usize..30,
        list in prop::collection::vec((0u32..30, 0u32..30, -4i8..4), 0..200),
    ) {
        let list: Vec<_> = list
            .into_iter()
            .map(|(i, j, v)| (i % rows as u32, j % cols as u32, f64::from(v)))
            .collect();
        check(rows, cols, &list, &build(rows, cols, &list));
    }
}
