//! Packing: lanes are laid side by side, turned where each lies in a row.

use crate::simd::vector::{Square, Vector};

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
