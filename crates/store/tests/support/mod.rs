//! Short ways to matrices and refusals. Every test runs in a thread of its own, so with a store of its own.

use deepmf_store::{Code, Result, download64, upload64};

pub fn matrix(rows: u32, cols: u32, numbers: &[f64]) -> u32 {
    upload64(rows, cols, numbers.len(), |room| {
        room.copy_from_slice(numbers)
    })
    .unwrap()
}

pub fn numbers(id: u32) -> Vec<f64> {
    download64(id, |numbers| Ok(numbers.to_vec())).unwrap()
}

/// Numbers that differ and are no pattern a kernel could get right by accident.
pub fn filled(rows: u32, cols: u32) -> u32 {
    let numbers: Vec<f64> = (0..rows * cols)
        .map(|i| f64::from(i * 7 % 11) - 3.5)
        .collect();
    matrix(rows, cols, &numbers)
}

#[track_caller]
pub fn refused<T: std::fmt::Debug>(outcome: Result<T>, code: Code) {
    assert_eq!(outcome.map_err(|error| error.code).unwrap_err(), code);
}
