//! Grouping columns of the data, dense or, for k-means, sparse. Labels lie in a matrix like everything
//! else: whole numbers.

use deepmf_kernels::Real;
use deepmf_kernels::cluster::{self, MergeState};

use crate::any_matrix::AnyMatrix;
use crate::error::{Error, Result};
use crate::slab::{self, by_precision};

/// One draw of k-means++: the index of the column of x that becomes column `count` of the centroids.
///
/// distances (1 x n) carries the squared distance to the nearest centroid from one draw to the next;
/// `chance` in [0, 1] decides.
pub fn seed_centroid(
    centroids: u32,
    distances: u32,
    x: u32,
    count: u32,
    chance: f64,
) -> Result<u32> {
    let (centroids, distances) = (slab::find(centroids)?, slab::find(distances)?);
    let x = AnyMatrix::find(x)?;
    let (k, (m, n)) = (centroids.cols, x.shape());
    centroids.expect_shape("centroids", m, k)?;
    distances.expect_entries("distances", n)?;
    if count as usize >= k {
        return Err(Error::argument(format!(
            "there are {count} centroids already, and room for {k}"
        )));
    }
    if n == 0 || !(0.0..=1.0).contains(&chance) {
        return Err(Error::argument(format!(
            "chance is a number from 0 to 1 and x has a column; received {chance} and {n} columns"
        )));
    }
    by_precision!(centroids, T => {
        let (mut centroids, mut distances) = (centroids.write::<T>()?, distances.write::<T>()?);
        let x_read = x.read::<T>()?;
        let count = count as usize;
        Ok(cluster::seed_centroid(x_read.points((m, n)), k, count, chance, &mut centroids, &mut distances))
    })
}

/// labels (1 x n) = the nearest centroid (a column) of each column of x, distances = the squared
/// distance to it. Returns how many labels changed.
pub fn nearest_centroids(labels: u32, distances: u32, x: u32, centroids: u32) -> Result<u32> {
    let (labels, distances) = (slab::find(labels)?, slab::find(distances)?);
    let (x, centroids) = (AnyMatrix::find(x)?, slab::find(centroids)?);
    let (k, (m, n)) = (centroids.cols, x.shape());
    centroids.expect_shape("centroids", m, k)?;
    labels.expect_entries("labels", n)?;
    distances.expect_entries("distances", n)?;
    expect_countable("centroids", k)?;
    by_precision!(labels, T => {
        let (mut labels, mut distances) = (labels.write::<T>()?, distances.write::<T>()?);
        let (x_read, centroids) = (x.read::<T>()?, centroids.read::<T>()?);
        // Labels from before are only compared with; any number will do.
        let mut indices: Vec<u32> =
            labels.iter().map(|&label| index(label).unwrap_or(u32::MAX)).collect();
        let changed = cluster::nearest_centroids(
            x_read.points((m, n)), k, &centroids, &mut indices, &mut distances,
        );
        write_indices(&indices, &mut labels);
        Ok(changed)
    })
}

/// centroids = the mean of the columns of x with each label, or their sum at unit length. Empty
/// clusters take the farthest columns first, which changes labels and distances. Returns how many did.
pub fn cluster_means(
    centroids: u32,
    labels: u32,
    distances: u32,
    x: u32,
    unit: bool,
) -> Result<u32> {
    let (centroids, labels) = (slab::find(centroids)?, slab::find(labels)?);
    let (distances, x) = (slab::find(distances)?, AnyMatrix::find(x)?);
    let (k, (m, n)) = (centroids.cols, x.shape());
    centroids.expect_shape("centroids", m, k)?;
    labels.expect_entries("labels", n)?;
    distances.expect_entries("distances", n)?;
    expect_countable("centroids", k)?;
    by_precision!(centroids, T => {
        let (mut centroids, mut labels) = (centroids.write::<T>()?, labels.write::<T>()?);
        let (mut distances, x_read) = (distances.write::<T>()?, x.read::<T>()?);
        let mut indices = read_indices(&labels, "labels", k)?;
        let filled = cluster::cluster_means(
            x_read.points((m, n)), k, unit, &mut centroids, &mut indices, &mut distances,
        );
        write_indices(&indices, &mut labels);
        Ok(filled)
    })
}

/// x ≈ w h with w (m x 2) and h (2 x n) nonnegative; returns the square of the largest singular value
/// of x.
pub fn rank_two(w: u32, h: u32, x: u32, sweeps: u32) -> Result<f64> {
    let (w, h, x) = (slab::find(w)?, slab::find(h)?, slab::find(x)?);
    w.expect_shape("w", x.rows, 2)?;
    h.expect_shape("h", 2, x.cols)?;
    by_precision!(w, T => {
        let (mut w, mut h) = (w.write::<T>()?, h.write::<T>()?);
        let x_read = x.read::<T>()?;
        Ok(cluster::rank_two(x.rows, x.cols, &x_read, sweeps as usize, &mut w, &mut h).to_f64())
    })
}

