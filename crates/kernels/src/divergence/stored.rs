//! Kullback-Leibler on the stored entries of some columns of a sparse matrix.
//!
//! Where x is zero the divergence is v: those entries are in the sums of A, and A h is made at the
//! stored entries only. A tile has columns with about as many entries as one another, one a lane;
//! the numbers of A that they meet are gathered lane by lane, so that the sums of each column stay
//! one accumulator in order while all lanes run at once. Missing entries are zeros, which change no
//! sum.

use super::stored_steps::{
    apply, coordinate, gradient, move_values, ratios, slope, sweep, weighted,
};
use crate::sparse::Compressed;
use crate::tile::{Buffer, ordered_sums};
use crate::{PANEL, Real};

/// Lanes of a tile.
pub(super) const LANES: usize = 8;

/// Numbers of A that a tile may keep: read in order they may lie in the third-level cache.
const KEPT: usize = 1 << 19;

/// The columns, and A in both orders.
#[derive(Clone, Copy)]
pub(super) struct Entries<'a, T> {
    pub(super) lines: Compressed<'a, T>,
    /// length x rank.
    pub(super) tall: &'a [T],
    /// rank x length.
    pub(super) wide: &'a [T],
    /// Σ of the columns of A.
    pub(super) sums: &'a [T],
    pub(super) floor: T,
}

/// One tile of columns.
pub(super) struct StoredTile<'a, T> {
    entries: Entries<'a, T>,
    members: Vec<u32>,
    /// The most entries of a member.
    depth: usize,
    pub(super) h: Buffer<T>,
    num: Buffer<T>,
    /// Entry after entry: the data, and A h + floor.
    x: Buffer<T>,
    v: Buffer<T>,
    /// What the columns of A are at the entries, one after another where they are kept; else the
    /// one in hand.
    a: Buffer<T>,
    kept: bool,
    zeros: Buffer<T>,
}

impl<'a, T: Real> StoredTile<'a, T> {
    /// For tiles of columns with at most `depth` entries.
    pub(super) fn new(entries: Entries<'a, T>, depth: usize) -> Self {
        let rank = entries.sums.len();
        let room = (depth * rank * LANES).min(KEPT);
        Self {
            entries,
            members: Vec::with_capacity(LANES),
            depth: 0,
            h: Buffer::new(rank * LANES),
            num: Buffer::new(rank * LANES),
            x: Buffer::new(depth * LANES),
            v: Buffer::new(depth * LANES),
            a: Buffer::new(room.max(depth * LANES)),
            kept: false,
            zeros: Buffer::new(rank),
        }
    }

    /// Goes on with these columns.
    pub(super) fn set(&mut self, members: &[u32]) {
        let Entries { lines, tall, .. } = self.entries;
        let rank = self.rank();
        self.members.clear();
        self.members.extend_from_slice(members);
        let empty = (&[][..], &[][..]);
        let lane = |l: usize| members.get(l).map_or(empty, |&j| lines.line(j as usize));
        let columns: [(&[u32], &[T]); LANES] = core::array::from_fn(lane);
        let depth = columns.iter().map(|(indices, _)| indices.len()).max();
        self.depth = depth.unwrap_or(0);
        self.kept = self.depth * rank * LANES <= KEPT;
        let x = self.x.chunks_exact_mut(LANES).take(self.depth);
        for (e, x) in x.enumerate() {
            for (x, (_, values)) in x.iter_mut().zip(&columns) {
                *x = values.get(e).copied().unwrap_or(T::ZERO);
            }
            if self.kept {
                let row = |(indices, _): (&[u32], _)| match indices.get(e) {
                    Some(&i) => &tall[i as usize * rank..][..rank],
                    None => &self.zeros[..rank],
                };
                interleave(
                    columns.map(row),
                    self.depth * LANES,
                    &mut self.a[e * LANES..],
                );
            }
        }
    }

