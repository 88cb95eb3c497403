//! Merging columns pair by pair, the cheapest pair first: the successive orthogonal decomposition
//! algorithm (SODA; De Handschutter's thesis, algorithm 13).
//!
//! The thesis finds the cheapest pair by comparing all. Everything that a merge needs are inner
//! products, and those of α x_i + β x_j are a combination of two rows: so the Gram matrix, one
//! product, is all that is ever read of the data, and a merge changes n pairs. Each column keeps its
//! cheapest partner among those after it. A column whose partner went keeps the old error, which
//! bounds the new one from below, and is searched again only when that bound is the least of all
//! (Müllner's generic algorithm, 2011), which a tree of winners tells.
//!
//! Most columns are never searched again, and then once. Where partners go in rows (columns that are
//! at right angles, each shorter than the one before it: every merge takes the partner of all), a
//! column that has been searched once in a call gets a heap of its partners (Day and Edelsbrunner,
//! 1984), in which changed pairs are put anew. So a call of k merges takes O(n (n + k) log n), and O(n²) where few heaps are needed;
//! merging all, with a share of what is left in each call, O(n² log n).

use super::candidates::{Candidate, Candidates};
use super::pair::{Merged, merged, merging_error};
use super::tournament::Tournament;
use crate::simd::dispatch;
use crate::threads::parallel_chunks;
use crate::{Real, has_shape};

/// What merging knows between two rounds; one entry for each column.
pub struct MergeState<'a, T> {
    /// ‖w‖² of the column, as merged so far.
    pub norms: &'a mut [T],
    /// The error of merging with the cheapest partner, or a bound below it.
    pub errors: &'a mut [T],
    /// That partner; n where it must be searched, n + 1 where none is left.
    pub partners: &'a mut [u32],
    /// The cluster that the column is in, by its lowest column.
    pub clusters: &'a mut [u32],
    /// The column's entry in its row of H, whose rows have length one.
    pub weights: &'a mut [T],
}

/// Rows for one thread.
const ROWS: usize = 32;

/// Sets the state up for columns with this Gram matrix (`n` x `n`): each is a cluster of its own.
pub fn merge_start<T: Real>(n: usize, gram: &[T], state: MergeState<'_, T>) {
    state.check(n, gram);
    let MergeState {
        norms,
        errors,
        partners,
        clusters,
        weights,
    } = state;
    weights.fill(T::ONE);
    for i in 0..n {
        norms[i] = gram[i * n + i];
        clusters[i] = i as u32;
    }
    let mut found = vec![(T::ZERO, 0); n];
    parallel_chunks(&mut found, ROWS, |part, found| {
        for (i, found) in (part * ROWS..).zip(found) {
            *found = cheapest_partner(i, &gram[i * n..][..n], norms, clusters);
        }
    });
    for (i, (error, partner)) in found.into_iter().enumerate() {
        (errors[i], partners[i]) = (error, partner);
    }
}

/// Merges `count` times the two clusters for which ½‖X − W H‖² grows least (the lowest ones of equal
/// pairs); returns by how much it grew. There must be more than `count` clusters.
///
/// The rows of `gram` become those of the merged columns. A cluster goes by its lowest column.
pub fn merge_pairs<T: Real>(n: usize, gram: &mut [T], state: MergeState<'_, T>, count: usize) -> T {
    state.check(n, gram);
    let mut merging = Merging::new(n, gram, state);
    let mut growth = T::ZERO;
    for _ in 0..count {
        let i = merging.cheapest();
        growth += merging.state.errors[i];
        merging.join(i, merging.state.partners[i] as usize);
    }
    growth
}

