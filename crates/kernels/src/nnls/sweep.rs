//! The sweeps of HALS over a tile.

use crate::Real;
use crate::gemm::{HEIGHT, PackedBlocks, pack_blocks};
use crate::simd::dispatch;
use crate::tile::Buffer;

/// −R in the order of the visits, with zeros in the place of its ones.
pub(super) struct Scaled<T: 'static> {
    length: usize,
    /// The rows of F in the order of the visits.
    order: Vec<usize>,
    packed: PackedBlocks<T>,
    /// The same matrix row by row.
    entries: Vec<T>,
    /// Its entries that tie the rows of a block together, block by block.
    within: Vec<Within<T>>,
    /// 1 / P[k,k]; 0 for a row that stays as it is: its row of −R then is that of the identity.
    inverses: Vec<T>,
    /// The least value of an entry.
    floor: T,
}

/// The entries of −R within a block.
type Within<T> = [[T; HEIGHT]; HEIGHT];

impl<T: Real> Scaled<T> {
    pub(super) fn new(length: usize, gram: &[T], order: Vec<usize>, nonnegative: bool) -> Self {
        let mut entries = vec![T::ZERO; length * length];
        let mut inverses = vec![T::ZERO; length];
        for (i, &k) in order.iter().enumerate() {
            let row = &mut entries[i * length..(i + 1) * length];
            let diagonal = gram[k * length + k];
            let inverse = T::ONE / diagonal;
            if !(diagonal > T::ZERO && diagonal.is_finite() && inverse.is_finite()) {
                row[i] = T::ONE;
                continue;
            }
            inverses[i] = inverse;
            for (entry, &j) in row.iter_mut().zip(&order) {
                if j != k {
                    *entry = -(gram[k * length + j] * inverse);
                }
            }
        }
        let packed = pack_blocks(length, &entries);
        let within = (0..length.div_ceil(HEIGHT))
            .map(|block| {
                let rows = packed.rows(block);
                let mut within = [[T::ZERO; HEIGHT]; HEIGHT];
                for (row, i) in within.iter_mut().zip(rows.clone()) {
                    for (entry, j) in row.iter_mut().zip(rows.clone()) {
                        *entry = entries[i * length + j];
                    }
                }
                within
            })
            .collect();
        let floor = if nonnegative { T::ZERO } else { -T::MAX };
        Self {
            length,
            order,
            packed,
            entries,
            within,
            inverses,
            floor,
        }
    }
}

/// [`lanes`] vectors, with their rows in the order of the visits.
pub(super) struct Tile<T> {
    f: Buffer<T>,
    /// B scaled as R is.
    b: Buffer<T>,
    /// Per lane Σ (x_new − x_old)² over a sweep: one accumulator, in the order of the visits.
    pub(super) change: Buffer<T>,
}

impl<T: Real> Tile<T> {
    pub(super) fn new(length: usize) -> Self {
        Self {
            f: Buffer::new(length * lanes::<T>()),
            b: Buffer::new(length * lanes::<T>()),
            change: Buffer::new(lanes::<T>()),
        }
    }

    /// Takes neighbouring lanes out of f and b, tiles of `width` lanes.
    pub(super) fn take(&mut self, scaled: &Scaled<T>, [width, lane]: [usize; 2], f: &[T], b: &[T]) {
        let own = lanes::<T>();
        let rows = self
            .f
            .chunks_exact_mut(own)
            .zip(self.b.chunks_exact_mut(own));
        for ((f_row, b_row), (k, inverse)) in rows.zip(scaled.order.iter().zip(&scaled.inverses)) {
            let from = k * width + lane..k * width + lane + own;
            for (x, f) in f_row.iter_mut().zip(&f[from.clone()]) {
                *x = *f;
            }
            for (x, b) in b_row.iter_mut().zip(&b[from]) {
                *x = *b * *inverse;
            }
        }
    }

    /// Puts the lanes back, and names those that are not finite, which are left as they were.
    pub(super) fn put(
        &self,
        scaled: &Scaled<T>,
        [width, lane]: [usize; 2],
        f: &mut [T],
        failed: &mut Vec<usize>,
    ) {
        let own = lanes::<T>();
        let mut zeros = [T::ZERO; MOST_LANES];
        for row in self.f.chunks_exact(own) {
            for (zero, x) in zeros.iter_mut().zip(row) {
                *zero += *x * T::ZERO;
            }
        }
        // Added up, for LLVM's WebAssembly backend cannot compare a vector of them.
        let zero = zeros.iter().fold(T::ZERO, |sum, &zero| sum + zero);
        if zero != T::ZERO {
            for seat in 0..own {
                self.put_one(scaled, [seat, width, lane + seat], f, failed);
            }
            return;
        }
        for (row, k) in self.f.chunks_exact(own).zip(&scaled.order) {
            let to = &mut f[k * width + lane..][..own];
            for (to, x) in to.iter_mut().zip(row) {
                // The sum turns -0 into +0.
                *to = *x + T::ZERO;
            }
        }
    }

    /// As `take`, a single lane into a seat of its own.
    pub(super) fn take_one(
        &mut self,
        scaled: &Scaled<T>,
        [seat, width, lane]: [usize; 3],
        f: &[T],
        b: &[T],
    ) {
        for (i, (k, inverse)) in scaled.order.iter().zip(&scaled.inverses).enumerate() {
            self.f[i * lanes::<T>() + seat] = f[k * width + lane];
            self.b[i * lanes::<T>() + seat] = b[k * width + lane] * *inverse;
        }
    }

