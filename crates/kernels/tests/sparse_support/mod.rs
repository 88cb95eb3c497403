//! Sparse matrices to try kernels on.
#![allow(dead_code, reason = "each test file uses its part")]

use deepmf_kernels::Real;
use deepmf_kernels::sparse::{Compressed, Entries, Orders};

use crate::common::data;

/// Every entry: row, column, value.
pub type List<T> = Vec<(u32, u32, T)>;

/// A matrix of some `density`, whose lines differ: some are empty, some full.
pub fn random<T: Real>(rows: usize, cols: usize, density: f64, seed: u64) -> List<T> {
    let values = data::<T>(rows * cols, seed);
    let dice = data::<f64>(rows * cols, seed + 1000);
    let mut list = Vec::new();
    for i in 0..rows {
        let density = match (i + seed as usize) % 5 {
            0 => 0.0,
            1 => 1.0,
            _ => density,
        };
        for j in 0..cols {
            let at = i * cols + j;
            if (dice[at].abs() * 8.0).fract() < density {
                list.push((i as u32, j as u32, values[at]));
            }
        }
    }
    list
}

/// Both orders of the entries.
pub fn build<T: Real>(rows: usize, cols: usize, list: &[(u32, u32, T)]) -> Orders<T> {
    let mut entries = Entries::new(rows, cols, list.len()).unwrap();
    for piece in list.chunks(1000) {
        let column = |part: fn(&(u32, u32, T)) -> u32| piece.iter().map(part).collect::<Vec<_>>();
        let values: Vec<T> = piece.iter().map(|entry| entry.2).collect();
        entries
            .append(&column(|e| e.0), &column(|e| e.1), &values)
            .unwrap();
    }
    entries.finish().unwrap()
}

/// The entries of a matrix by lines, in order.
pub fn listed<T: Real>(x: Compressed<T>) -> List<T> {
    (0..x.rows())
        .flat_map(|i| {
            let (indices, values) = x.line(i);
            let entries = indices.iter().zip(values);
            entries.map(move |(&j, &value)| (i as u32, j, value))
        })
        .collect()
}

/// The cells of a matrix by lines.
pub fn dense<T: Real>(x: Compressed<T>) -> Vec<T> {
    let mut cells = vec![T::ZERO; x.rows() * x.cols()];
    for (i, j, value) in listed(x) {
        cells[i as usize * x.cols() + j as usize] = value;
    }
    cells
}
