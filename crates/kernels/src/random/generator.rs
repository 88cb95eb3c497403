//! The stream of random bits: xoshiro256++ (Blackman and Vigna, 2021), and uniform numbers.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

/// Source of random numbers; its whole future is fixed by a seed and a stream.
#[derive(Clone, Debug)]
pub struct Generator {
    bits: Xoshiro256PlusPlus,
    /// The second variate of the last polar draw, see `normal.rs`.
    pub(super) spare_normal: Option<f64>,
}

impl Generator {
    /// Independent generators for different `stream`s of one `seed`.
    ///
    /// Seed and stream are mixed by SplitMix64's finaliser, a bijection of 64-bit words, so two
    /// streams of one seed never start from the same state; that word then seeds the state
    /// through SplitMix64, as the generator's authors advise.
    pub fn new(seed: u64, stream: u32) -> Self {
        let word = seed ^ mix(u64::from(stream).wrapping_add(GOLDEN_GAMMA));
        Self {
            bits: Xoshiro256PlusPlus::seed_from_u64(mix(word)),
            spare_normal: None,
        }
    }

    /// The next 64 random bits.
    pub fn next_bits(&mut self) -> u64 {
        self.bits.next_u64()
    }

    /// Uniform on [0, 1): 53 random bits times 2^-53.
    pub fn unit(&mut self) -> f64 {
        (self.next_bits() >> 11) as f64 * UNIT_STEP
    }

    /// Uniform on (0, 1], whose logarithm is finite.
    pub(super) fn positive_unit(&mut self) -> f64 {
        ((self.next_bits() >> 11) + 1) as f64 * UNIT_STEP
    }

    /// Uniform on [low, high).
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        let value = low + (high - low) * self.unit();
        // The sum may round up to `high`, which the half-open interval excludes.
        if value >= high && high > low {
            high.next_down()
        } else {
            value
        }
    }
}

/// 2^64 divided by the golden ratio, the increment of SplitMix64.
const GOLDEN_GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// 2^-53, the distance between neighbouring values of [`Generator::unit`].
const UNIT_STEP: f64 = 1.0 / (1u64 << 53) as f64;

/// The finaliser of SplitMix64.
fn mix(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}
