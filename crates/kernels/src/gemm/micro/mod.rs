//! Micro-kernels: one small product per instruction set, held in registers.
//!
//! A kernel computes an `rows x nr` tile of C over one panel of the inner
//! dimension; `rows` runs from 1 to `mr`, each its own function, so that a
//! matrix of any height is cut into tiles of nearly equal height without waste.
//! Each is `#[inline(never)]`: V8 compiles a WASM function anew only between
//! calls, so hot code must be functions that are called often.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod body;
#[cfg(target_arch = "aarch64")]
mod neon;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod relaxed;
mod scalar;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd128;
#[cfg(target_arch = "x86_64")]
mod sse2;

use crate::simd::InstructionSet;

/// `mr` of the tallest kernel times `nr` of the widest: room for any tile.
pub(crate) const LARGEST_TILE: usize = 12 * 32;

/// Tile of C = Σ_p A[p] B[p], p < k, written or (`accumulate`) added.
///
/// `(k, a, b, ldb, c, ldc, accumulate)`: `a` holds k groups of `mr` numbers, the
/// tile's rows first; `b` holds k rows of `nr` numbers, `ldb` apart; `c` holds
/// the tile's rows, `ldc` apart.
pub(crate) type Tile<T> = unsafe fn(usize, *const T, *const T, usize, *mut T, usize, bool);

/// to[p * to_stride + i] = from[i * from_stride + p], i < rows, p < k:
/// `(rows, k, from, from_stride, to, to_stride)`.
pub(crate) type Interleave<T> = unsafe fn(usize, usize, *const T, usize, *mut T, usize);

/// What an instruction set supplies for one number type.
pub struct Kernel<T: 'static> {
    /// Rows of a full tile; the stride of packed A.
    pub(crate) mr: usize,
    /// Columns of a tile; the stride of packed B.
    pub(crate) nr: usize,
    /// Kernels for 1, 2, ..., `mr` rows.
    pub(crate) tiles: &'static [Tile<T>],
    /// The same for the first `nr` / 2 columns: the edge of C.
    pub(crate) narrow: &'static [Tile<T>],
    /// Transposition, for packing.
    pub(crate) interleave: Interleave<T>,
    /// Runs multiply-then-add chains in registers, `iterations` times.
    pub(crate) probe: unsafe fn(usize, &mut [T; PROBE_ROOM]),
    /// Floating-point operations of one iteration of the probe.
    pub(crate) probe_flops: usize,
}

/// Independent chains of the probe: two operations of latency 3 or 4, two a
/// cycle, need 12 to 16. With a constant 14 fit 16 registers; WASM engines keep
/// some registers for themselves.
pub(crate) const CHAINS: usize = if cfg!(target_arch = "wasm32") { 12 } else { 14 };

/// Numbers in the widest probe.
pub(crate) const PROBE_ROOM: usize = CHAINS * 16;

/// Number types that have micro-kernels.
pub trait Micro: Sized + 'static {
    /// The kernels of an available instruction set.
    fn kernel(set: InstructionSet) -> &'static Kernel<Self>;
}

/// Defines the kernels of one instruction set and number type.
macro_rules! kernel {
    (
        $(#[$feature:meta])*
        $name:ident: $t:ty = $vector:ty, square $square:ty, vectors $vectors:literal, mr $mr:literal, rows $($rows:literal)+
    ) => {
        pub(super) static $name: $crate::gemm::micro::Kernel<$t> = {
            use $crate::gemm::micro::{CHAINS, Kernel, PROBE_ROOM, body};
            use $crate::simd::vector::Vector;

            $(#[$feature])*
            #[inline(never)]
            unsafe fn tile<const ROWS: usize, const VECTORS: usize>(
                k: usize, a: *const $t, b: *const $t, ldb: usize, c: *mut $t, ldc: usize, accumulate: bool,
            ) {
                // SAFETY: the caller's promise, handed on.
                unsafe { body::tile::<$vector, $mr, ROWS, VECTORS>(k, a, b, ldb, c, ldc, accumulate) }
            }

            $(#[$feature])*
            #[inline(never)]
            unsafe fn interleave(
                rows: usize, k: usize, from: *const $t, from_stride: usize, to: *mut $t, to_stride: usize,
            ) {
                // SAFETY: the caller's promise, handed on.
                unsafe { body::interleave::<$square>(rows, k, from, from_stride, to, to_stride) }
            }

            $(#[$feature])*
            #[inline(never)]
            unsafe fn probe(iterations: usize, state: &mut [$t; PROBE_ROOM]) {
                // SAFETY: the caller's promise, handed on.
                unsafe { body::probe::<$vector>(iterations, state) }
            }

            Kernel {
                mr: $mr,
                nr: $vectors * <$vector as Vector>::LANES,
                tiles: &[$(tile::<$rows, $vectors>),+],
                narrow: &[$(tile::<$rows, { $vectors / 2 }>),+],
                interleave,
                probe,
                probe_flops: 2 * CHAINS * <$vector as Vector>::LANES,
            }
        };
    };
}

pub(crate) use kernel;

macro_rules! micro {
    ($t:ty, $name:ident) => {
        impl Micro for $t {
            #[inline]
            fn kernel(set: InstructionSet) -> &'static Kernel<Self> {
                match set {
                    #[cfg(target_arch = "x86_64")]
                    InstructionSet::Avx512 => &avx512::$name,
                    #[cfg(target_arch = "x86_64")]
                    InstructionSet::Avx2 => &avx2::$name,
                    #[cfg(target_arch = "x86_64")]
                    InstructionSet::Sse2 => &sse2::$name,
                    #[cfg(target_arch = "aarch64")]
                    InstructionSet::Neon => &neon::$name,
                    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
                    InstructionSet::Simd128 if relaxed::is_wanted() => &relaxed::$name,
                    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
                    InstructionSet::Simd128 => &simd128::$name,
                    _ => &scalar::$name,
                }
            }
        }
    };
}

micro!(f64, F64);
micro!(f32, F32);
