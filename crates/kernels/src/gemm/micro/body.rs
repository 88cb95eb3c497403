//! The bodies of the micro-kernels, generic over the register.
//!
//! c_ij = Σ_p a_ip b_pj, p < k: one accumulator per c_ij from +0, p ascending,
//! each product rounded and then added.

use crate::Real;
use crate::gemm::micro::{CHAINS, PROBE_ROOM};
use crate::simd::vector::{Square, Vector};

/// A register that can be the accumulator of a micro-kernel.
pub trait Sums: Vector {
    /// sums_ij += Σ_p a_ip b_pj, p < k; packed A has the stride `MR`.
    ///
    /// # Safety
    ///
    /// The machine has the instruction set; `a` holds k groups of `MR`, `b` k rows of
    /// `VECTORS` registers, `ldb` apart.
    #[inline(always)]
    unsafe fn sum<const MR: usize, const ROWS: usize, const VECTORS: usize>(
        k: usize,
        a: *const Self::Element,
        b: *const Self::Element,
        ldb: usize,
        sums: &mut [[Self; VECTORS]; ROWS],
    ) {
        // SAFETY: the caller's promise, handed on.
        unsafe { plain_sum::<Self, MR, ROWS, VECTORS>(k, a, b, ldb, sums) }
    }
}

/// The loop over p as LLVM compiles it.
///
/// # Safety
///
/// As for [`Sums::sum`].
#[inline(always)]
pub unsafe fn plain_sum<V: Vector, const MR: usize, const ROWS: usize, const VECTORS: usize>(
    k: usize,
    mut a: *const V::Element,
    mut b: *const V::Element,
    ldb: usize,
    sums: &mut [[V; VECTORS]; ROWS],
) {
    for _ in 0..k {
        // SAFETY: the caller's promise; after the last step `a` and `b` are not read.
        unsafe {
            step(a, b, sums);
            a = a.add(MR);
        }
        b = b.wrapping_add(ldb);
    }
}

/// A tile of `ROWS` rows and `VECTORS` registers across.
///
/// # Safety
///
/// The machine has `V`'s instruction set; the pointers cover what [`super::Tile`] says.
#[inline(always)]
pub unsafe fn tile<V: Sums, const MR: usize, const ROWS: usize, const VECTORS: usize>(
    k: usize,
    a: *const V::Element,
    b: *const V::Element,
    ldb: usize,
    c: *mut V::Element,
    ldc: usize,
    accumulate: bool,
) {
    // SAFETY: the caller's promise; i < ROWS and j < VECTORS.
    unsafe {
        // C comes from afar, one line or two for each row: ask now, use it k steps later.
        for i in 0..ROWS {
            V::prefetch(c.add(i * ldc));
            V::prefetch(c.add(i * ldc + VECTORS * V::LANES - 1));
        }
        let mut sums = [[V::splat(V::Element::ZERO); VECTORS]; ROWS];
        V::sum::<MR, ROWS, VECTORS>(k, a, b, ldb, &mut sums);
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
    }
}

/// sums_ij += a_i b_j.
///
/// A function, not a closure: `inline(always)` lets it take on the instruction
/// set of the kernel that it ends up in.
///
/// # Safety
///
/// As for [`tile`].
#[inline(always)]
unsafe fn step<V: Vector, const ROWS: usize, const VECTORS: usize>(
    a: *const V::Element,
    b: *const V::Element,
    sums: &mut [[V; VECTORS]; ROWS],
) {
    // SAFETY: the caller's promise.
    unsafe {
        let mut row = [V::splat(V::Element::ZERO); VECTORS];
        for j in 0..VECTORS {
            row[j] = V::load(b.add(j * V::LANES));
        }
        for i in 0..ROWS {
            let x = V::splat(*a.add(i));
            for j in 0..VECTORS {
                sums[i][j] = sums[i][j].add(x.mul(row[j]));
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
