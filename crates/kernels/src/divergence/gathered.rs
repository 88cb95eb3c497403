//! What A is at the stored entries of some columns, one column a lane.
//!
//! A tile has columns with about as many entries as one another; the numbers of A that they meet are
//! gathered lane by lane, so that the sums of each column stay one accumulator in order while all
//! lanes run at once. Missing entries are zeros, which change no sum.

use super::stored_steps::{add_multiple, weighted};
use crate::simd::vector::ask_for;
use crate::sparse::Compressed;
use crate::tile::{Buffer, ordered_sums};
use crate::{PANEL, Real, simd};

/// Lanes of a tile.
pub(super) const LANES: usize = 8;

/// Numbers of A that a tile may keep: read in order they may lie in the third-level cache.
const KEPT: usize = 1 << 19;

/// So many entries ahead the rows of A are asked for: they lie anywhere.
const AHEAD: usize = 3;

/// A in both orders.
#[derive(Clone, Copy)]
pub(super) struct BothOrders<'a, T> {
    /// length x rank.
    pub(super) tall: &'a [T],
    /// rank x length; nothing where every tile keeps its columns.
    pub(super) wide: &'a [T],
    pub(super) rank: usize,
}

/// A at the entries of one tile.
pub(super) struct Gathered<'a, T> {
    basis: BothOrders<'a, T>,
    /// Where the entries are.
    places: Compressed<'a, T>,
    members: Vec<u32>,
    /// The most entries of a member.
    depth: usize,
    /// What the columns of A are at the entries, one after another where they are kept; else the
    /// one in hand.
    a: Buffer<T>,
    kept: bool,
    /// The rows of A that one entry of each lane meets.
    rows: Buffer<T>,
    panel: Buffer<T>,
}

impl<'a, T: Real> Gathered<'a, T> {
    /// For tiles of columns with at most `depth` entries.
    pub(super) fn new(basis: BothOrders<'a, T>, places: Compressed<'a, T>, depth: usize) -> Self {
        let room = (depth * basis.rank * LANES).min(KEPT);
        Self {
            basis,
            places,
            members: Vec::with_capacity(LANES),
            depth: 0,
            a: Buffer::new(room.max(depth * LANES)),
            kept: false,
            rows: Buffer::new(basis.rank * LANES),
            panel: Buffer::new(depth * LANES),
        }
    }

    /// Goes on with these columns.
    pub(super) fn set(&mut self, members: &[u32]) {
        let BothOrders { tall, rank, .. } = self.basis;
        self.members.clear();
        self.members.extend_from_slice(members);
        let lane = |l: usize| {
            let column = members.get(l);
            column.map_or(&[][..], |&j| self.places.line(j as usize).0)
        };
        let columns: [&[u32]; LANES] = core::array::from_fn(lane);
        let depth = columns.iter().map(|indices| indices.len()).max();
        self.depth = depth.unwrap_or(0);
        self.kept = keeps(self.depth, rank);
        if !self.kept {
            return;
        }
        let interleave = T::kernel(simd::current()).interleave;
        let length = self.length();
        for e in 0..self.depth {
            for (indices, row) in columns.iter().zip(self.rows.chunks_exact_mut(rank)) {
                if let Some(&i) = indices.get(e + AHEAD) {
                    ask_for(&tall[i as usize * rank..][..rank]);
                }
                match indices.get(e) {
                    Some(&i) => row.copy_from_slice(&tall[i as usize * rank..][..rank]),
                    None => row.fill(T::ZERO),
                }
            }
            let to = &mut self.a[e * LANES..(rank - 1) * length + (e + 1) * LANES];
            // SAFETY: the set in use is there; `rows` has LANES rows of `rank` numbers, and `to`
            // as many lines of LANES, `length` apart.
            unsafe {
                interleave(
                    LANES,
                    rank,
                    self.rows.as_ptr(),
                    rank,
                    to.as_mut_ptr(),
                    length,
                );
            }
        }
    }

    /// Numbers of a buffer that has one for each entry of each lane.
    pub(super) fn length(&self) -> usize {
        self.depth * LANES
    }

    /// All columns of A at the entries where every sum is of one panel, so that one pass does all.
    pub(super) fn small(&self) -> Option<&[T]> {
        let small = self.kept && self.depth <= PANEL && self.basis.rank <= PANEL;
        small.then(|| &self.a[..self.length() * self.basis.rank])
    }

    /// v ← A h, one column of A after another.
    pub(super) fn products(&mut self, h: &[T], v: &mut [T]) {
        let length = self.length();
        v.fill(T::ZERO);
        let mut sums = core::mem::replace(&mut self.panel, Buffer::new(0));
        for start in (0..self.basis.rank).step_by(PANEL) {
            let sums = &mut sums[..length];
            sums.fill(T::ZERO);
            for k in start..self.basis.rank.min(start + PANEL) {
                add_multiple(self.column(k), &h[k * LANES..(k + 1) * LANES], sums);
            }
            for (v, sum) in v.iter_mut().zip(&*sums) {
                *v += *sum;
            }
        }
        self.panel = sums;
    }

    /// out ← Aᵀ q.
    pub(super) fn back(&mut self, q: &[T], out: &mut [T]) {
        let depth = self.depth;
        for (k, out) in out.chunks_exact_mut(LANES).enumerate() {
            let a = self.column(k);
            ordered_sums(depth, out, |from, to, sums| {
                let rows = from * LANES..to * LANES;
                weighted(&a[rows.clone()], &q[rows], sums);
            });
        }
    }

    /// Column k of A at the entries; made there unless it is kept.
    pub(super) fn column(&mut self, k: usize) -> &[T] {
        let length = self.length();
        if self.kept {
            return &self.a[k * length..][..length];
        }
        let height = self.places.cols();
        let column = &self.basis.wide[k * height..][..height];
        let a = &mut self.a[..length];
        a.fill(T::ZERO);
        for (lane, &j) in self.members.iter().enumerate() {
            let (indices, _) = self.places.line(j as usize);
            for (a, &i) in a.chunks_exact_mut(LANES).zip(indices) {
                a[lane] = column[i as usize];
            }
        }
        a
    }
}

/// Whether a tile of columns with so many entries keeps what A is there.
pub(super) fn keeps(depth: usize, rank: usize) -> bool {
    depth * rank * LANES <= KEPT
}

/// The most entries of a column.
pub(super) fn most_entries<T: Real>(lines: Compressed<'_, T>) -> usize {
    let count = |j: usize| lines.line(j).0.len();
    (0..lines.rows()).map(count).max().unwrap_or(0)
}

/// The columns by the number of their entries, those with as many in their own order.
pub(super) fn by_count<T: Real>(lines: Compressed<'_, T>) -> Vec<u32> {
    let count = |j: usize| lines.line(j).0.len();
    let mut places = vec![0usize; most_entries(lines) + 2];
    for j in 0..lines.rows() {
        places[count(j) + 1] += 1;
    }
    for i in 1..places.len() {
        places[i] += places[i - 1];
    }
    let mut order = vec![0u32; lines.rows()];
    for j in 0..lines.rows() {
        let place = &mut places[count(j)];
        order[*place] = j as u32;
        *place += 1;
    }
    order
}