/// labels (1 x n) = 0 or 1: the two sides of the best cut between the columns of h (2 x n). Returns
/// the threshold, or -1 where there is none to be cut.
pub fn split_by_ratio(labels: u32, h: u32) -> Result<f64> {
    let (labels, h) = (slab::find(labels)?, slab::find(h)?);
    h.expect_shape("h", 2, h.cols)?;
    labels.expect_entries("labels", h.cols)?;
    by_precision!(labels, T => {
        let mut labels = labels.write::<T>()?;
        let mut indices = vec![0; h.cols];
        let threshold = cluster::split_by_ratio(h.cols, &h.read::<T>()?, &mut indices);
        write_indices(&indices, &mut labels);
        Ok(threshold.unwrap_or(-1.0))
    })
}

/// Sets up what merging columns with this Gram matrix (n x n) knows: state (5 x n) has a row each for
/// squared norms, errors, partners, clusters and weights.
pub fn merge_start(state: u32, gram: u32) -> Result<()> {
    let (state, gram) = (slab::find(state)?, slab::find(gram)?);
    let n = gram.cols;
    gram.expect_square("gram")?;
    state.expect_shape("state", 5, n)?;
    expect_countable("gram", n)?;
    by_precision!(state, T => {
        let (mut state, gram) = (state.write::<T>()?, gram.read::<T>()?);
        let (mut partners, mut clusters) = (vec![0; n], vec![0; n]);
        cluster::merge_start(n, &gram, parts(n, &mut state, &mut partners, &mut clusters));
        write_indices(&partners, &mut state[2 * n..3 * n]);
        write_indices(&clusters, &mut state[3 * n..4 * n]);
        Ok(())
    })
}

/// Merges `count` times the cheapest two clusters; returns by how much ½‖x − w h‖² grew. The rows of
/// gram become those of the merged columns.
pub fn merge_pairs(gram: u32, state: u32, count: u32) -> Result<f64> {
    let (gram, state) = (slab::find(gram)?, slab::find(state)?);
    let n = gram.cols;
    gram.expect_square("gram")?;
    state.expect_shape("state", 5, n)?;
    expect_countable("gram", n)?;
    by_precision!(gram, T => {
        let (mut gram, mut state) = (gram.write::<T>()?, state.write::<T>()?);
        let mut partners = read_indices(&state[2 * n..3 * n], "partners", n + 2)?;
        let mut clusters = read_indices(&state[3 * n..4 * n], "clusters", n)?;
        check_clusters(&partners, &clusters, count as usize)?;
        let parts = parts(n, &mut state, &mut partners, &mut clusters);
        let growth = cluster::merge_pairs(n, &mut gram, parts, count as usize);
        write_indices(&partners, &mut state[2 * n..3 * n]);
        write_indices(&clusters, &mut state[3 * n..4 * n]);
        Ok(growth.to_f64())
    })
}

fn parts<'a, T: Real>(
    n: usize,
    state: &'a mut [T],
    partners: &'a mut [u32],
    clusters: &'a mut [u32],
) -> MergeState<'a, T> {
    let (norms, rest) = state.split_at_mut(n);
    let (errors, rest) = rest.split_at_mut(n);
    let weights = &mut rest[2 * n..];
    MergeState {
        norms,
        errors,
        partners,
        clusters,
        weights,
    }
}

/// Whether the numbers are such as merging leaves them, with more than `count` clusters.
fn check_clusters(partners: &[u32], clusters: &[u32], count: usize) -> Result<()> {
    let n = clusters.len();
    let alive = |i: usize| clusters[i] as usize == i;
    let last = (0..n).rev().find(|&i| alive(i));
    let sound = |i: usize| {
        let (partner, cluster) = (partners[i] as usize, clusters[i] as usize);
        if !alive(i) {
            return cluster < i && alive(cluster);
        }
        match partner {
            partner if partner < n => i < partner && alive(partner),
            partner => partner == n || Some(i) == last,
        }
    };
    if !(0..n).all(sound) {
        return Err(Error::argument(
            "state is not what merging left".to_string(),
        ));
    }
    let living = (0..n).filter(|&i| alive(i)).count();
    if count > 0 && count >= living {
        return Err(Error::argument(format!(
            "{living} clusters cannot be merged {count} times"
        )));
    }
    Ok(())
}

/// Whole numbers up to this one are exact in float32 too.
const LARGEST_INDEX: usize = 1 << 24;

fn expect_countable(role: &str, count: usize) -> Result<()> {
    if (1..LARGEST_INDEX).contains(&count) {
        return Ok(());
    }
    Err(Error::argument(format!(
        "{role} has {count} columns, expected 1 to {}",
        LARGEST_INDEX - 1
    )))
}

/// The whole number that an entry is.
fn index<T: Real>(entry: T) -> Option<u32> {
    let value = entry.to_f64();
    let whole = (0.0..=LARGEST_INDEX as f64 + 1.0).contains(&value) && value.trunc() == value;
    whole.then_some(value as u32)
}

fn read_indices<T: Real>(entries: &[T], role: &str, end: usize) -> Result<Vec<u32>> {
    let read = |&entry: &T| {
        index(entry)
            .filter(|&index| (index as usize) < end)
            .ok_or_else(|| {
                Error::argument(format!("{role} holds {entry}, expected 0 to {}", end - 1))
            })
    };
    entries.iter().map(read).collect()
}

fn write_indices<T: Real>(indices: &[u32], entries: &mut [T]) {
    for (entry, &index) in entries.iter_mut().zip(indices) {
        *entry = T::from_f64(f64::from(index));
    }
}
