//! The divergence itself, without a matrix for W H.

use core::ops::Range;

use super::beta::Beta;
use super::ratio::observed;
use super::source::Data;
use super::terms::{terms, without_v};
use crate::gemm::sum_over_product;
use crate::reduce::{BLOCK_TERMS, column_sums, row_sums, sum, sum_by, sums_by, tree};
use crate::sparse::Compressed;
use crate::threads::parallel_chunks;
use crate::{PANEL, Real, has_shape};

/// Σ m_ij d(x_ij | (W H)_ij + floor) for W m x rank and H rank x n: the contract's sum over each
/// row, then over the rows.
///
/// For sparse X, β = 1 and no weights, W H is made at the stored entries only, for
/// Σ_ij (W H)_ij = Σ_k (Σ_i w_ik) (Σ_j h_kj); any other divergence needs all of it, a few rows at
/// a time.
pub fn divergence<T: Real>(
    beta: Beta,
    floor: T,
    data: Data<'_, T>,
    w: &[T],
    h: &[T],
    weights: Option<&[T]>,
    [m, n, rank]: [usize; 3],
) -> T {
    data.check(m, n);
    assert!(weights.is_none_or(|weights| has_shape(weights, m, n)));
    assert!(has_shape(w, m, rank) && has_shape(h, rank, n));
    if m == 0 || n == 0 {
        return T::ZERO;
    }
    match (data, weights) {
        (Data::Sparse { by_rows, .. }, None) if beta == Beta::KullbackLeibler => {
            stored(floor, by_rows, w, h, [m, n, rank])
        }
        _ => {
            let entries = Entries {
                beta,
                floor: floor.to_f64(),
                data,
                weights,
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
    weights: Option<&[T]>,
    [m, n]: [usize; 2],
) -> T {
    data.check(m, n);
    assert!(weights.is_none_or(|weights| has_shape(weights, m, n)));
    assert!(has_shape(approximation, m, n));
    if m == 0 || n == 0 {
        return T::ZERO;
    }
    let entries = Entries {
        beta,
        floor: floor.to_f64(),
        data,
        weights,
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

/// Kullback-Leibler from the stored entries: Σ x log(x / v) − x there, and Σ v by the sums of the factors.
fn stored<T: Real>(
    floor: T,
    lines: Compressed<'_, T>,
    w: &[T],
    h: &[T],
    [m, n, rank]: [usize; 3],
) -> T {
    let mut tall = vec![T::ZERO; h.len()];
    crate::elementwise::transpose(rank, n, h, &mut tall);
    let mut rows = vec![T::ZERO; m];
    let floor_there = floor.to_f64();
    parallel_chunks(&mut rows, ROWS, |part, rows| {
        let (mut x, mut v, mut out) = (Vec::new(), Vec::new(), Vec::new());
        for (i, total) in rows.iter_mut().enumerate() {
            let row = part * ROWS + i;
            let (indices, values) = lines.line(row);
            v.resize(values.len(), 0.0);
            products(&w[row * rank..][..rank], &tall, indices, &mut v);
            x.clear();
            x.extend(values.iter().map(|x| x.to_f64()));
            for v in &mut v {
                *v += floor_there;
            }
            without_v(&x, &mut v);
            out.clear();
            out.extend(v.iter().map(|&v| T::from_f64(v)));
            *total = sum(&out);
        }
    });
    let (mut by_rank, mut sums) = (vec![T::ZERO; rank], vec![T::ZERO; rank]);
    column_sums(m, rank, w, &mut by_rank);
    row_sums(rank, n, h, &mut sums);
    let fitted: T = sum_by(rank, |k| by_rank[k] * sums[k]);
    let floors = T::from_f64(floor_there * (m as f64) * (n as f64));
    (sum(&rows) + (fitted + floors)).max(T::ZERO)
}

/// v ← rows of A (`rank` numbers each) named by `indices` times w, several at a time.
fn products<T: Real>(w: &[T], a: &[T], indices: &[u32], v: &mut [f64]) {
    const SIDE: usize = 8;
    let row = |i: u32| &a[i as usize * w.len()..][..w.len()];
    let (groups, rest) = indices.as_chunks::<SIDE>();
    let (vs, v_rest) = v.as_chunks_mut::<SIDE>();
    for (group, v) in groups.iter().zip(vs) {
        let rows = group.map(row);
        let sums = sums_by(w.len(), |k| {
            core::array::from_fn::<T, SIDE, _>(|l| w[k] * rows[l][k])
        });
        *v = sums.map(|sum| sum.to_f64());
    }
    for (&i, v) in rest.iter().zip(v_rest) {
        let row = row(i);
        *v = sum_by(w.len(), |k| w[k] * row[k]).to_f64();
    }
}