    /// `passes` multiplicative updates of h.
    pub(super) fn multiply(&mut self, passes: usize) {
        let length = self.depth * LANES;
        for _ in 0..passes {
            if self.is_small() {
                let Entries { sums, floor, .. } = self.entries;
                let a = &self.a[..length * sums.len()];
                let (x, v) = (&self.x[..length], &mut self.v[..length]);
                gradient(a, x, v, &self.h, &mut self.num, floor);
            } else {
                self.products();
                let (x, v) = (&self.x[..length], &mut self.v[..length]);
                ratios(x, v);
                for k in 0..self.rank() {
                    let at = self.column(k);
                    let (a, q) = (&self.a[at..][..length], &self.v[..length]);
                    let num = &mut self.num[k * LANES..(k + 1) * LANES];
                    ordered_sums(self.depth, num, |from, to, sums| {
                        let rows = from * LANES..to * LANES;
                        weighted(&a[rows.clone()], &q[rows], sums);
                    });
                }
            }
            apply(self.entries.sums, &self.num, &mut self.h);
        }
    }

    /// `sweeps` sweeps of scalar Newton steps over h, one coordinate after another.
    pub(super) fn descend(&mut self, sweeps: usize) {
        let Entries { sums, floor, .. } = self.entries;
        let length = self.depth * LANES;
        if self.is_small() {
            let a = &self.a[..length * sums.len()];
            let (x, v) = (&self.x[..length], &mut self.v[..length]);
            sweep(a, x, v, &mut self.h, sums, floor, sweeps);
            return;
        }
        self.products();
        for _ in 0..sweeps {
            for (k, &sum) in sums.iter().enumerate() {
                let at = self.column(k);
                let (a, x) = (&self.a[at..][..length], &self.x[..length]);
                let v = &mut self.v[..length];
                let mut slopes = [T::ZERO; 2 * LANES];
                ordered_sums(self.depth, &mut slopes, |from, to, sums| {
                    let rows = from * LANES..to * LANES;
                    slope(&a[rows.clone()], &x[rows.clone()], &v[rows], sums);
                });
                let moved = coordinate(sum, &slopes, &mut self.h[k * LANES..(k + 1) * LANES]);
                move_values(a, &moved, floor, v);
            }
        }
    }

    /// v ← A h + floor, one column of A after another.
    fn products(&mut self) {
        let length = self.depth * LANES;
        self.v[..length].fill(T::ZERO);
        let mut sums = Buffer::new(length);
        for start in (0..self.rank()).step_by(PANEL) {
            sums.fill(T::ZERO);
            for k in start..self.rank().min(start + PANEL) {
                let at = self.column(k);
                let h: [T; LANES] = core::array::from_fn(|l| self.h[k * LANES + l]);
                super::stored_steps::add_multiple(&self.a[at..][..length], &h, &mut sums);
            }
            for (v, sum) in self.v.iter_mut().zip(&*sums) {
                *v += *sum;
            }
        }
        let floor = self.entries.floor;
        for v in &mut self.v[..length] {
            *v += floor;
        }
    }

    /// Where column k of A at the entries lies in `a`; made there unless it is kept.
    fn column(&mut self, k: usize) -> usize {
        if self.kept {
            return k * self.depth * LANES;
        }
        let Entries { lines, wide, .. } = self.entries;
        let column = &wide[k * lines.cols()..][..lines.cols()];
        let a = &mut self.a[..self.depth * LANES];
        a.fill(T::ZERO);
        for (lane, &j) in self.members.iter().enumerate() {
            let (indices, _) = lines.line(j as usize);
            for (a, &i) in a.chunks_exact_mut(LANES).zip(indices) {
                a[lane] = column[i as usize];
            }
        }
        0
    }

    fn rank(&self) -> usize {
        self.entries.sums.len()
    }

    /// Whether every sum is of one panel, so that one pass over `a` does all.
    fn is_small(&self) -> bool {
        self.kept && self.depth <= PANEL && self.rank() <= PANEL
    }
}

/// Number k of each row to the lanes of row k of `to`, whose rows are `stride` apart.
#[inline(always)]
fn interleave<T: Real>(rows: [&[T]; LANES], stride: usize, to: &mut [T]) {
    let length = rows[0].len();
    let rows = rows.map(|row| &row[..length]);
    for (k, to) in to.chunks_mut(stride).take(length).enumerate() {
        let to = &mut to[..LANES];
        for l in 0..LANES {
            to[l] = rows[l][k];
        }
    }
}

/// The columns by the number of their entries, those with as many in their own order.
pub(super) fn by_count<T: Real>(lines: Compressed<'_, T>) -> Vec<u32> {
    let count = |j: usize| lines.line(j).0.len();
    let most = (0..lines.rows()).map(count).max().unwrap_or(0);
    let mut places = vec![0usize; most + 2];
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
