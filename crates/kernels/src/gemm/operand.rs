//! op(A) and op(B) as lanes, and packing them.
//!
//! A lane is a row of op(A) or a column of op(B): what one accumulator meets.
//! Element p of lane i lies at `i * lane + p * inner`, and one of the two strides
//! is 1. So all transpositions end here.

use crate::Real;
use crate::gemm::micro::Kernel;

/// The lanes of op(A) or op(B).
#[derive(Clone, Copy)]
pub struct Operand<'a, T> {
    data: &'a [T],
    lane: usize,
    inner: usize,
}

impl<'a, T: Real> Operand<'a, T> {
    /// The rows of a matrix with `cols` columns: op(A) = A, op(B) = Bᵀ.
    pub fn rows_of(data: &'a [T], cols: usize) -> Self {
        Self {
            data,
            lane: cols,
            inner: 1,
        }
    }

    /// The columns of a matrix with `cols` columns: op(A) = Aᵀ, op(B) = B.
    pub fn columns_of(data: &'a [T], cols: usize) -> Self {
        Self {
            data,
            lane: 1,
            inner: cols,
        }
    }

    /// to[p * width + i] = element `start + p` of lane `first + i`, for `lanes` <= `width`
    /// lanes and `k` elements; the rest of each group becomes 0.
    pub fn pack(
        &self,
        kernel: &Kernel<T>,
        first: usize,
        lanes: usize,
        start: usize,
        k: usize,
        width: usize,
        to: &mut [T],
    ) {
        if lanes == 0 || k == 0 {
            return;
        }
        debug_assert!(lanes <= width && to.len() >= k * width);
        let offset = first * self.lane + start * self.inner;
        debug_assert!(offset + (lanes - 1) * self.lane + (k - 1) * self.inner < self.data.len());
        if lanes < width {
            to[..k * width].fill(T::ZERO);
        }
        // SAFETY: the first and the last element lie in `data`, as asserted (shapes
        // are checked by whoever calls the kernels), and `to` holds k groups.
        unsafe {
            let from = self.data.as_ptr().add(offset);
            let to = to.as_mut_ptr();
            if self.inner == 1 {
                (kernel.interleave)(lanes, k, from, self.lane, to, width);
            } else {
                copy_groups(lanes, k, from, self.inner, to, width);
            }
        }
    }
}

/// to[p * width + i] = from[p * stride + i], i < lanes, p < k.
///
/// # Safety
///
/// Both pointers cover these elements.
unsafe fn copy_groups<T: Copy>(
    lanes: usize,
    k: usize,
    from: *const T,
    stride: usize,
    to: *mut T,
    width: usize,
) {
    // SAFETY: the caller's promise; `lanes` is a constant in the frequent cases,
    // which makes each group a few vector moves.
    unsafe {
        match lanes {
            4 => copy_constant::<T, 4>(k, from, stride, to, width),
            6 => copy_constant::<T, 6>(k, from, stride, to, width),
            8 => copy_constant::<T, 8>(k, from, stride, to, width),
            12 => copy_constant::<T, 12>(k, from, stride, to, width),
            16 => copy_constant::<T, 16>(k, from, stride, to, width),
            32 => copy_constant::<T, 32>(k, from, stride, to, width),
            _ => {
                for p in 0..k {
                    for i in 0..lanes {
                        *to.add(p * width + i) = *from.add(p * stride + i);
                    }
                }
            }
        }
    }
}

/// [`copy_groups`] for a number of lanes known to the compiler.
///
/// # Safety
///
/// As there.
#[inline(never)]
unsafe fn copy_constant<T: Copy, const LANES: usize>(
    k: usize,
    from: *const T,
    stride: usize,
    to: *mut T,
    width: usize,
) {
    for p in 0..k {
        // SAFETY: the caller's promise.
        unsafe { core::ptr::copy_nonoverlapping(from.add(p * stride), to.add(p * width), LANES) };
    }
}
