//! The sequence behind Nesterov's extrapolation.

use crate::Real;

/// From α_b the pair (α_{b+1}, β_b):
/// α_{b+1} = (√(α_b⁴ + 4 α_b²) − α_b²) / 2 and β_b = α_b (1 − α_b) / (α_b² + α_{b+1}).
#[inline(always)]
pub(super) fn advance<T: Real>(alpha: T) -> (T, T) {
    let four = T::ONE + T::ONE + T::ONE + T::ONE;
    let square = alpha * alpha;
    let next = ((square * square + four * square).sqrt() - square) / (T::ONE + T::ONE);
    (next, alpha * (T::ONE - alpha) / (square + next))
}
