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

    /// Whether the elements of a lane are beside each other; else the lanes are.
    pub fn is_in_rows(&self) -> bool {
        self.inner == 1
    }

    /// From one lane to the next, or from one element to the next: the stride that is not 1.
    pub fn stride(&self) -> usize {
        if self.inner == 1 {
            self.lane
        } else {
            self.inner
        }
    }

    /// Element `start` of lane `first`: only an address, which need not be within the matrix.
    pub fn address(&self, first: usize, start: usize) -> *const T {
        self.data
            .as_ptr()
            .wrapping_add(first * self.lane + start * self.inner)
    }

    /// to[p * width + i] = element `start + p` of lane `first + i`, for `lanes` <= `width`
    /// lanes and `k` elements. What is left of each group is not written.
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
        debug_assert!(lanes <= width && to.len() >= k * width);
        let from = self.first_of(first, lanes, start, k);
        // SAFETY: the first and the last element lie in `data`, as asserted there (the
        // public kernels check shapes in every build), and `to` holds k groups.
        unsafe {
            let to = to.as_mut_ptr();
            if self.inner == 1 {
                (kernel.interleave)(lanes, k, from, self.lane, to, width);
            } else {
                (kernel.gather)(lanes, 1, k, from, self.inner, to, width, 0);
            }
        }
    }

    /// Packs `lanes` lanes in groups of `width`, group after group; the last is filled with zeros.
    pub fn pack_groups(
        &self,
        kernel: &Kernel<T>,
        first: usize,
        lanes: usize,
        start: usize,
        k: usize,
        width: usize,
        to: &mut [T],
    ) {
        if lanes == 0 {
            return;
        }
        let whole = lanes - lanes % width;
        if lanes > whole {
            let to = &mut to[whole * k..][..width * k];
            to.fill(T::ZERO);
            self.pack(kernel, first + whole, lanes - whole, start, k, width, to);
        }
        if self.inner == 1 || whole == 0 {
            for (group, to) in to
                .chunks_exact_mut(width * k)
                .take(whole / width)
                .enumerate()
            {
                self.pack(kernel, first + group * width, width, start, k, width, to);
            }
            return;
        }
        // Row by row through all groups: the source is read in long stretches.
        let from = self.first_of(first, whole, start, k);
        assert!(to.len() >= whole * k);
        // SAFETY: as in `pack`, for `whole` lanes.
        unsafe {
            let (groups, to) = (whole / width, to.as_mut_ptr());
            (kernel.gather)(width, groups, k, from, self.inner, to, width, k * width);
        }
    }

    /// Element `start` of lane `first`, from where `k` elements of `lanes` lanes are read.
    fn first_of(&self, first: usize, lanes: usize, start: usize, k: usize) -> *const T {
        let offset = first * self.lane + start * self.inner;
        debug_assert!(lanes > 0 && k > 0);
        debug_assert!(offset + (lanes - 1) * self.lane + (k - 1) * self.inner < self.data.len());
        self.data[offset..].as_ptr()
    }
}
