//! Micro-kernels: one small product per instruction set, held in registers.
//!
//! A kernel computes an `rows x nr` tile of C over one panel of the inner
//! dimension; `rows` runs from 1 to `mr`, each its own function, so that a
//! matrix of any height is cut into tiles of nearly equal height without waste.
//! Each is `#[inline(never)]`: V8 compiles a WASM function anew only between
//! calls, so hot code must be functions that are called often.

#[cfg(target_arch = "x86_64")]
mod assembly;
#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod body;
#[cfg(target_arch = "aarch64")]
mod neon;
mod packing;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod relaxed;
mod scalar;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd128;
#[cfg(target_arch = "x86_64")]
mod sse3;
mod streaming;

use crate::simd::InstructionSet;

/// `mr` of the tallest kernel times `nr` of the widest: room for any tile.
pub(crate) const LARGEST_TILE: usize = 12 * 32;

/// Tiles of C = Σ_p A[p] B[p], p < k, side by side, written or (`accumulate`) added.
///
/// A holds the tiles' rows, the way of [`Tiles`] and `lda` apart. What is wanted soon is asked for
/// on the way ([`Ahead`]).
pub(crate) type Tile<T> = unsafe fn(usize, *const T, usize, Across<T>, Ahead<T>);

/// The tiles of one call: B and C.
pub(crate) struct Across<T> {
    /// B: k rows of a tile's columns, `ldb` apart.
    pub b: *const T,
    pub ldb: usize,
    /// From the columns of one tile to those of the next.
    pub group: usize,
    /// How many tiles.
    pub tiles: usize,
    /// C: the tiles' rows, `ldc` apart.
    pub c: *mut T,
    pub ldc: usize,
    pub accumulate: bool,
    /// The sums do not begin with zeros but with what is in C.
    pub resume: bool,
    /// Where a copying kernel packs B: the rows of a tile's columns one behind the other, tile after
    /// tile. Others do not look at it.
    pub copy: *mut T,
}

/// Every fourth step of a tile asks for the cache line at `at` (where A is in its rows: and for
/// those one and two `lda` further), which then moves on by `step` numbers.
pub(crate) struct Ahead<T> {
    pub at: *const T,
    pub step: usize,
}

impl<T> Clone for Ahead<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Ahead<T> {}

impl<T> Ahead<T> {
    /// Asks for a line that is at hand anyway.
    pub const fn nothing(at: *const T) -> Self {
        Self { at, step: 0 }
    }
}

/// Kernels for 1, 2, ..., `mr` rows.
pub(crate) struct Tiles<T: 'static> {
    /// a_ip is at `a + p * lda + i`, as in packed A, where `lda` is the height of the highest tile.
    pub lanes: &'static [Tile<T>],
    /// a_ip is at `a + i * lda + p`: rows of a matrix where they lie.
    pub rows: &'static [Tile<T>],
    /// As `lanes`, and B, which is loaded anyway, is packed on the way.
    pub copying: &'static [Tile<T>],
}

/// to[p * to_stride + i] = from[i * from_stride + p], i < rows, p < k:
/// `(rows, k, from, from_stride, to, to_stride)`.
pub(crate) type Interleave<T> = unsafe fn(usize, usize, *const T, usize, *mut T, usize);

/// to[g * group + p * width + i] = from[p * stride + g * width + i], g < groups, p < k, i < lanes:
/// `(lanes, groups, k, from, stride, to, width, group)`.
pub(crate) type Gather<T> = unsafe fn(usize, usize, usize, *const T, usize, *mut T, usize, usize);

/// sums_ij += Σ_p a_ip b_pj, p < k, the sums in memory: `(rows, width, k, a, b, ldb, sums)`. `a` holds
/// k groups of `rows` numbers, `b` k rows, `ldb` apart, `sums` the rows, `width` apart, a multiple of `nr`.
pub(crate) type Stream<T> = unsafe fn(usize, usize, usize, *const T, *const T, usize, *mut T);

/// What an instruction set supplies for one number type.
pub struct Kernel<T: 'static> {
    /// Rows of a full tile.
    pub(crate) mr: usize,
    /// Columns of a tile; the stride of packed B.
    pub(crate) nr: usize,
    /// Kernels for `nr` columns.
    pub(crate) tiles: Tiles<T>,
    /// Columns of a narrow tile.
    pub(crate) half: usize,
    /// The same for the first `half` columns: the edge of C.
    pub(crate) narrow: Tiles<T>,
    /// Kernels of fewer rows for `nr` + `half` columns, where the set has registers for them.
    pub(crate) broad: Option<&'static Kernel<T>>,
    /// Few rows of A times long rows of B, which are read in streams.
    pub(crate) stream: Stream<T>,
    /// Transposition, for packing.
    pub(crate) interleave: Interleave<T>,
    /// Packing of lanes that lie beside each other.
    pub(crate) gather: Gather<T>,
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
        $(, broad $broad:ident)?
    ) => {
        pub(super) static $name: $crate::gemm::micro::Kernel<$t> = {
            use $crate::gemm::micro::{Across, Ahead, CHAINS, Kernel, PROBE_ROOM, Tiles, body, packing, streaming};
            use $crate::simd::vector::Vector;

            $(#[$feature])*
            #[inline(never)]
            unsafe fn tile<const ROWS: usize, const VECTORS: usize, const IN_ROWS: bool, const COPY: bool>(
                k: usize, a: *const $t, lda: usize, across: Across<$t>, ahead: Ahead<$t>,
            ) {
                // SAFETY: the caller's promise, handed on.
                unsafe { body::tiles::<$vector, ROWS, VECTORS, IN_ROWS, COPY>(k, a, lda, across, ahead) }
            }

            $(#[$feature])*
            #[inline(never)]
            unsafe fn stream(
                rows: usize, width: usize, k: usize, a: *const $t, b: *const $t, ldb: usize, sums: *mut $t,
            ) {
                // SAFETY: the caller's promise, handed on.
                unsafe { streaming::stream::<$vector>(rows, width, k, a, b, ldb, sums) }
            }

            $(#[$feature])*
            #[inline(never)]
            unsafe fn interleave(
                rows: usize, k: usize, from: *const $t, from_stride: usize, to: *mut $t, to_stride: usize,
            ) {
                // SAFETY: the caller's promise, handed on.
                unsafe { packing::interleave::<$square>(rows, k, from, from_stride, to, to_stride) }
            }

            $(#[$feature])*
            #[inline(never)]
            unsafe fn gather(
                lanes: usize, groups: usize, k: usize, from: *const $t, stride: usize, to: *mut $t, width: usize, group: usize,
            ) {
                // SAFETY: the caller's promise, handed on.
                unsafe { packing::gather::<$vector>(lanes, groups, k, from, stride, to, width, group) }
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
                tiles: Tiles {
                    lanes: &[$(tile::<$rows, $vectors, false, false>),+],
                    rows: &[$(tile::<$rows, $vectors, true, false>),+],
                    copying: &[$(tile::<$rows, $vectors, false, true>),+],
                },
                half: $vectors / 2 * <$vector as Vector>::LANES,
                narrow: Tiles {
                    lanes: &[$(tile::<$rows, { $vectors / 2 }, false, false>),+],
                    rows: &[$(tile::<$rows, { $vectors / 2 }, true, false>),+],
                    copying: &[],
                },
                broad: [$(Some(&$broad),)? None][0],
                stream,
                interleave,
                gather,
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
                    InstructionSet::Sse3 => &sse3::$name,
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
