//! Where the entries of X (and of the weights) come from, a panel of some columns or rows at a time.

use super::dense::LANES;
use crate::project::Along;
use crate::sparse::Compressed;
use crate::{Real, has_shape};

/// X, m x n.
#[derive(Clone, Copy)]
pub enum Data<'a, T> {
    /// Row-major.
    Dense(&'a [T]),
    /// Stored entries in both orders: the rows of X, and its columns.
    Sparse {
        /// The rows of X.
        by_rows: Compressed<'a, T>,
        /// The columns of X.
        by_columns: Compressed<'a, T>,
    },
}

impl<'a, T: Real> Data<'a, T> {
    /// Panics unless X is m x n.
    pub(super) fn check(&self, m: usize, n: usize) {
        match self {
            Data::Dense(x) => assert!(has_shape(x, m, n)),
            Data::Sparse {
                by_rows,
                by_columns,
            } => {
                assert!(by_rows.rows() == m && by_rows.cols() == n);
                assert!(by_columns.rows() == n && by_columns.cols() == m);
            }
        }
    }

    /// The columns or the rows of X (m x n), to read in panels.
    pub(super) fn vectors(&self, n: usize, along: Along) -> Source<'a, T> {
        match (*self, along) {
            (Data::Dense(data), _) => Source::Dense {
                data,
                columns: n,
                along,
            },
            (Data::Sparse { by_columns, .. }, Along::Columns) => Source::Lines(by_columns),
            (Data::Sparse { by_rows, .. }, Along::Rows) => Source::Lines(by_rows),
        }
    }
}

/// Vectors of numbers: the columns or the rows of a matrix.
#[derive(Clone, Copy)]
pub(super) enum Source<'a, T> {
    Dense {
        data: &'a [T],
        columns: usize,
        along: Along,
    },
    Lines(Compressed<'a, T>),
}

impl<'a, T: Real> Source<'a, T> {
    /// The numbers from entry `start` of vector `first` on, and how far an entry is from the next,
    /// where `LANES` vectors from the first on lie beside each other.
    pub(super) fn rows(&self, start: usize, first: usize, used: usize) -> Option<(&'a [T], usize)> {
        match *self {
            Source::Dense {
                data,
                columns,
                along: Along::Columns,
            } if used == LANES => Some((&data[start * columns + first..], columns)),
            _ => None,
        }
    }

    /// Entries `start..` of the `used` vectors from the `first` on into the lanes of `panel`, as
    /// many as it has rows; the other lanes of its `width` become zero.
    pub(super) fn gather(
        &self,
        start: usize,
        first: usize,
        used: usize,
        width: usize,
        panel: &mut [T],
    ) {
        match *self {
            Source::Dense {
                data,
                columns,
                along: Along::Columns,
            } => {
                for (i, row) in panel.chunks_exact_mut(width).enumerate() {
                    row[..used].copy_from_slice(&data[(start + i) * columns + first..][..used]);
                    row[used..].fill(T::ZERO);
                }
            }
            Source::Dense { data, columns, .. } => {
                let count = panel.len() / width;
                let vector = |lane: usize| &data[(first + lane) * columns + start..][..count];
                if used < width {
                    panel.fill(T::ZERO);
                }
                let whole = used - used % GROUP;
                for lane in (0..whole).step_by(GROUP) {
                    let group = core::array::from_fn(|l| vector(lane + l));
                    transpose_group(group, lane, width, panel);
                }
                for lane in whole..used {
                    for (row, x) in panel.chunks_exact_mut(width).zip(vector(lane)) {
                        row[lane] = *x;
                    }
                }
            }
            Source::Lines(lines) => {
                panel.fill(T::ZERO);
                let end = start + panel.len() / width;
                for lane in 0..used {
                    let (indices, values) = lines.line(first + lane);
                    let from = indices.partition_point(|&i| (i as usize) < start);
                    for (&i, &x) in indices[from..].iter().zip(&values[from..]) {
                        let i = i as usize;
                        if i >= end {
                            break;
                        }
                        panel[(i - start) * width + lane] = x;
                    }
                }
            }
        }
    }
}

/// Vectors that are interleaved at once: their lanes fill a cache line.
const GROUP: usize = 8;

/// Lanes `lane..lane + GROUP` of the panel are these vectors.
#[inline(never)]
fn transpose_group<T: Real>(group: [&[T]; GROUP], lane: usize, width: usize, panel: &mut [T]) {
    let count = panel.len() / width;
    let group = group.map(|vector| &vector[..count]);
    for (i, row) in panel.chunks_exact_mut(width).enumerate() {
        for (to, vector) in row[lane..lane + GROUP].iter_mut().zip(&group) {
            *to = vector[i];
        }
    }
}