    /// As `put`, a single lane.
    pub(super) fn put_one(
        &self,
        scaled: &Scaled<T>,
        [seat, width, lane]: [usize; 3],
        f: &mut [T],
        failed: &mut Vec<usize>,
    ) {
        let entries = || self.f.iter().skip(seat).step_by(lanes::<T>());
        if !entries().all(|x| x.is_finite()) {
            failed.push(lane);
            return;
        }
        for (x, k) in entries().zip(&scaled.order) {
            f[k * width + lane] = *x + T::ZERO;
        }
    }

    /// An empty seat: nothing that a sweep could move.
    pub(super) fn clear_one(&mut self, seat: usize) {
        for i in (seat..self.f.len()).step_by(lanes::<T>()) {
            (self.f[i], self.b[i]) = (T::ZERO, T::ZERO);
        }
    }

    /// One sweep.
    pub(super) fn sweep(&mut self, scaled: &Scaled<T>) {
        self.visit(scaled, update_block);
    }

    /// One sweep, and what it changes in each lane.
    pub(super) fn sweep_and_measure(&mut self, scaled: &Scaled<T>) {
        self.change.fill(T::ZERO);
        self.visit(scaled, update_block_and_measure);
    }

    #[inline(always)]
    fn visit(&mut self, scaled: &Scaled<T>, update: impl Fn(Block<'_, T>)) {
        let width = lanes::<T>();
        let mut products = [T::ZERO; HEIGHT * MOST_LANES];
        for (block, within) in scaled.within.iter().enumerate() {
            let rows = scaled.packed.rows(block);
            let lanes = rows.start * width..rows.end * width;
            let products = &mut products[..lanes.len()];
            scaled.packed.times_tile(block, &self.f, products);
            update(Block {
                floor: scaled.floor,
                within,
                b: &self.b[lanes.clone()],
                products,
                x: &mut self.f[lanes],
                change: &mut self.change,
            });
        }
    }
}

/// The widest tile, of float32.
const MOST_LANES: usize = 64;

/// The lanes of a tile: several micro-kernels' columns, so that what comes with each block is shared,
/// and with 100 rows still in the first level of cache.
#[inline(always)]
pub(super) const fn lanes<T: Real>() -> usize {
    2 * T::TILE_LANES
}

/// What the update of a block works on.
struct Block<'a, T> {
    floor: T,
    within: &'a Within<T>,
    b: &'a [T],
    products: &'a [T],
    x: &'a mut [T],
    change: &'a mut [T],
}

dispatch! {
    fn update_block<T: Real>(block: Block<'_, T>) {
        by_rows::<T, false>(block);
    }

    fn update_block_and_measure<T: Real>(block: Block<'_, T>) {
        by_rows::<T, true>(block);
    }
}

#[inline(always)]
fn by_rows<T: Real, const MEASURE: bool>(block: Block<'_, T>) {
    let Block {
        floor,
        within,
        b,
        products,
        x,
        change,
    } = block;
    match x.len() / lanes::<T>() {
        1 => update::<T, 1, MEASURE>(floor, within, b, products, x, change),
        2 => update::<T, 2, MEASURE>(floor, within, b, products, x, change),
        3 => update::<T, 3, MEASURE>(floor, within, b, products, x, change),
        4 => update::<T, 4, MEASURE>(floor, within, b, products, x, change),
        5 => update::<T, 5, MEASURE>(floor, within, b, products, x, change),
        _ => update::<T, 6, MEASURE>(floor, within, b, products, x, change),
    }
}

/// The rows of a block one after the other: x ← max(floor, b + product), and what that changes in
/// the products of the rows after it. What is not a number stays so, to be seen in the end.
#[inline(always)]
fn update<T: Real, const ROWS: usize, const MEASURE: bool>(
    floor: T,
    within: &Within<T>,
    b: &[T],
    products: &[T],
    x: &mut [T],
    change: &mut [T],
) {
    let width = lanes::<T>();
    let change = &mut change[..width];
    let (b, products) = (&b[..ROWS * width], &products[..ROWS * width]);
    let x = &mut x[..ROWS * width];
    for l in 0..width {
        let mut sums = [T::ZERO; ROWS];
        for i in 0..ROWS {
            sums[i] = b[i * width + l] + products[i * width + l];
        }
        let mut total = if MEASURE { change[l] } else { T::ZERO };
        for i in 0..ROWS {
            let free = sums[i];
            let new = if free < floor { floor } else { free };
            let step = new - x[i * width + l];
            for k in i + 1..ROWS {
                sums[k] += within[k][i] * step;
            }
            if MEASURE {
                total += step * step;
            }
            x[i * width + l] = new;
        }
        if MEASURE {
            change[l] = total;
        }
    }
}

/// The sweeps over one lane of f, entry by entry; an entry that would not be finite stays.
pub(super) fn careful_sweeps<T: Real>(
    scaled: &Scaled<T>,
    sweeps: usize,
    [width, lane]: [usize; 2],
    f: &mut [T],
    b: &[T],
) {
    for _ in 0..sweeps {
        for (i, &k) in scaled.order.iter().enumerate() {
            let row = &scaled.entries[i * scaled.length..][..scaled.length];
            let mut sum = b[k * width + lane] * scaled.inverses[i];
            for (entry, j) in row.iter().zip(&scaled.order) {
                sum += *entry * f[j * width + lane];
            }
            if sum.is_finite() {
                f[k * width + lane] = sum.max(scaled.floor) + T::ZERO;
            }
        }
    }
}
