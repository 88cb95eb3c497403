//! F ↦ Σ_k P_k F Q_k on a whole matrix.

use super::fpgd::Term;
use crate::Real;
use crate::gemm::gemm;

/// out ← Σ_k P_k F Q_k. Terms are added in order; P_k F comes before the product with Q_k, and is
/// kept in `half`.
pub(super) fn apply_terms<T: Real>(
    terms: &[Term<'_, T>],
    rows: usize,
    columns: usize,
    f: &[T],
    half: &mut Vec<T>,
    out: &mut [T],
) {
    let (m, n) = (rows, columns);
    out.fill(T::ZERO);
    for (p, q) in terms {
        let left = match p {
            Some(p) if q.is_some() => {
                half.resize(f.len(), T::ZERO);
                gemm(false, false, m, n, m, T::ONE, p, f, T::ZERO, half);
                &*half
            }
            _ => f,
        };
        match (p, q) {
            (_, Some(q)) => gemm(false, false, m, n, n, T::ONE, left, q, T::ONE, out),
            (Some(p), None) => gemm(false, false, m, n, m, T::ONE, p, f, T::ONE, out),
            (None, None) => out.iter_mut().zip(f).for_each(|(out, f)| *out += *f),
        }
    }
}
