//! Which centroid is nearest to each column: the first half of an iteration of Lloyd (1982).

use super::points::Points;
use crate::gemm::gemm;
use crate::reduce::column_norms_squared;
use crate::simd::dispatch;
use crate::threads::parallel_chunks;
use crate::{Real, has_shape};

/// Products with the centroids that are in memory at a time.
const PRODUCTS: usize = 1 << 22;

/// Columns for one thread.
const PART: usize = 4096;

/// labels_j ← the centroid (column of C, `m` x `k`) nearest to column j of X (`m` x `n`), the lowest
/// of equal ones; distances_j ← ‖x_j − c_l‖². Returns how many labels changed.
///
/// The nearest one is the smallest ‖c_l‖² − 2 c_lᵀx_j, from one product with X; the distance to it
/// is then summed by itself: as it is written for dense X, so that nothing cancels.
pub fn nearest_centroids<T: Real>(
    x: Points<'_, T>,
    k: usize,
    centroids: &[T],
    labels: &mut [u32],
    distances: &mut [T],
) -> u32 {
    let [m, n] = x.shape();
    assert!(has_shape(centroids, m, k));
    // Labels are exact in single precision too.
    assert!((1..1 << 24).contains(&k));
    assert!(labels.len() == n && distances.len() == n);
    let mut norms = vec![T::ZERO; k];
    column_norms_squared(m, k, centroids, &mut norms);
    let before = labels.to_vec();
    x.nearest(k, centroids, &norms, labels);
    x.to_own(k, centroids, labels, distances);
    labels
        .iter()
        .zip(&before)
        .filter(|(new, old)| new != old)
        .count() as u32
}

/// labels_j ← the l with the smallest ‖c_l‖² − 2 c_lᵀx_j, a stretch of columns at a time.
pub(super) fn nearest_of_dense<T: Real>(
    m: usize,
    n: usize,
    x: &[T],
    k: usize,
    centroids: &[T],
    norms: &[T],
    labels: &mut [u32],
) {
    let stretch = (PRODUCTS / k).clamp(PART, n.max(PART));
    for first in (0..n).step_by(stretch) {
        let width = stretch.min(n - first);
        let mut products = vec![T::ZERO; k * width];
        let columns;
        let x = if width == n {
            x
        } else {
            columns = stretch_of(m, n, x, first, width);
            &columns
        };
        gemm(
            true,
            false,
            k,
            width,
            m,
            T::ONE,
            centroids,
            x,
            T::ZERO,
            &mut products,
        );
        smallest_of(norms, &products, &mut labels[first..first + width]);
    }
}

/// labels_j ← the l with the smallest norm_l − 2 p_lj, for the products of all columns.
pub(super) fn smallest_of<T: Real>(norms: &[T], products: &[T], labels: &mut [u32]) {
    let n = labels.len();
    parallel_chunks(labels, PART, |part, labels| {
        smallest(norms, products, n, part * PART, labels);
    });
}

/// Columns `first..first + width` of X.
fn stretch_of<T: Real>(m: usize, n: usize, x: &[T], first: usize, width: usize) -> Vec<T> {
    let mut columns = Vec::with_capacity(m * width);
    for row in x.chunks_exact(n) {
        columns.extend_from_slice(&row[first..first + width]);
    }
    columns
}

dispatch! {
    /// labels_j ← the l with the smallest norm_l − 2 p_lj, for columns `first..` of the products.
    fn smallest<T: Real>(norms: &[T], products: &[T], n: usize, first: usize, labels: &mut [u32]) {
        let mut least = [T::ZERO; LANES];
        // Labels of the same width as what they belong to, for the lanes of one comparison.
        let mut which = [T::ZERO; LANES];
        for (group, labels) in labels.chunks_mut(LANES).enumerate() {
            let width = labels.len();
            least[..width].fill(T::MAX);
            which[..width].fill(T::ZERO);
            for (l, &norm) in norms.iter().enumerate() {
                let label = T::from_f64(l as f64);
                let products = &products[l * n + first + group * LANES..][..width];
                let found = least.iter_mut().zip(which.iter_mut());
                for ((least, which), &p) in found.zip(products) {
                    let value = norm - (p + p);
                    let nearer = value < *least;
                    *least = if nearer { value } else { *least };
                    *which = if nearer { label } else { *which };
                }
            }
            for (label, which) in labels.iter_mut().zip(&which) {
                *label = which.to_f64() as u32;
            }
        }
    }
}

/// Columns whose least values stay in first level cache.
const LANES: usize = 256;