impl<T: Real> MergeState<'_, T> {
    fn check(&self, n: usize, gram: &[T]) {
        assert!(has_shape(gram, n, n) && n < u32::MAX as usize - 1);
        assert!(self.norms.len() == n && self.errors.len() == n && self.partners.len() == n);
        assert!(self.clusters.len() == n && self.weights.len() == n);
        assert!(self.clusters.iter().all(|&cluster| (cluster as usize) < n));
    }

    /// Whether the column stands for a cluster.
    fn alive(&self, i: usize) -> bool {
        self.clusters[i] as usize == i
    }

    /// The error that a column takes part with in the choice of a pair.
    fn bound(&self, i: usize) -> Option<T> {
        let partnered = self.alive(i) && self.partners[i] as usize <= self.partners.len();
        partnered.then(|| self.errors[i])
    }
}

struct Merging<'a, T> {
    n: usize,
    gram: &'a mut [T],
    state: MergeState<'a, T>,
    /// The errors of all columns with a partner.
    bounds: Tournament<T>,
    /// How often each column has been merged in this call.
    merges: Vec<u32>,
    /// What is known of the partners of each column.
    partners: Vec<Search<T>>,
}

/// How far the partners of a column have been looked through in this call, as they are now.
enum Search<T> {
    Never,
    Once,
    Heap(Candidates<T>),
}

impl<'a, T: Real> Merging<'a, T> {
    fn new(n: usize, gram: &'a mut [T], state: MergeState<'a, T>) -> Self {
        Self {
            bounds: Tournament::new((0..n).map(|i| state.bound(i))),
            merges: vec![0; n],
            partners: (0..n).map(|_| Search::Never).collect(),
            n,
            gram,
            state,
        }
    }

    /// The first column of the cheapest pair, whose partner is then known.
    fn cheapest(&mut self) -> usize {
        loop {
            let best = self.bounds.winner();
            let partner = self.state.partners[best] as usize;
            assert!(self.state.alive(best) && partner <= self.n, "two clusters");
            if partner < self.n {
                return best;
            }
            self.search(best);
        }
    }

    /// Finds the partner of column i again: the first time one by one, then in a heap.
    fn search(&mut self, i: usize) {
        match self.partners[i] {
            Search::Never => {
                self.look_through(i);
                self.partners[i] = Search::Once;
                return;
            }
            Search::Once => self.partners[i] = Search::Heap(self.candidates(i)),
            Search::Heap(ref candidates) if candidates.len() > 2 * self.n => {
                self.partners[i] = Search::Heap(self.candidates(i));
            }
            Search::Heap(_) => {}
        }
        let (state, merges) = (&self.state, &self.merges);
        let valid = |candidate: &Candidate<T>| {
            let j = candidate.partner as usize;
            state.alive(j) && merges[j] == candidate.merges
        };
        let Search::Heap(candidates) = &mut self.partners[i] else {
            unreachable!("made above")
        };
        let none = (T::MAX, self.n as u32 + 1);
        let found = candidates.cheapest(valid);
        self.settle(i, found.map_or(none, |found| (found.error, found.partner)));
    }

    fn look_through(&mut self, i: usize) {
        let row = &self.gram[i * self.n..][..self.n];
        let found = cheapest_partner(i, row, self.state.norms, self.state.clusters);
        self.settle(i, found);
    }

    /// Column i has this error with this partner.
    fn settle(&mut self, i: usize, (error, partner): (T, u32)) {
        (self.state.errors[i], self.state.partners[i]) = (error, partner);
        self.bounds.set(i, self.state.bound(i));
    }

    /// All partners of column i, as they are now.
    fn candidates(&self, i: usize) -> Candidates<T> {
        let mut candidates = Vec::new();
        let row = &self.gram[i * self.n..][..self.n];
        for_each_partner(i, row, self.state.norms, self.state.clusters, |j, error| {
            candidates.push(Candidate {
                error,
                partner: j as u32,
                merges: self.merges[j],
            });
        });
        Candidates::new(candidates)
    }

