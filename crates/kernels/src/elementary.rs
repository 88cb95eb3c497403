//! Elementary functions of every entry, from the portable `libm` crate.
//!
//! Platform libraries differ in the last bits, so none is called; `sqrt` is exact everywhere.
//! Single precision is worked out in double and rounded.

use crate::Real;
use crate::simd::dispatch;
use crate::threads::parallel_chunks;

/// A function of one real variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elementary {
    /// e^x.
    Exp,
    /// Natural logarithm.
    Log,
    /// Hyperbolic tangent.
    Tanh,
    /// Square root.
    Sqrt,
}

/// x ← function(x) for every entry.
pub fn apply<T: Real>(function: Elementary, x: &mut [T]) {
    match function {
        Elementary::Exp => each(x, libm::exp),
        Elementary::Log => parallel_chunks(x, CHUNK, |_, chunk| logs(chunk)),
        Elementary::Tanh => each(x, libm::tanh),
        // A root in double precision, rounded, is the root in single precision.
        Elementary::Sqrt => parallel_chunks(x, CHUNK, |_, chunk| roots(chunk)),
    }
}

/// x ← x^exponent for every entry.
pub fn power<T: Real>(exponent: f64, x: &mut [T]) {
    each(x, |value| libm::pow(value, exponent));
}

/// Entries per unit of parallel work: some hundred microseconds.
const CHUNK: usize = 8192;

fn each<T: Real>(x: &mut [T], function: impl Fn(f64) -> f64 + Sync) {
    parallel_chunks(x, CHUNK, |_, chunk| {
        for entry in chunk {
            *entry = T::from_f64(function(entry.to_f64()));
        }
    });
}

/// Entries whose logarithms are found together.
const GROUP: usize = 64;

/// x ← log x, many at a time where all are positive normal numbers.
fn logs<T: Real>(x: &mut [T]) {
    let mut numbers = [0.0; GROUP];
    for group in x.chunks_mut(GROUP) {
        let numbers = &mut numbers[..group.len()];
        if widened(group, numbers) {
            normal_logs(numbers);
        } else {
            numbers.iter_mut().for_each(|x| *x = libm::log(*x));
        }
        rounded(numbers, group);
    }
}

dispatch! {
    fn roots<T: Real>(x: &mut [T]) {
        for x in x {
            *x = x.sqrt();
        }
    }

    /// Copies the numbers into double precision; whether all are positive and normal there.
    fn widened<T: Real>(x: &[T], numbers: &mut [f64]) -> bool {
        let mut others = 0u64;
        for (number, x) in numbers.iter_mut().zip(x) {
            *number = x.to_f64();
            others |= u64::from(!(*number >= f64::MIN_POSITIVE && *number <= f64::MAX));
        }
        others == 0
    }

    fn rounded<T: Real>(numbers: &[f64], x: &mut [T]) {
        for (x, number) in x.iter_mut().zip(numbers) {
            *x = T::from_f64(*number);
        }
    }

    /// x ← log x for positive normal numbers, several at a time: the polynomial of `libm::log` without
    /// its branches, to the same bits. Anything else comes out as some number.
    pub(crate) fn normal_logs(x: &mut [f64]) {
        for x in x {
            *x = normal_log(*x);
        }
    }
}

/// x = 2^k (1 + f) with √½ <= 1 + f < √2, and log(1 + f) by an odd polynomial in f / (2 + f).
#[inline(always)]
fn normal_log(x: f64) -> f64 {
    const ROOT: u64 = 0x3fe6_a09e << 32;
    const ONE: u64 = 0x3ff0_0000 << 32;
    const MANTISSA: u64 = (1 << 52) - 1;
    // An integer below 2^52 in the low bits of 2^52 is that number added: no conversion is needed.
    const SHIFT: u64 = 0x4330_0000_0000_0000;
    let bits = x.to_bits().wrapping_add(ONE - ROOT);
    let k = f64::from_bits(bits >> 52 | SHIFT) - (4_503_599_627_370_496.0 + 1023.0);
    let f = f64::from_bits((bits & MANTISSA) + ROOT) - 1.0;
    let half_square = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = w
        * (0.399_999_999_994_094_2 + w * (0.222_221_984_321_497_84 + w * 0.153_138_376_992_093_73));
    let odd = z
        * (0.666_666_666_666_673_5
            + w * (0.285_714_287_436_623_9
                + w * (0.181_835_721_616_180_5 + w * 0.147_981_986_051_165_86)));
    let rest = odd + even;
    s * (half_square + rest) + k * 1.908_214_929_270_587_7e-10 - half_square
        + f
        + k * 0.693_147_180_369_123_8
}

#[cfg(test)]
mod tests {
    use super::normal_logs;

    #[test]
    fn the_logarithm_of_many_numbers_is_that_of_one() {
        let mut numbers: Vec<f64> = (0..200_000u64)
            .map(|i| {
                let bits = i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 1;
                let exponent = 1 + (bits >> 52) % 2046;
                f64::from_bits(exponent << 52 | bits & ((1 << 52) - 1))
            })
            .collect();
        numbers.extend([1.0, 0.5, 2.0, f64::MIN_POSITIVE, f64::MAX]);
        numbers.extend((0..2000).map(|i| 1.0 + f64::from(i - 1000) * f64::EPSILON));
        numbers.extend((1..2000).map(|i| f64::from(i) / 1000.0));
        let mut logs = numbers.clone();
        normal_logs(&mut logs);
        for (x, log) in numbers.iter().zip(&logs) {
            assert_eq!(log.to_bits(), (libm::log(*x) + 0.0).to_bits(), "{x:e}");
        }
    }
}
