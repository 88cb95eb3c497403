//! The bodies of the micro-kernels, generic over the register.
//!
//! c_ij = Σ_p a_ip b_pj, p < k: one accumulator per c_ij from +0, p ascending,
//! each product rounded and then added.

use crate::Real;
use crate::gemm::micro::{Across, Ahead, CHAINS, PROBE_ROOM};
use crate::simd::vector::Vector;

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
/// registers for all that is under way: sums go through memory, which costs a quarter of the speed.
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
        for _ in k / TURN * TURN..k {
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
