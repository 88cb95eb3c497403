//! At most k entries that are not 0: the k largest magnitudes stay, the first among equals.

use std::cmp::Ordering;

use super::Projection;
use super::elementwise::project_chunk;
use crate::Real;

/// Projects every lane; 1 <= `k` <= `length`.
pub(super) fn project_tile<T: Real>(k: usize, length: usize, width: usize, tile: &mut [T]) {
    project_chunk(Projection::None, tile);
    if k == length {
        return;
    }
    let mut entries: Vec<(T, u32)> = Vec::with_capacity(length);
    for lane in 0..width {
        entries.clear();
        let column = tile.iter().skip(lane).step_by(width);
        entries.extend(column.zip(0..).map(|(y, i)| (y.abs(), i)));
        // The order is total: which entries come before the k-th does not depend on how it is found.
        entries.select_nth_unstable_by(k - 1, before);
        for (_, i) in &entries[k..] {
            tile[*i as usize * width + lane] = T::ZERO;
        }
    }
}

/// Larger magnitudes first, then lower indices. What is not a number comes last.
fn before<T: Real>(a: &(T, u32), b: &(T, u32)) -> Ordering {
    let is_number = |x: T| x >= T::ZERO;
    if a.0 > b.0 {
        Ordering::Less
    } else if a.0 < b.0 {
        Ordering::Greater
    } else {
        is_number(b.0).cmp(&is_number(a.0)).then(a.1.cmp(&b.1))
    }
}
