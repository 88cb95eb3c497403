//! The bodies of the micro-kernels, generic over the register.
//!
//! c_ij = Σ_p a_ip b_pj, p < k: one accumulator per c_ij from +0, p ascending,
//! each product rounded and then added.

use crate::Real;
use crate::gemm::micro::{Across, Ahead, CHAINS, PROBE_ROOM};
use crate::simd::vector::{Square, Vector};

/// A register that can be the accumulator of a micro-kernel.
pub trait Sums: Vector {
    /// sums_ij += Σ_p a_ip b_pj, p < k; a_ip is at `a + i * lda + p` where `IN_ROWS`, else at
    /// `a + p * lda + i`. The rows of B go to `copy`, one behind the other, where `COPY`.
    ///
    /// # Safety
    ///
    /// The machine has the instruction set; `a` holds these numbers, `b` k rows of `VECTORS`
    /// registers, `ldb` apart, and `copy` has room for them.
    #[inline(always)]
    unsafe fn sum<
        const ROWS: usize,
        const VECTORS: usize,
        const IN_ROWS: bool,
        const COPY: bool,
    >(
        k: usize,
        a: *const Self::Element,
        lda: usize,
        b: *const Self::Element,
        ldb: usize,
        copy: *mut Self::Element,
        ahead: Ahead<Self::Element>,
        sums: &mut [[Self; VECTORS]; ROWS],
    ) {
        // SAFETY: the caller's promise, handed on.
        unsafe {
            plain_sum::<Self, ROWS, VECTORS, IN_ROWS, COPY>(k, a, lda, b, ldb, copy, ahead, sums)
        }
    }
}

/// Steps of p in one turn of the loop. LLVM mixes the steps of a turn, and engines of WASM then have no
/// registers for all that is under way, so sums go through memory: a third of the speed.
const TURN: usize = if cfg!(target_arch = "wasm32") { 1 } else { 4 };

/// The loop over p as LLVM compiles it.
///
/// # Safety
///
/// As for [`Sums::sum`].
#[inline(always)]
pub unsafe fn plain_sum<
    V: Vector,
    const ROWS: usize,
    const VECTORS: usize,
    const IN_ROWS: bool,
    const COPY: bool,
>(
    k: usize,
    mut a: *const V::Element,
    lda: usize,
    mut b: *const V::Element,
    ldb: usize,
    mut copy: *mut V::Element,
    mut ahead: Ahead<V::Element>,
    sums: &mut [[V; VECTORS]; ROWS],
) {
    let (row, next) = if IN_ROWS { (lda, 1) } else { (1, lda) };
    // SAFETY: the caller's promise; after the last step `a` and `b` are not read.
    unsafe {
        for _ in 0..k / TURN {
            V::prefetch(ahead.at);
            if IN_ROWS {
                V::prefetch(ahead.at.wrapping_add(lda));
                V::prefetch(ahead.at.wrapping_add(2 * lda));
            }
            ahead.at = ahead.at.wrapping_add(ahead.step);
            for _ in 0..TURN {
                step::<V, ROWS, VECTORS, COPY>(a, row, b, copy, sums);
                copy = copy.wrapping_add(VECTORS * V::LANES);
                a = a.wrapping_add(next);
                b = b.wrapping_add(ldb);
            }
        }
        for _ in 0..k % TURN {
            step::<V, ROWS, VECTORS, COPY>(a, row, b, copy, sums);
            copy = copy.wrapping_add(VECTORS * V::LANES);
            a = a.wrapping_add(next);
            b = b.wrapping_add(ldb);
        }
    }
}

/// Tiles of `ROWS` rows and `VECTORS` registers across.
///
/// # Safety
///
/// The machine has `V`'s instruction set; the pointers cover what [`super::Tile`] says.
#[inline(always)]
pub unsafe fn tiles<
    V: Sums,
    const ROWS: usize,
    const VECTORS: usize,
    const IN_ROWS: bool,
    const COPY: bool,
