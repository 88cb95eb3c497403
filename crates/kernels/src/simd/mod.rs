//! Instruction sets: which the machine has, which is in use, and code compiled for each.
//!
//! The choice changes speed only: every set gives the same bits.

mod dispatch;
pub(crate) mod vector;

use core::sync::atomic::{AtomicU8, Ordering};

pub(crate) use dispatch::dispatch;

/// An instruction set that kernels are compiled for, best first.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[repr(u8)]
pub enum InstructionSet {
    /// x86-64 with AVX-512 F (and AVX2).
    Avx512 = 1,
    /// x86-64 with AVX2.
    Avx2 = 2,
    /// x86-64 with SSE3: all but the first ones.
    Sse3 = 3,
    /// Any AArch64.
    Neon = 4,
    /// WASM with 128-bit vectors.
    Simd128 = 5,
    /// No vectors: any machine.
    Scalar = 6,
}

const ALL: [InstructionSet; 6] = [
    InstructionSet::Avx512,
    InstructionSet::Avx2,
    InstructionSet::Sse3,
    InstructionSet::Neon,
    InstructionSet::Simd128,
    InstructionSet::Scalar,
];

impl InstructionSet {
    /// The name users see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Avx512 => "avx512",
            Self::Avx2 => "avx2",
            Self::Sse3 => "sse3",
            Self::Neon => "neon",
            Self::Simd128 => "simd128",
            Self::Scalar => "scalar",
        }
    }

    /// The set of this name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        ALL.into_iter().find(|set| set.name() == name)
    }

    /// Whether this machine can run it.
    pub fn is_available(self) -> bool {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx2"),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => is_x86_feature_detected!("avx2"),
            #[cfg(target_arch = "x86_64")]
            Self::Sse3 => is_x86_feature_detected!("sse3"),
            Self::Neon => cfg!(target_arch = "aarch64"),
            Self::Simd128 => cfg!(all(target_arch = "wasm32", target_feature = "simd128")),
            Self::Scalar => true,
            #[cfg(not(target_arch = "x86_64"))]
            _ => false,
        }
    }
}

/// The sets of this machine, best first.
pub fn available() -> Vec<InstructionSet> {
    ALL.into_iter().filter(|set| set.is_available()).collect()
}

/// The set in use as its number; 0 before the first look.
static CURRENT: AtomicU8 = AtomicU8::new(0);

/// The set in use: the best available unless [`set`] chose another.
#[inline]
pub fn current() -> InstructionSet {
    match CURRENT.load(Ordering::Relaxed) {
        0 => detect(),
        number => ALL[usize::from(number) - 1],
    }
}

#[cold]
fn detect() -> InstructionSet {
    let best = available()[0];
    CURRENT.store(best as u8, Ordering::Relaxed);
    best
}

/// Uses `choice` from now on; `false`, and no change, when the machine lacks it.
pub fn set(choice: InstructionSet) -> bool {
    let known = choice.is_available();
    if known {
        CURRENT.store(choice as u8, Ordering::Relaxed);
    }
    known
}
