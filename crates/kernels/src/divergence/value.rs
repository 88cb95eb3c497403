//! The divergence itself, without a matrix for W H.

use core::ops::Range;

use super::beta::Beta;
use super::cells::{Cells, Weights};
use super::ratio::observed;
use super::source::Data;
use super::terms::terms;
use super::value_stored::{Factors, Fitted, kullback_leibler, of_cells};
use crate::gemm::sum_over_product;
use crate::project::Along;
use crate::reduce::{BLOCK_TERMS, sum, tree};
use crate::threads::parallel_chunks;
use crate::{PANEL, Real, has_shape};

/// Σ m_ij d(x_ij | (W H)_ij + floor) for W m x rank and H rank x n: the contract's sum over each
/// row, then over the rows.
///
/// Where only stored cells count, W H is made at these alone; likewise for sparse X, β = 1 and no
/// weights, for Σ_ij (W H)_ij = Σ_k (Σ_i w_ik) (Σ_j h_kj). Anything else needs all of it, a few rows
/// at a time.
pub fn divergence<T: Real>(
    beta: Beta,
    floor: T,
    data: Data<'_, T>,
    w: &[T],
    h: &[T],
    weights: Weights<'_, T>,
    [m, n, rank]: [usize; 3],
) -> T {
    data.check(m, n);
    weights.check(data, m, n);
    assert!(has_shape(w, m, rank) && has_shape(h, rank, n));
    if m == 0 || n == 0 {
        return T::ZERO;
    }
    match (data, weights) {
        (Data::Sparse { by_rows, .. }, Weights::Ones) if beta == Beta::KullbackLeibler => {
            kullback_leibler(floor, by_rows, w, h, [m, n, rank])
        }
        (Data::Sparse { by_rows, .. }, Weights::Stored | Weights::Sparse { .. }) => {
            let cells = Cells {
                data: by_rows,
                weights: weights.lines(Along::Rows),
            };
            let floor = floor.to_f64();
            of_cells(
                cells,
                beta,
                floor,
                &Fitted::Product(Factors::new(w, h, rank, n)),
            )
        }
        _ => {
            let entries = Entries {
                beta,
                floor: floor.to_f64(),
                data,
                weights: weights.dense(),
                n,
            };
            sum_over_product(m, n, rank, w, h, |i, columns, v| entries.sum(i, columns, v))
        }
    }
}

/// The same for an approximation that is a matrix of its own.
pub fn between<T: Real>(
    beta: Beta,
    floor: T,
    data: Data<'_, T>,
    approximation: &[T],
    weights: Weights<'_, T>,
    [m, n]: [usize; 2],
) -> T {
    data.check(m, n);
    weights.check(data, m, n);
    assert!(has_shape(approximation, m, n));
    if m == 0 || n == 0 {
        return T::ZERO;
    }
    if let Data::Sparse { by_rows, .. } = data
        && weights.only_stored()
    {
        let cells = Cells {
            data: by_rows,
            weights: weights.lines(Along::Rows),
        };
        let fitted = Fitted::Matrix {
            numbers: approximation,
            columns: n,
        };
        return of_cells(cells, beta, floor.to_f64(), &fitted);
    }
    let entries = Entries {
        beta,
        floor: floor.to_f64(),
        data,
        weights: weights.dense(),
        n,
    };
    let mut rows = vec![T::ZERO; m];
    parallel_chunks(&mut rows, ROWS, |part, rows| {
        for (i, sum) in rows.iter_mut().enumerate() {
            let row = part * ROWS + i;
            *sum = tree(
                0,
                n.div_ceil(BLOCK_TERMS),
                &mut |block| {
                    let columns = block * BLOCK_TERMS..n.min((block + 1) * BLOCK_TERMS);
                    let v = &approximation[row * n..][columns.clone()];
                    entries.sum(row, columns, v)
                },
                &|x, y| x + y,
            );
        }
    });
    sum(&rows)
}

/// Rows for one part of the work.
const ROWS: usize = 8;

struct Entries<'a, T> {
    beta: Beta,
    floor: f64,
    data: Data<'a, T>,
    weights: Option<&'a [T]>,
    n: usize,
}

impl<T: Real> Entries<'_, T> {
    /// The sum over some columns of row i, where the products are `v`.
    fn sum(&self, i: usize, columns: Range<usize>, v: &[T]) -> T {
        match self.data {
            Data::Dense(x) => self.sum_of(i, &x[i * self.n..][columns.clone()], columns, v),
            Data::Sparse { by_rows, .. } => {
                let mut x = vec![T::ZERO; v.len()];
                let (indices, values) = by_rows.line(i);
                let from = indices.partition_point(|&j| (j as usize) < columns.start);
                for (&j, &value) in indices[from..].iter().zip(&values[from..]) {
                    if j as usize >= columns.end {
                        break;
                    }
                    x[j as usize - columns.start] = value;
                }
                self.sum_of(i, &x, columns, v)
            }
        }
    }

    fn sum_of(&self, i: usize, x: &[T], columns: Range<usize>, v: &[T]) -> T {
        let mut out = vec![T::ZERO; v.len()];
        let count = PANEL.min(v.len());
        let (mut xs, mut vs) = (vec![0.0; count], vec![0.0; count]);
        for (start, out) in (0..).step_by(PANEL).zip(out.chunks_mut(PANEL)) {
            let (xs, vs) = (&mut xs[..out.len()], &mut vs[..out.len()]);
            widen(&x[start..], xs);
            widen(&v[start..], vs);
            for v in &mut *vs {
                *v += self.floor;
            }
            terms(self.beta, xs, vs);
            for (term, v) in out.iter_mut().zip(vs) {
                *term = T::from_f64(*v);
            }
        }
        if let Some(weights) = self.weights {
            let weights = &weights[i * self.n..][columns];
            for (term, weight) in out.iter_mut().zip(weights) {
                *term = observed(*term, *weight);
            }
        }
        sum(&out)
    }
}

fn widen<T: Real>(from: &[T], to: &mut [f64]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = from.to_f64();
    }
}