>(
    k: usize,
    a: *const V::Element,
    lda: usize,
    across: Across<V::Element>,
    ahead: Ahead<V::Element>,
) {
    let Across {
        mut b,
        ldb,
        group,
        tiles,
        mut c,
        ldc,
        accumulate,
        resume,
        mut copy,
    } = across;
    // SAFETY: the caller's promise; i < ROWS and j < VECTORS.
    unsafe {
        for _ in 0..tiles {
            // C comes from afar, one line or two for each row: ask now, use it k steps later.
            for i in 0..ROWS {
                V::prefetch(c.add(i * ldc));
                V::prefetch(c.add(i * ldc + VECTORS * V::LANES - 1));
            }
            let mut sums = [[V::splat(V::Element::ZERO); VECTORS]; ROWS];
            if resume {
                for i in 0..ROWS {
                    for j in 0..VECTORS {
                        sums[i][j] = V::load(c.add(i * ldc + j * V::LANES));
                    }
                }
            }
            V::sum::<ROWS, VECTORS, IN_ROWS, COPY>(k, a, lda, b, ldb, copy, ahead, &mut sums);
            for i in 0..ROWS {
                for j in 0..VECTORS {
                    let to = c.add(i * ldc + j * V::LANES);
                    let sum = if accumulate {
                        V::load(to).add(sums[i][j])
                    } else {
                        sums[i][j]
                    };
                    sum.store(to);
                }
            }
            b = b.wrapping_add(group);
            c = c.wrapping_add(VECTORS * V::LANES);
            copy = copy.wrapping_add(k * VECTORS * V::LANES);
        }
    }
}

/// sums_ij += a_i b_j; the row of B goes to `copy` where `COPY`.
///
/// A function, not a closure: `inline(always)` lets it take on the instruction
/// set of the kernel that it ends up in.
///
/// # Safety
///
/// As for [`tile`].
#[inline(always)]
unsafe fn step<V: Vector, const ROWS: usize, const VECTORS: usize, const COPY: bool>(
    a: *const V::Element,
    next_row: usize,
    b: *const V::Element,
    copy: *mut V::Element,
    sums: &mut [[V; VECTORS]; ROWS],
) {
    // SAFETY: the caller's promise.
    unsafe {
        let mut row = [V::splat(V::Element::ZERO); VECTORS];
        for j in 0..VECTORS {
            row[j] = V::load(b.add(j * V::LANES));
            if COPY {
                row[j].store(copy.add(j * V::LANES));
            }
        }
        for i in 0..ROWS {
            let x = V::splat(*a.add(i * next_row));
            for j in 0..VECTORS {
                sums[i][j] = sums[i][j].add(x.mul(row[j]));
            }
        }
    }
}

/// sums_ij += Σ_p a_ip b_pj, four steps of p at a time: a sum is loaded and stored once for them.
///
/// # Safety
///
/// The machine has `V`'s instruction set; the pointers cover what [`super::Stream`] says.
#[inline(always)]
pub unsafe fn stream<V: Vector>(
    rows: usize,
    width: usize,
    k: usize,
    a: *const V::Element,
    b: *const V::Element,
    ldb: usize,
    sums: *mut V::Element,
) {
    let whole = k - k % 4;
    // SAFETY: the caller's promise; p < k.
    unsafe {
        for p in (0..whole).step_by(4) {
            update::<V, 4>(rows, width, a.add(p * rows), b.add(p * ldb), ldb, sums);
        }
        for p in whole..k {
            update::<V, 1>(rows, width, a.add(p * rows), b.add(p * ldb), ldb, sums);
        }
    }
}

/// sums_ij += Σ_u a_iu b_uj, u < `STEPS`.
///
/// # Safety
///
/// As for [`stream`].
#[inline(always)]
unsafe fn update<V: Vector, const STEPS: usize>(
    rows: usize,
    width: usize,
    a: *const V::Element,
    b: *const V::Element,
    ldb: usize,
    sums: *mut V::Element,
) {
    // SAFETY: the caller's promise: two registers of each row at j.
    unsafe {
        for j in (0..width).step_by(2 * V::LANES) {
            let mut x = [[V::splat(V::Element::ZERO); 2]; STEPS];
            for u in 0..STEPS {
                let from = b.add(u * ldb + j);
                x[u] = [V::load(from), V::load(from.add(V::LANES))];
                // The rows of the next steps.
                V::prefetch(from.wrapping_add(STEPS * ldb));
            }
            for i in 0..rows {
                let to = sums.add(i * width + j);
                let mut sum = [V::load(to), V::load(to.add(V::LANES))];
                for u in 0..STEPS {
                    let factor = V::splat(*a.add(u * rows + i));
                    for v in 0..2 {
                        sum[v] = sum[v].add(factor.mul(x[u][v]));
                    }
                }
                sum[0].store(to);
                sum[1].store(to.add(V::LANES));
            }
        }
    }
}

