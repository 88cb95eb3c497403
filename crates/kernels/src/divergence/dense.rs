//! The gradient at all entries of some columns: A h in panels that stay in cache.

use super::beta::Beta;
use super::ratio::{parts, quotients};
use super::source::Source;
use super::tile::Evaluate;
use super::update::add_to;
use crate::gemm::PackedBasis;
use crate::reduce::BLOCK_TERMS;
use crate::simd::vector::ask_for;
use crate::tile::Buffer;
use crate::{PANEL, Real};

/// Lanes of a tile: every number of A meets them all.
pub(super) const LANES: usize = 32;

/// What all tiles share.
pub(super) struct Columns<'a, T: 'static> {
    pub(super) packed: &'a PackedBasis<T>,
    pub(super) data: Source<'a, T>,
    pub(super) weights: Option<Source<'a, T>>,
    pub(super) beta: Beta,
    pub(super) floor: T,
    /// The weight of the sum of the factor.
    pub(super) l1: T,
}

/// One tile of columns, and the panels that it is worked out in.
pub(super) struct Evaluation<'a, T: 'static> {
    columns: &'a Columns<'a, T>,
    first: usize,
    used: usize,
    x: Buffer<T>,
    weights: Buffer<T>,
    /// The products, then what goes back for num; and what goes back for den.
    v: Buffer<T>,
    second: Buffer<T>,
}

impl<'a, T: Real> Evaluation<'a, T> {
    pub(super) fn new(columns: &'a Columns<'a, T>) -> Self {
        let panel = PANEL.min(columns.packed.length()) * LANES;
        let when = |needed: bool| Buffer::new(if needed { panel } else { 0 });
        Self {
            columns,
            first: 0,
            used: 0,
            x: Buffer::new(panel),
            weights: when(columns.weights.is_some()),
            v: Buffer::new(panel),
            second: when(columns.beta != Beta::KullbackLeibler),
        }
    }

    /// Goes on with other columns.
    pub(super) fn set(&mut self, first: usize, used: usize) {
        (self.first, self.used) = (first, used);
    }

    /// The sums of A under the weights of each lane: den for β = 1.
    pub(super) fn weighted_sums(&mut self, den: &mut [T]) {
        let mut nothing = Buffer::new(0);
        self.over_blocks(
            0,
            self.blocks(),
            &mut |work, block, den, _| work.weights_of_block(block, den),
            den,
            &mut nothing,
        );
    }

    fn blocks(&self) -> usize {
        self.columns.packed.length().div_ceil(BLOCK_TERMS)
    }

    /// The tree of the contract over blocks lo..hi; `block` sets the sums of one.
    fn over_blocks(
        &mut self,
        lo: usize,
        hi: usize,
        block: &mut impl FnMut(&mut Self, usize, &mut [T], &mut [T]),
        num: &mut [T],
        den: &mut [T],
    ) {
        if hi - lo == 1 {
            return block(self, lo, num, den);
        }
        let mid = lo + (hi - lo).next_power_of_two() / 2;
        self.over_blocks(lo, mid, block, num, den);
        let (mut right, mut right_den) = (vec![T::ZERO; num.len()], vec![T::ZERO; den.len()]);
        self.over_blocks(mid, hi, block, &mut right, &mut right_den);
        for (left, right) in num
            .iter_mut()
            .zip(&right)
            .chain(den.iter_mut().zip(&right_den))
        {
            *left += *right;
        }
    }

    /// Calls `panel(self, start, whether it is not the first, numbers)` for the panels of a block.
    fn panels(&mut self, block: usize, mut panel: impl FnMut(&mut Self, usize, bool, usize)) {
        let first = block * BLOCK_TERMS;
        let end = self.columns.packed.length().min(first + BLOCK_TERMS);
        for start in (first..end).step_by(PANEL) {
            let count = PANEL.min(end - start);
            panel(self, start, start > first, count * LANES);
        }
    }

    fn weights_of_block(&mut self, block: usize, sums: &mut [T]) {
        let Columns {
            packed, weights, ..
        } = *self.columns;
        let Some(weights) = weights else { return };
        self.panels(block, |work, start, add, length| {
            let panel = &mut work.weights[..length];
            weights.gather(start, work.first, work.used, LANES, panel);
            packed.transposed_times(start, panel, LANES, sums, add);
        });
    }

    fn gradient_of_block(&mut self, block: usize, h: &[T], num: &mut [T], den: &mut [T]) {
        let columns = self.columns;
        self.panels(block, |work, start, add, length| {
            let (x, v) = (&mut work.x[..length], &mut work.v[..length]);
            let plain = columns.beta == Beta::KullbackLeibler && columns.weights.is_none();
            if plain && let Some((x, width)) = columns.data.rows(start, work.first, work.used) {
                // Whole lanes lie in X as they are needed here, but each in a row of its own.
                for row in x.chunks(width).take(length / LANES) {
                    ask_for(&row[..LANES]);
                }
                columns.packed.rows_times(start, h, LANES, v);
                quotients(columns.floor, x, width, v);
                return columns.packed.transposed_times(start, v, LANES, num, add);
            }
            columns.packed.rows_times(start, h, LANES, v);
            columns.data.gather(start, work.first, work.used, LANES, x);
            let weights = columns.weights.map(|source| {
                let panel = &mut work.weights[..length];
                source.gather(start, work.first, work.used, LANES, panel);
                &*panel
            });
            let constant = columns.beta == Beta::KullbackLeibler;
            let second = if constant { 0 } else { length };
            let second = &mut work.second[..second];
            parts(columns.beta, columns.floor, x, weights, v, second);
            columns.packed.transposed_times(start, v, LANES, num, add);
            if !constant {
                columns
                    .packed
                    .transposed_times(start, second, LANES, den, add);
            }
        });
    }
}

impl<T: Real> Evaluate<T> for Evaluation<'_, T> {
    fn evaluate(&mut self, h: &[T], num: &mut [T], den: &mut [T]) {
        let constant = self.columns.beta == Beta::KullbackLeibler;
        let den = if constant { &mut [] } else { den };
        self.over_blocks(
            0,
            self.blocks(),
            &mut |work, block, num, den| work.gradient_of_block(block, h, num, den),
            num,
            den,
        );
        add_to(den, self.columns.l1);
    }
}
