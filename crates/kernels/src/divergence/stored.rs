//! Divergences on the stored entries of some columns of a sparse matrix: of Kullback-Leibler, which
//! is v where x is zero, so that the other cells are in the sums of A; and of every divergence where
//! only stored cells count.

use super::beta::Beta;
use super::cells::Cells;
use super::gathered::{BothOrders, Gathered, LANES};
use super::ratio::{observed, parts};
use super::stored_steps::{coordinate, gradient, invert, move_values, slope, sweep};
use super::tile::multiply;
use super::update::add_to;
use crate::Real;
use crate::tile::{Buffer, ordered_sums};

/// What all tiles share.
#[derive(Clone, Copy)]
pub(super) struct Entries<'a, T> {
    pub(super) cells: Cells<'a, T>,
    /// Whether only these cells count; else the others are zeros, and the divergence is that of
    /// Kullback-Leibler.
    pub(super) alone: bool,
    pub(super) basis: BothOrders<'a, T>,
    /// Σ of the columns of A over all cells.
    pub(super) sums: &'a [T],
    pub(super) beta: Beta,
    pub(super) floor: T,
    /// The weight of the sum of the factor.
    pub(super) l1: T,
}

/// One tile of columns.
pub(super) struct StoredTile<'a, T> {
    entries: Entries<'a, T>,
    gathered: Gathered<'a, T>,
    pub(super) h: Buffer<T>,
    num: Buffer<T>,
    /// For β = 1 the sums of A under the weights of each lane, and the weight of a penalty.
    den: Buffer<T>,
    /// 1 / den for scalar Newton steps where β = 1.
    inverse: Buffer<T>,
    /// Entry after entry: the data, times the weights where β = 1; the weights; A h; m v^(β−1).
    x: Buffer<T>,
    weights: Buffer<T>,
    v: Buffer<T>,
    second: Buffer<T>,
}

impl<'a, T: Real> StoredTile<'a, T> {
    /// For tiles of columns with at most `depth` cells.
    pub(super) fn new(entries: Entries<'a, T>, depth: usize) -> Self {
        let matrix = || Buffer::new(entries.basis.rank * LANES);
        let when = |needed: bool| Buffer::new(if needed { depth * LANES } else { 0 });
        let mut den = matrix();
        for (lanes, sum) in den.chunks_exact_mut(LANES).zip(entries.sums) {
            // The squared error has no use for the sums: what is left of its slope is the penalty's part.
            let squared = entries.beta == Beta::Euclidean;
            lanes.fill(entries.l1 + if squared { T::ZERO } else { *sum });
        }
        let mut inverse = matrix();
        invert(&den, &mut inverse);
        Self {
            entries,
            gathered: Gathered::new(entries.basis, entries.cells.places(), depth),
            h: matrix(),
            num: matrix(),
            den,
            inverse,
            x: when(true),
            weights: when(entries.alone),
            v: when(true),
            second: when(entries.beta != Beta::KullbackLeibler),
        }
    }

    /// Goes on with these columns.
    pub(super) fn set(&mut self, members: &[u32]) {
        let Entries {
            cells, alone, beta, ..
        } = self.entries;
        self.gathered.set(members);
        let length = self.gathered.length();
        self.x[..length].fill(T::ZERO);
        if !alone {
            for (lane, &j) in members.iter().enumerate() {
                cells.each(j as usize, |e, x, _| self.x[e * LANES + lane] = x);
            }
            return;
        }
        self.weights[..length].fill(T::ZERO);
        for (lane, &j) in members.iter().enumerate() {
            cells.each(j as usize, |e, x, weight| {
                let at = e * LANES + lane;
                self.weights[at] = weight;
                self.x[at] = match beta {
                    Beta::KullbackLeibler => observed(x, weight),
                    _ => x,
                };
            });
        }
        if beta == Beta::KullbackLeibler {
            self.gathered.back(&self.weights[..length], &mut self.den);
            add_to(&mut self.den, self.entries.l1);
            invert(&self.den, &mut self.inverse);
        }
    }

    /// `passes` multiplicative updates of h.
    pub(super) fn multiply(&mut self, passes: usize, exponent: f64) {
        let Entries {
            beta, floor, l1, ..
        } = self.entries;
        let length = self.gathered.length();
        let constant = beta == Beta::KullbackLeibler;
        for _ in 0..passes {
            let (x, v) = (&self.x[..length], &mut self.v[..length]);
            match self.gathered.small() {
                Some(a) if constant => gradient(a, x, v, &self.h, &mut self.num, floor),
                _ => {
                    self.gathered.products(&self.h, v);
                    let weights = (!constant).then(|| &self.weights[..length]);
                    let second = if constant { 0 } else { length };
                    let second = &mut self.second[..second];
                    parts(beta, floor, x, weights, v, second);
                    self.gathered.back(v, &mut self.num);
                    if !constant {
                        self.gathered.back(second, &mut self.den);
                        add_to(&mut self.den, l1);
                    }
                }
            }
            multiply(exponent, &self.num, &self.den, &mut self.h);
        }
    }

    /// `sweeps` sweeps of scalar Newton steps over h, one coordinate after another; for β = 1 and 2.
    pub(super) fn descend(&mut self, sweeps: usize) {
        let Entries {
            beta, floor, alone, ..
        } = self.entries;
        let length = self.gathered.length();
        let squared = beta == Beta::Euclidean;
        let weights = if squared { length } else { 0 };
        let (x, v) = (&self.x[..length], &mut self.v[..length]);
        let weights = &self.weights[..weights];
        if length == 0 {
            // Zeros alone, or nothing that is known.
            if !alone || self.entries.l1 > T::ZERO {
                self.h.fill(T::ZERO);
            }
            return;
        }
        if let Some(a) = self.gathered.small() {
            sweep(
                squared,
                a,
                x,
                weights,
                v,
                &mut self.h,
                [&self.den, &self.inverse],
                floor,
                sweeps,
            );
            return;
        }
        self.gathered.products(&self.h, v);
        for v in &mut *v {
            *v += floor;
        }
        let depth = length / LANES;
        for _ in 0..sweeps {
            let sums = self.den.chunks_exact(LANES);
            let sums = sums.zip(self.inverse.chunks_exact(LANES));
            let lanes = self.h.chunks_exact_mut(LANES);
            for (k, (h, (sum, inverse))) in lanes.zip(sums).enumerate() {
                let a = self.gathered.column(k);
                let mut slopes = [T::ZERO; 2 * LANES];
                ordered_sums(depth, &mut slopes, |from, to, sums| {
                    let rows = from * LANES..to * LANES;
                    let weights = weights.get(rows.clone()).unwrap_or_default();
                    let (a, x, v) = (&a[rows.clone()], &x[rows.clone()], &v[rows]);
                    slope(squared, a, x, weights, v, sums);
                });
                let moved = coordinate(squared, [sum, inverse], &slopes, h);
                move_values(a, &moved, floor, v);
            }
        }
    }
}