/// to[p][i] = from[i][p], i < rows, p < k, block by block.
///
/// # Safety
///
/// The machine has `S`'s instruction set; the pointers cover what [`super::Interleave`] says.
#[inline(always)]
pub unsafe fn interleave<S: Square>(
    rows: usize,
    k: usize,
    from: *const S::Element,
    from_stride: usize,
    to: *mut S::Element,
    to_stride: usize,
) {
    let whole = if rows < S::SIDE { 0 } else { k - k % S::SIDE };
    // SAFETY: i + SIDE <= rows and p + SIDE <= k in the first loop, i < rows and p < k in the second.
    unsafe {
        let mut p = 0;
        while p < whole {
            let mut i = 0;
            while i < rows {
                // The last block overlaps its neighbour and writes the same numbers again.
                let start = i.min(rows - S::SIDE);
                S::transpose(
                    from.add(start * from_stride + p),
                    from_stride,
                    to.add(p * to_stride + start),
                    to_stride,
                );
                i += S::SIDE;
            }
            p += S::SIDE;
        }
        for p in whole..k {
            for i in 0..rows {
                *to.add(p * to_stride + i) = *from.add(i * from_stride + p);
            }
        }
    }
}

/// How many rows a copy asks for ahead.
const ROWS_AHEAD: usize = 8;

/// Copies `lanes` numbers of each group of each row. Where their number is frequent it is a
/// constant, so that each is a few moves of registers.
///
/// # Safety
///
/// The machine has `V`'s instruction set; the pointers cover what [`super::Gather`] says.
#[inline(always)]
pub unsafe fn gather<V: Vector>(
    lanes: usize,
    groups: usize,
    k: usize,
    from: *const V::Element,
    stride: usize,
    to: *mut V::Element,
    width: usize,
    group: usize,
) {
    macro_rules! constants {
        ($($constant:literal)+) => {
            match lanes {
                $(
                    $constant if groups == 1 => copy::<V>($constant, 1, k, from, stride, to, width, group),
                    $constant => copy::<V>($constant, groups, k, from, stride, to, width, group),
                )+
                _ => copy::<V>(lanes, groups, k, from, stride, to, width, group),
            }
        };
    }
    // SAFETY: the caller's promise, handed on.
    unsafe { constants!(4 5 6 8 11 12 16 32) }
}

/// # Safety
///
/// As for [`gather`].
#[inline(always)]
unsafe fn copy<V: Vector>(
    lanes: usize,
    groups: usize,
    k: usize,
    mut from: *const V::Element,
    stride: usize,
    mut to: *mut V::Element,
    width: usize,
    group: usize,
) {
    for _ in 0..k {
        let (mut here, mut there) = (from, to);
        for _ in 0..groups {
            // SAFETY: the caller's promise; what may lie outside is asked for, not read.
            unsafe {
                V::prefetch(here.wrapping_add(ROWS_AHEAD * stride + lanes - 1));
                core::ptr::copy_nonoverlapping(here, there, lanes);
            }
            here = here.wrapping_add(width);
            there = there.wrapping_add(group);
        }
        from = from.wrapping_add(stride);
        to = to.wrapping_add(width);
    }
}

/// x ← x/2 + 1/2 in `CHAINS` registers: the most multiplies and adds that the core can do.
///
/// # Safety
///
/// The machine has `V`'s instruction set.
#[inline(always)]
pub unsafe fn probe<V: Vector>(iterations: usize, state: &mut [V::Element; PROBE_ROOM]) {
    const { assert!(CHAINS * V::LANES <= PROBE_ROOM) };
    let state = state.as_mut_ptr();
    // SAFETY: the state holds CHAINS registers, as asserted.
    unsafe {
        let half = V::splat(V::Element::from_f64(0.5));
        let mut x = [half; CHAINS];
        for i in 0..CHAINS {
            x[i] = V::load(state.add(i * V::LANES));
        }
        for _ in 0..iterations {
            for x in &mut x {
                *x = x.mul(half).add(half);
            }
        }
        for i in 0..CHAINS {
            x[i].store(state.add(i * V::LANES));
        }
    }
}
