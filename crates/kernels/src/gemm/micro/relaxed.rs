//! The micro-kernels of the fast mode in WebAssembly: those of `simd128` with products fused into
//! sums where the processor can. [`super::Micro::kernel`] takes them in the fast mode only.

use super::Ahead;
use super::body::Sums;
use super::kernel;
use crate::numerics;
use crate::simd::vector::relaxed::{self, F32x4, F64x2, Fused};
use crate::simd::vector::simd128;

macro_rules! sums {
    ($($vector:ty)+) => {$(
        impl Sums for $vector {
            #[inline(always)]
            unsafe fn sum<const ROWS: usize, const VECTORS: usize, const IN_ROWS: bool, const COPY: bool>(
                k: usize,
                a: *const Self::Element,
                lda: usize,
                b: *const Self::Element,
                ldb: usize,
                copy: *mut Self::Element,
                _: Ahead<Self::Element>,
                sums: &mut [[Self; VECTORS]; ROWS],
            ) {
                // SAFETY: the caller's promise, handed on.
                unsafe { fused_sum::<Self, ROWS, VECTORS, IN_ROWS, COPY>(k, a, lda, b, ldb, copy, sums) }
            }
        }
    )+};
}

sums!(F64x2 F32x4);

/// sums_ij += Σ_p a_ip b_pj, p < k.
///
/// # Safety
///
/// As for [`Sums::sum`].
#[inline(always)]
unsafe fn fused_sum<
    V: Fused,
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
    sums: &mut [[V; VECTORS]; ROWS],
) {
    let (next_row, next) = if IN_ROWS { (lda, 1) } else { (1, lda) };
    for _ in 0..k {
        // SAFETY: the caller's promise; after the last step `a` and `b` are not read.
        unsafe {
            let mut row = [V::splat(*b); VECTORS];
            for j in 0..VECTORS {
                row[j] = V::load(b.add(j * V::LANES));
                if COPY {
                    row[j].store(copy.add(j * V::LANES));
                }
            }
            for i in 0..ROWS {
                let x = V::splat(*a.add(i * next_row));
                for j in 0..VECTORS {
                    sums[i][j] = sums[i][j].plus_product(x, row[j]);
                }
            }
        }
        a = a.wrapping_add(next);
        b = b.wrapping_add(ldb);
        copy = copy.wrapping_add(VECTORS * V::LANES);
    }
}

/// Whether the fast mode is on in a module that has relaxed SIMD.
pub fn is_wanted() -> bool {
    numerics::is_fast() && relaxed::is_there()
}

kernel!(F64: f64 = F64x2, square simd128::F64x2, vectors 2, mr 4, rows 1 2 3 4);
kernel!(F32: f32 = F32x4, square simd128::F32x4, vectors 2, mr 4, rows 1 2 3 4);
