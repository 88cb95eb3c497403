//! The sequence behind Nesterov's extrapolation, and when it starts anew.

use crate::Real;

/// The factors β of the extrapolation by the number of steps since the last restart: none right
/// after it, then β_1, β_2, ... of
///
/// α_{b+1} = (√(α_b⁴ + 4 α_b²) − α_b²) / 2,  β_b = α_b (1 − α_b) / (α_b² + α_{b+1}).
pub(super) fn extrapolation_factors<T: Real>(alpha1: T, steps: usize) -> Vec<T> {
    let two = T::from_f64(2.0);
    let four = T::from_f64(4.0);
    let mut factors = vec![T::ZERO];
    let mut alpha = alpha1;
    for _ in 0..steps {
        let square = alpha * alpha;
        let next = ((square * square + four * square).sqrt() - square) / two;
        factors.push(alpha * (T::ONE - alpha) / (square + next));
        alpha = next;
    }
    factors
}

/// Whether a step from an iterate of objective `old` to one of objective `new` is kept. What is not
/// finite cannot be compared: such a step is not.
#[inline(always)]
pub(super) fn is_kept<T: Real>(old: T, new: T) -> bool {
    new <= old && new.is_finite() && old.is_finite()
}
