//! Which function sums which columns of B.

use core::marker::PhantomData;

use crate::simd::InstructionSet;
use crate::sparse::Compressed;
use crate::sparse::gather;

/// Most registers of sums in one walk over a line; one is left for x and one for a product.
pub const MOST: usize = if cfg!(target_arch = "wasm32") { 8 } else { 12 };

/// X and B as the inner loops see them: `starts`, `indices` and `values` of X's lines, the rows of B.
pub struct Walk<'a, T> {
    pub starts: *const usize,
    pub indices: *const u32,
    pub values: *const T,
    /// The last entry of X: how far ahead rows of B may be asked for.
    pub last: usize,
    pub b: *const T,
    pub stride: usize,
    /// Lines of X.
    lines: usize,
    lifetime: PhantomData<&'a [T]>,
}

// SAFETY: it is only read.
unsafe impl<T: Sync> Sync for Walk<'_, T> {}

impl<'a, T> Walk<'a, T> {
    /// Every index of X is a row of B, which has x.cols() rows of `stride` numbers.
    pub fn new(x: &Compressed<'a, T>, b: &'a [T], stride: usize) -> Self {
        assert_eq!(x.cols().checked_mul(stride), Some(b.len()));
        Self {
            starts: x.starts().as_ptr(),
            indices: x.indices().as_ptr(),
            values: x.values().as_ptr(),
            last: x.entries().saturating_sub(1),
            b: b.as_ptr(),
            stride,
            lines: x.rows(),
            lifetime: PhantomData,
        }
    }
}

/// Some neighbouring columns of B and of C.
#[derive(Clone, Copy)]
pub struct Columns {
    /// The first.
    pub first: usize,
    /// Where the last register's columns begin, counted from the first: they may overlap with those of the
    /// one before, which then computes the same numbers twice.
    pub tail: usize,
}

/// Sums of some lines for N registers of columns: `(walk, first line, lines, columns, sums, stride of sums)`.
pub type Sum<T> = unsafe fn(&Walk<T>, usize, usize, Columns, *mut T, usize);

/// Sums of one line of several blocks: `(walk, first entry, last entry + 1, columns, sums)`.
pub type Long<T> = unsafe fn(&Walk<T>, usize, usize, Columns, *mut T);

/// What an instruction set supplies for one number type.
pub struct Kernels<T: 'static> {
    pub lanes: usize,
    /// Those with fewer lanes, where fewer columns are wanted; none below one lane.
    pub narrower: Option<&'static Kernels<T>>,
    /// For 1, 2, ... registers.
    pub sums: [Sum<T>; MOST],
}

/// Number types that have gather kernels.
pub trait Gather: Sized + 'static {
    /// The kernels of an available instruction set.
    fn gather_kernels(set: InstructionSet) -> &'static Kernels<Self>;
}

/// The columns of B, cut for an instruction set.
pub struct Chunks<T: 'static> {
    kernels: &'static Kernels<T>,
    r: usize,
    registers: usize,
    width: usize,
    count: usize,
}

impl<T> Chunks<T> {
    /// `r` > 0 columns in as few chunks as can be, all of the same width; neighbours may overlap.
    pub fn new(mut kernels: &'static Kernels<T>, r: usize) -> Self {
        // The widest registers that r columns fill.
        while kernels.lanes > r
            && let Some(narrower) = kernels.narrower
        {
            kernels = narrower;
        }
        let registers = r.div_ceil(kernels.lanes);
        let count = registers.div_ceil(MOST);
        let registers = registers.div_ceil(count);
        Self {
            kernels,
            r,
            registers,
            width: r.min(registers * kernels.lanes),
            count,
        }
    }

    /// sums (lines x r) of the lines from `first` on.
    pub fn sum(&self, walk: &Walk<T>, first: usize, sums: &mut [T]) {
        let lines = sums.len() / self.r;
        assert!(walk.stride == self.r && first + lines <= walk.lines);
        for chunk in 0..self.count {
            let columns = Columns {
                first: (chunk * self.width).min(self.r - self.width),
                tail: self.width - self.kernels.lanes,
            };
            // SAFETY: the set is there; lines and columns are those of X, B and `sums`. A register has
            // at most `width` lanes, and `tail` is not behind the register before it.
            unsafe {
                let to = sums.as_mut_ptr().add(columns.first);
                self.kernels.sums[self.registers - 1](walk, first, lines, columns, to, self.r);
            }
        }
    }
}

/// Defines the kernels of one instruction set and number type.
macro_rules! kernels {
    ($(#[$feature:meta])* $name:ident: $t:ty = $vector:ty, narrower $narrower:expr) => {
        pub(super) static $name: $crate::sparse::gather::kernel::Kernels<$t> = {
            use $crate::simd::vector::Vector;
            use $crate::sparse::gather::body;
            use $crate::sparse::gather::kernel::{Columns, Kernels, MOST, Sum, Walk};

            $(#[$feature])*
            #[inline(never)]
            unsafe fn long<const N: usize>(
                walk: &Walk<$t>, from: usize, to: usize, columns: Columns, sums: *mut $t,
            ) {
                // SAFETY: the caller's promise, handed on.
                unsafe { body::long::<$vector, N>(walk, from, to, columns, sums) }
            }

            $(#[$feature])*
            #[inline(never)]
            unsafe fn sum<const N: usize>(
                walk: &Walk<$t>, first: usize, lines: usize, columns: Columns, sums: *mut $t, stride: usize,
            ) {
                // SAFETY: the caller's promise, handed on.
                unsafe { body::sum::<$vector, N>(walk, first, lines, columns, sums, stride, long::<N>) }
            }

            const SUMS: [Sum<$t>; 12] = [
                sum::<1>, sum::<2>, sum::<3>, sum::<4>, sum::<5>, sum::<6>,
                sum::<7>, sum::<8>, sum::<9>, sum::<10>, sum::<11>, sum::<12>,
            ];
            let mut sums = [SUMS[0]; MOST];
            let mut n = 0;
            while n < MOST {
                sums[n] = SUMS[n];
                n += 1;
            }
            Kernels { lanes: <$vector as Vector>::LANES, narrower: $narrower, sums }
        };
    };
}

pub(super) use kernels;

macro_rules! gather {
    ($t:ty, $name:ident) => {
        impl Gather for $t {
            fn gather_kernels(set: InstructionSet) -> &'static Kernels<Self> {
                match set {
                    #[cfg(target_arch = "x86_64")]
                    InstructionSet::Avx512 => &gather::avx512::$name,
                    #[cfg(target_arch = "x86_64")]
                    InstructionSet::Avx2 => &gather::avx2::$name,
                    #[cfg(target_arch = "x86_64")]
                    InstructionSet::Sse3 => &gather::sse3::$name,
                    #[cfg(target_arch = "aarch64")]
                    InstructionSet::Neon => &gather::neon::$name,
                    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
                    InstructionSet::Simd128 => &gather::simd128::$name,
                    _ => &gather::scalar::$name,
                }
            }
        }
    };
}

gather!(f64, F64);
gather!(f32, F32);
