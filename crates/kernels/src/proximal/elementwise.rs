//! Penalties of single entries: |x| (soft threshold), 1/2 x² (shrinkage) and √|x| (half threshold).
//!
//! The soft threshold is that of Donoho (1995). The half threshold (Xu, Chang, Xu and Zhang, 2012) is
//! 0 for |y| ≤ 3/2 t^(2/3). Above that the minimiser x solves x − |y| + t / (2 √x) = 0, its larger
//! root. Divided by t^(2/3), x' = x / t^(2/3) and y' alike, the equation for s = √x' is
//! s³ − y' s + 1/2 = 0 with s ≥ 1, a slope of at least 3/2 and curved upwards: Newton's steps from √y'
//! fall to the root, in six to the last digit for every y' ≥ 3/2. The published form says the same by
//! a cosine, which would cost an elementary function for each entry.

use super::Penalty;
use crate::Real;
use crate::simd::dispatch;

/// t^(2/3), in double precision and rounded.
pub(super) fn two_thirds_power<T: Real>(threshold: T) -> T {
    T::from_f64(libm::pow(threshold.to_f64(), 2.0 / 3.0))
}

/// Maps some entries; `root` is the threshold to the power 2/3.
pub(super) fn map<T: Real>(penalty: Penalty, threshold: T, root: T, x: &mut [T]) {
    match penalty {
        Penalty::L1 => shrink_by(threshold, x),
        Penalty::L2Squared => divide_by(T::ONE + threshold, x),
        _ if root < T::MIN_POSITIVE => divide_by(T::ONE, x),
        _ => halve_thresholds(root, x),
    }
}

/// Beyond this y' the root is y' itself, rounded: 1 / (2 √x') is below half a digit of it.
const FAR: f64 = 1e12;

const NEWTON_STEPS: usize = 6;

dispatch! {
    fn shrink_by<T: Real>(threshold: T, x: &mut [T]) {
        for y in x {
            let magnitude = (y.abs() - threshold).max(T::ZERO);
            *y = with_sign_of(*y, magnitude);
        }
    }

    fn divide_by<T: Real>(divisor: T, x: &mut [T]) {
        for y in x {
            *y = *y / divisor + T::ZERO;
        }
    }

    fn halve_thresholds<T: Real>(root: T, x: &mut [T]) {
        let half = T::from_f64(0.5);
        let three = T::from_f64(3.0);
        let far = T::from_f64(FAR);
        for y in x {
            let target = y.abs() / root;
            // Entries that stay or vanish run along, with numbers that do no harm.
            let near = target.min(far).max(T::ONE);
            let mut s = near.sqrt();
            for _ in 0..NEWTON_STEPS {
                let square = s * s;
                s -= ((square - near) * s + half) / (three * square - near);
            }
            let magnitude = if target > T::from_f64(1.5) {
                if target < far { (s * s * root).min(y.abs()) } else { y.abs() }
            } else {
                T::ZERO
            };
            *y = with_sign_of(*y, magnitude);
        }
    }
}

/// The magnitude with the sign of y; 0 is +0.
#[inline(always)]
fn with_sign_of<T: Real>(y: T, magnitude: T) -> T {
    (if y < T::ZERO { -magnitude } else { magnitude }) + T::ZERO
}
