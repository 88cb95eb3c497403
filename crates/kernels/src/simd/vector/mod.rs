//! One vector register as a type: what the micro-kernels are written in.
//!
//! A micro-kernel is one generic function over [`Vector`]; each instruction set
//! supplies the type, and a `#[target_feature]` wrapper makes LLVM compile the
//! whole of it for that set. [`Square`] is the companion for packing.

use crate::Real;

#[cfg(target_arch = "x86_64")]
pub mod avx2;
#[cfg(target_arch = "x86_64")]
pub mod avx512;
#[cfg(target_arch = "aarch64")]
pub mod neon;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub mod relaxed;
pub mod scalar;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub mod simd128;
#[cfg(target_arch = "x86_64")]
pub mod sse2;

/// `LANES` numbers in one register. There is no fused multiply-add on purpose.
///
/// # Safety
///
/// Every function may run only on a machine that has the type's instruction
/// set; `load` reads and `store` writes `LANES` elements, of any alignment.
#[allow(clippy::missing_safety_doc, reason = "stated once, above")]
pub trait Vector: Copy {
    /// The number in each lane.
    type Element: Real;
    /// Numbers in a register.
    const LANES: usize;

    /// `value` in every lane.
    unsafe fn splat(value: Self::Element) -> Self;
    /// The numbers at `from`.
    unsafe fn load(from: *const Self::Element) -> Self;
    /// Writes the lanes at `to`.
    unsafe fn store(self, to: *mut Self::Element);
    /// Lane by lane, rounded.
    unsafe fn mul(self, other: Self) -> Self;
    /// Lane by lane, rounded.
    unsafe fn add(self, other: Self) -> Self;
    /// Asks for the cache line at `from`, where the machine can be asked.
    #[inline(always)]
    fn prefetch(from: *const Self::Element) {
        prefetch(from);
    }
}

/// Asks for the cache line at `from`, where the machine can be asked.
#[inline(always)]
pub fn prefetch<T>(from: *const T) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a hint, valid for any address; every x86-64 has it.
    unsafe {
        use core::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(from.cast());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = from;
}

/// Asks for the cache lines of a row.
#[inline(always)]
pub fn ask_for<T>(row: &[T]) {
    for piece in row.chunks(64 / size_of::<T>()) {
        prefetch(piece.as_ptr());
    }
    if let Some(last) = row.last() {
        prefetch(last);
    }
}

/// A small square block that can be transposed in registers.
///
/// # Safety
///
/// As for [`Vector`]; `transpose` reads `SIDE` rows of `SIDE` elements, `from_stride`
/// apart, and writes the transposed block with rows `to_stride` apart.
#[allow(clippy::missing_safety_doc, reason = "stated once, above")]
pub trait Square {
    /// The number in each place.
    type Element: Real;
    /// Rows and columns of the block.
    const SIDE: usize;

    /// to[j][i] = from[i][j].
    unsafe fn transpose(
        from: *const Self::Element,
        from_stride: usize,
        to: *mut Self::Element,
        to_stride: usize,
    );
}

/// Implements [`Vector`] by five intrinsics, given as expressions of their arguments.
#[cfg(any(
    target_arch = "x86_64",
    target_arch = "aarch64",
    all(target_arch = "wasm32", target_feature = "simd128")
))]
macro_rules! vector {
    ($(#[$doc:meta])* $name:ident($register:ty) of $t:ty, $lanes:literal: $splat:expr, $load:expr, $store:expr, $mul:expr, $add:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name(pub $register);

        // The intrinsics of some targets are safe to call: hence `unused_unsafe`.
        #[allow(unused_unsafe)]
        impl Vector for $name {
            type Element = $t;
            const LANES: usize = $lanes;

            #[inline(always)]
            unsafe fn splat(value: $t) -> Self {
                // SAFETY: the caller has made sure of the instruction set.
                unsafe { Self($splat(value)) }
            }
            #[inline(always)]
            unsafe fn load(from: *const $t) -> Self {
                // SAFETY: as above; `from` has LANES elements, any alignment will do.
                unsafe { Self($load(from.cast())) }
            }
            #[inline(always)]
            unsafe fn store(self, to: *mut $t) {
                // SAFETY: as above; `to` has room for LANES elements.
                unsafe { $store(to.cast(), self.0) }
            }
            #[inline(always)]
            unsafe fn mul(self, other: Self) -> Self {
                // SAFETY: the caller has made sure of the instruction set.
                unsafe { Self($mul(self.0, other.0)) }
            }
            #[inline(always)]
            unsafe fn add(self, other: Self) -> Self {
                // SAFETY: the caller has made sure of the instruction set.
                unsafe { Self($add(self.0, other.0)) }
            }
        }
    };
}

#[cfg(any(
    target_arch = "x86_64",
    target_arch = "aarch64",
    all(target_arch = "wasm32", target_feature = "simd128")
))]
pub(crate) use vector;
