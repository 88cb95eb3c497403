//! The best orthogonal nonnegative factorization of two columns by one (De Handschutter's thesis,
//! algorithm 12).

use crate::Real;

/// What becomes of two columns: w = α x_i + β x_j with α² + β² = 1 and α, β ≥ 0, X ≈ w (α, β).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Merged<T> {
    /// α.
    pub first: T,
    /// β.
    pub second: T,
    /// ‖w‖².
    pub norm_squared: T,
}

/// The least ½(‖x_i − α w‖² + ‖x_j − β w‖²), from a = ‖x_i‖², b = ‖x_j‖² and c = x_iᵀx_j.
///
/// It is half the smaller eigenvalue of the 2 x 2 Gram matrix, written as determinant over larger
/// eigenvalue, which cancels least; where c is negative the shorter column is given up.
#[inline(always)]
pub fn merging_error<T: Real>(a: T, b: T, c: T) -> T {
    let (long, short) = if a >= b { (a, b) } else { (b, a) };
    // Divided by the longer one, no square overflows.
    let scale = if long > T::ZERO { long } else { T::ONE };
    let (b, c) = (short / scale, c.max(T::ZERO) / scale);
    let apart = T::ONE - b;
    let twice = T::ONE + b + (apart * apart + T::from_f64(4.0) * c * c).sqrt();
    scale * ((b - c * c) / twice).max(T::ZERO)
}

/// The column that two become, from the same numbers.
///
/// (α, β) is the leading eigenvector of the Gram matrix: with K = c / (a − b) and L = 4K² + 1 it is
/// α² = (L + √L) / 2L for the longer column, as the thesis has it, written without the division
/// by a − b.
pub fn merged<T: Real>(a: T, b: T, c: T) -> Merged<T> {
    if a < b {
        let Merged {
            first,
            second,
            norm_squared,
        } = merged(b, a, c);
        return Merged {
            first: second,
            second: first,
            norm_squared,
        };
    }
    if c < T::ZERO {
        return Merged {
            first: T::ONE,
            second: T::ZERO,
            norm_squared: a,
        };
    }
    let scale = if a > T::ZERO { a } else { T::ONE };
    let (b, c) = (b / scale, c / scale);
    let half = T::from_f64(0.5);
    let apart = T::ONE - b;
    let root = (apart * apart + T::from_f64(4.0) * c * c).sqrt();
    // Two columns of equal length at a right angle: either will do; the thesis takes the mean.
    let share = if root > T::ZERO {
        half + half * (apart / root)
    } else {
        half
    };
    let first = share.sqrt();
    let second = if root > T::ZERO && first > T::ZERO {
        c / root / first
    } else {
        half.sqrt()
    };
    Merged {
        first,
        second,
        norm_squared: scale * (half * (T::ONE + b + root)),
    }
}
