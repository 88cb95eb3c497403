//! One draw of k-means++ (Arthur and Vassilvitskii, 2007).

use super::points::Points;
use crate::reduce::sum;
use crate::{Real, has_shape};

/// Chooses a column of X and makes it column `count` of the centroids (`m` x `k`): with
/// none before, each column with the same probability, else column j with probability proportional
/// to its squared distance to the nearest centroid before. `chance` in [0, 1] decides.
///
/// `distances` (`n`) carries those squared distances from one draw to the next. Where all are
/// zero, fewer columns differ than there are to be centroids, and all are equally likely again.
pub fn seed_centroid<T: Real>(
    x: Points<'_, T>,
    k: usize,
    count: usize,
    chance: f64,
    centroids: &mut [T],
    distances: &mut [T],
) -> u32 {
    let [m, n] = x.shape();
    assert!(has_shape(centroids, m, k) && distances.len() == n);
    assert!(n > 0 && count < k && (0.0..=1.0).contains(&chance));
    let total = if count == 0 { T::ZERO } else { sum(distances) };
    let chosen = if total > T::ZERO {
        draw(distances, chance * total.to_f64())
    } else {
        ((chance * n as f64) as usize).min(n - 1)
    };
    let column = x.column(chosen);
    for (i, &value) in column.iter().enumerate() {
        centroids[i * k + count] = value;
    }
    if count == 0 {
        x.to_point(&column, distances);
    } else {
        let mut fresh = vec![T::ZERO; n];
        x.to_point(&column, &mut fresh);
        for (distance, &fresh) in distances.iter_mut().zip(&fresh) {
            *distance = distance.min(fresh);
        }
    }
    chosen as u32
}

/// The first index at which the running sum of the weights passes `target`; the last one with any
/// weight where rounding keeps the sum below.
fn draw<T: Real>(weights: &[T], target: f64) -> usize {
    let mut sum = 0.0;
    let mut last = 0;
    for (j, weight) in weights.iter().enumerate() {
        if *weight > T::ZERO {
            sum += weight.to_f64();
            last = j;
            if sum > target {
                break;
            }
        }
    }
    last
}
