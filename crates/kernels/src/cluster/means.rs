//! The mean of each cluster: the second half of an iteration of Lloyd (1982).

use super::points::Points;
use crate::reduce::{BLOCK_TERMS, column_norms_squared, tree_into};
use crate::threads::parallel_chunks;
use crate::{PANEL, Real, has_shape};

/// Rows of X summed side by side.
const ROWS: usize = 4;

/// C (`m` x `k`) ← the means of the columns of X with each label, or, where `unit`, their
/// sums at unit length (spherical k-means: Dhillon and Modha, 2001). Returns how many empty clusters
/// were filled.
///
/// A cluster without columns first takes the column farthest from its centroid, of all clusters
/// with two or more (`distances` are those of [`super::nearest_centroids`]; labels and distances
/// change with it). Where every column lies on its centroid an empty cluster keeps its centroid.
///
/// Sums are those of the product X Lᵀ with the 0-1 matrix of labels, to the bit.
pub fn cluster_means<T: Real>(
    x: Points<'_, T>,
    k: usize,
    unit: bool,
    centroids: &mut [T],
    labels: &mut [u32],
    distances: &mut [T],
) -> u32 {
    let [m, n] = x.shape();
    assert!(has_shape(centroids, m, k) && k > 0);
    assert!(labels.len() == n && distances.len() == n);
    assert!(labels.iter().all(|&label| (label as usize) < k));
    let mut counts = vec![0usize; k];
    for &label in labels.iter() {
        counts[label as usize] += 1;
    }
    let filled = fill_empty(&mut counts, labels, distances);
    let mut sums = vec![T::ZERO; m * k];
    x.label_sums(k, labels, &mut sums);
    let divisors = divisors(m, &sums, &counts, unit);
    for (centroids, sums) in centroids.chunks_exact_mut(k).zip(sums.chunks_exact(k)) {
        for l in 0..k {
            if counts[l] > 0 {
                centroids[l] = sums[l] / divisors[l];
            }
        }
    }
    filled
}

/// What the sums are divided by; one where that would be zero.
fn divisors<T: Real>(m: usize, sums: &[T], counts: &[usize], unit: bool) -> Vec<T> {
    if !unit {
        return counts
            .iter()
            .map(|&count| T::from_f64(count as f64))
            .collect();
    }
    let mut norms = vec![T::ZERO; counts.len()];
    column_norms_squared(m, counts.len(), sums, &mut norms);
    let length = |square: T| {
        if square > T::ZERO {
            square.sqrt()
        } else {
            T::ONE
        }
    };
    norms.into_iter().map(length).collect()
}

fn fill_empty<T: Real>(counts: &mut [usize], labels: &mut [u32], distances: &mut [T]) -> u32 {
    let mut filled = 0;
    for empty in 0..counts.len() {
        if counts[empty] > 0 {
            continue;
        }
        let mut farthest = None;
        let mut largest = T::ZERO;
        for (j, &distance) in distances.iter().enumerate() {
            if distance > largest && counts[labels[j] as usize] > 1 {
                (farthest, largest) = (Some(j), distance);
            }
        }
        let Some(j) = farthest else { break };
        counts[labels[j] as usize] -= 1;
        counts[empty] = 1;
        labels[j] = empty as u32;
        distances[j] = T::ZERO;
        filled += 1;
    }
    filled
}

/// sums (`m` x `k`) ← X Lᵀ, threads taking rows.
pub(super) fn label_sums<T: Real>(
    m: usize,
    n: usize,
    x: &[T],
    k: usize,
    labels: &[u32],
    sums: &mut [T],
) {
    let whole = m - m % ROWS;
    let (grouped, single) = sums.split_at_mut(whole * k);
    parallel_chunks(grouped, ROWS * k, |group, out| {
        rows_by_label::<T, ROWS>(&x[group * ROWS * n..][..ROWS * n], k, labels, out);
    });
    for (out, row) in single
        .chunks_exact_mut(k)
        .zip(x[whole * n..].chunks_exact(n.max(1)))
    {
        rows_by_label::<T, 1>(row, k, labels, out);
    }
}

/// The sums of R rows; `out` is R x k.
fn rows_by_label<T: Real, const R: usize>(x: &[T], k: usize, labels: &[u32], out: &mut [T]) {
    let n = labels.len();
    let rows: [&[T]; R] = core::array::from_fn(|r| &x[r * n..][..n]);
    // R neighbours for each label, so that one column goes to one place.
    let mut sums = vec![T::ZERO; k * R];
    let blocks = n.div_ceil(BLOCK_TERMS).max(1);
    tree_into(0, blocks, &mut sums, &|block, sums: &mut [T]| {
        sums.fill(T::ZERO);
        let mut panel = vec![T::ZERO; k * R];
        let end = n.min((block + 1) * BLOCK_TERMS);
        for start in (block * BLOCK_TERMS..end).step_by(PANEL) {
            panel.fill(T::ZERO);
            let stop = end.min(start + PANEL);
            scatter(&rows, labels, start, stop, &mut panel);
            for (sum, &panel) in sums.iter_mut().zip(&panel) {
                *sum += panel;
            }
        }
    });
    for (l, sums) in sums.chunks_exact(R).enumerate() {
        for (r, &sum) in sums.iter().enumerate() {
            out[r * k + l] = sum;
        }
    }
}

/// Adds columns `start..stop` of the rows to the sums of their labels.
#[inline(never)]
fn scatter<T: Real, const R: usize>(
    rows: &[&[T]; R],
    labels: &[u32],
    start: usize,
    stop: usize,
    sums: &mut [T],
) {
    for j in start..stop {
        let sums = &mut sums[labels[j] as usize * R..][..R];
        for r in 0..R {
            sums[r] += rows[r][j];
        }
    }
}
