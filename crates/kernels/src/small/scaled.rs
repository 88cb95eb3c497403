//! Matrices in double precision, near one: squares neither overflow nor lose what matters.

use crate::Real;
use crate::small::Failure;

/// A copy of a matrix times a power of two.
pub(super) struct Scaled {
    /// The largest magnitude is from 1 to 2, or the matrix is zero; beyond 2^±1000, as near as can be.
    pub numbers: Vec<f64>,
    exponent: i32,
}

impl Scaled {
    /// A scaled copy; an error when an entry is not finite.
    pub fn of<T: Real>(a: &[T]) -> Result<Self, Failure> {
        if !a.iter().all(|x| x.is_finite()) {
            return Err(Failure::NotFinite);
        }
        let largest = a.iter().fold(0.0, |m: f64, x| m.max(x.to_f64().abs()));
        let exponent = if largest > 0.0 {
            exponent_of(largest).clamp(-1000, 1000)
        } else {
            0
        };
        let down = power_of_two(-exponent);
        let numbers = a.iter().map(|x| x.to_f64() * down).collect();
        Ok(Self { numbers, exponent })
    }

    /// What a number on the scale of the copy is on that of the matrix, rounded to `T`; never -0.
    pub fn back<T: Real>(&self, x: f64) -> T {
        T::from_f64(x * power_of_two(self.exponent)) + T::ZERO
    }

    /// The natural logarithm of what the matrix is the copy's multiple of.
    pub fn log(&self) -> f64 {
        f64::from(self.exponent) * core::f64::consts::LN_2
    }

    /// The same on the scale of the inverse.
    pub fn back_inverse<T: Real>(&self, x: f64) -> T {
        T::from_f64(x * power_of_two(-self.exponent)) + T::ZERO
    }
}

/// out = the numbers, rounded; never -0.
pub(super) fn store<T: Real>(numbers: &[f64], out: &mut [T]) {
    assert_eq!(numbers.len(), out.len());
    for (out, &x) in out.iter_mut().zip(numbers) {
        *out = T::from_f64(x) + T::ZERO;
    }
}

/// An error when a number is not finite.
pub(super) fn finite<T: Real>(numbers: &[T]) -> Result<(), Failure> {
    if numbers.iter().all(|x| x.is_finite()) {
        Ok(())
    } else {
        Err(Failure::Overflow)
    }
}

/// e with 2^e <= x < 2^(e+1), for a positive normal x; at most -1023 below.
fn exponent_of(x: f64) -> i32 {
    ((x.to_bits() >> 52) & 0x7ff) as i32 - 1023
}

/// 2^e for -1022 <= e <= 1023.
fn power_of_two(e: i32) -> f64 {
    f64::from_bits(((e + 1023) as u64) << 52)
}
