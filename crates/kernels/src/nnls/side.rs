//! Problems with one Gram matrix: every column (or row) of F is a problem of its own, and a tile of
//! them stays in cache for all of its inner steps.

use crate::Real;
use crate::project::Along;
use crate::threads::threads;
use crate::tile::{Buffer, MAX_LANES, Vectors, VectorsMut, for_each_tile};

/// Bytes of the gathered vectors of F and B.
const GATHERED_BYTES: usize = 128 << 10;

/// On which side of F the Gram matrix stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// P F: the columns of F are independent.
    Left,
    /// F Q: the rows of F are independent.
    Right,
}

impl Side {
    /// The vectors that are independent.
    pub(super) fn along(self) -> Along {
        match self {
            Side::Left => Along::Columns,
            Side::Right => Along::Rows,
        }
    }
}

/// The shape of F, and which of its vectors are problems of their own.
#[derive(Clone, Copy)]
pub(super) struct Problems {
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) side: Side,
}

impl Problems {
    /// The unknowns of each.
    pub(super) fn length(self) -> usize {
        match self.side {
            Side::Left => self.rows,
            Side::Right => self.columns,
        }
    }

    /// How many there are.
    pub(super) fn count(self) -> usize {
        match self.side {
            Side::Left => self.columns,
            Side::Right => self.rows,
        }
    }

    /// How many vectors to gather at a time where `own` are worked on: long stretches of memory, but
    /// no more than the second level of cache holds, nor than leave something to each thread.
    pub(super) fn gathered<T: Real>(self, own: usize) -> usize {
        let fitting = GATHERED_BYTES / (2 * self.length() * size_of::<T>()).max(1);
        let share = self.count().div_ceil(threads());
        let most = share.min(fitting.min(MAX_LANES) / own * own);
        most.next_multiple_of(own).max(own)
    }

    /// Calls `solve(workspace, f, b, used)` for tiles of `width` vectors of F and B, and keeps what
    /// it makes of those of F. Only the first `used` lanes have a vector, the others are zero.
    pub(super) fn for_each_tile<T: Real, W>(
        self,
        width: usize,
        f: &mut [T],
        b: &[T],
        workspace: impl Fn() -> W + Sync,
        solve: impl Fn(&mut W, &mut [T], &[T], usize) + Sync,
    ) {
        let (length, along) = (self.length(), self.side.along());
        let b = Vectors::new(b, self.rows, self.columns, along);
        let f = VectorsMut::new(f, self.rows, self.columns, along);
        let buffer = || Buffer::new(length * width);
        let tiles = || (workspace(), buffer(), buffer());
        for_each_tile(
            self.count(),
            width,
            tiles,
            |(work, f_tile, b_tile), first, used| {
                b.gather(first, used, width, b_tile);
                // SAFETY: every vector belongs to one tile, and every tile to one thread.
                unsafe { f.gather(first, used, width, f_tile) };
                solve(work, f_tile, b_tile, used);
                // SAFETY: as above.
                unsafe { f.scatter(first, used, width, f_tile) };
            },
        );
    }
}