    /// Column i becomes the cluster of both, column j is gone.
    fn join(&mut self, i: usize, j: usize) {
        assert!(i < j && self.state.alive(j));
        let Merged {
            first,
            second,
            norm_squared,
        } = merged(
            self.state.norms[i],
            self.state.norms[j],
            self.gram[i * self.n + j],
        );
        self.combine(i, j, first, second);
        self.state.norms[i] = norm_squared;
        self.gram[i * self.n + i] = norm_squared;
        let labels = self
            .state
            .clusters
            .iter_mut()
            .zip(self.state.weights.iter_mut());
        for (cluster, weight) in labels {
            if *cluster as usize == i {
                *weight *= first;
            } else if *cluster as usize == j {
                *weight *= second;
                *cluster = i as u32;
            }
        }
        self.merges[i] += 1;
        self.bounds.set(j, None);
        self.partners[j] = Search::Never;
        // Every pair of it is another one now.
        self.partners[i] = Search::Never;
        self.look_through(i);
        for k in 0..j {
            if k != i && self.state.alive(k) {
                self.update(k, i, j);
            }
        }
    }

    /// Row and column i of the Gram matrix ← those of α w_i + β w_j.
    fn combine(&mut self, i: usize, j: usize, first: T, second: T) {
        let n = self.n;
        let (head, tail) = self.gram.split_at_mut(j * n);
        let row = &mut head[i * n..][..n];
        for (x, &y) in row.iter_mut().zip(&tail[..n]) {
            *x = first * *x + second * y + T::ZERO;
        }
        for k in 0..n {
            self.gram[k * n + i] = self.gram[i * n + k];
        }
    }

    /// What row k knows after i and j became i.
    fn update(&mut self, k: usize, i: usize, j: usize) {
        let stale = self.n as u32;
        let partner = self.state.partners[k] as usize;
        if k > i {
            if partner == j {
                self.state.partners[k] = stale;
            }
            return;
        }
        let product = self.gram[i * self.n + k];
        let error = merging_error(self.state.norms[k], self.state.norms[i], product);
        let known = self.state.errors[k];
        let lower_index = partner < self.n && partner != j && i <= partner;
        if let Search::Heap(candidates) = &mut self.partners[k] {
            candidates.push(Candidate {
                error,
                partner: i as u32,
                merges: self.merges[i],
            });
        }
        if error < known || (error == known && lower_index) {
            self.settle(k, (error, i as u32));
        } else if partner == i || partner == j {
            self.state.partners[k] = stale;
        }
    }
}

/// The least error of merging column i with a cluster after it, and the lowest such cluster.
fn cheapest_partner<T: Real>(i: usize, row: &[T], norms: &[T], clusters: &[u32]) -> (T, u32) {
    let n = row.len();
    let mut least = (T::MAX, n as u32 + 1);
    for_each_partner(i, row, norms, clusters, |j, error| {
        if error < least.0 || least.1 as usize > n {
            least = (error, j as u32);
        }
    });
    least
}

/// Calls `partner(j, error)` for the clusters after column i.
#[inline(always)]
fn for_each_partner<T: Real>(
    i: usize,
    row: &[T],
    norms: &[T],
    clusters: &[u32],
    mut partner: impl FnMut(usize, T),
) {
    let n = row.len();
    let mut errors = [T::ZERO; STRETCH];
    for first in (i + 1..n).step_by(STRETCH) {
        let range = first..n.min(first + STRETCH);
        let errors = &mut errors[..range.len()];
        errors_of(norms[i], &norms[range.clone()], &row[range.clone()], errors);
        for (j, &error) in range.zip(errors.iter()) {
            if clusters[j] as usize == j {
                partner(j, error);
            }
        }
    }
}

/// Errors that are worked out side by side.
const STRETCH: usize = 256;

dispatch! {
    fn errors_of<T: Real>(norm: T, norms: &[T], products: &[T], errors: &mut [T]) {
        for ((error, &other), &product) in errors.iter_mut().zip(norms).zip(products) {
            *error = merging_error(norm, other, product);
        }
    }
}
