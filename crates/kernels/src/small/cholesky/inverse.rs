//! A⁻¹ and log det A of a symmetric positive definite A.

use super::{cholesky, cholesky_solve};
use crate::small::Failure;
use crate::small::scaled::Scaled;
use crate::{Real, has_shape};

/// out = A⁻¹ of a symmetric positive definite A (order x order), symmetric to the bit, in double
/// precision. Only the lower triangle of A is read.
pub fn inverse_definite<T: Real>(order: usize, a: &[T], out: &mut [T]) -> Result<(), Failure> {
    let n = order;
    assert!(has_shape(a, n, n) && has_shape(out, n, n));
    let (scaled, l) = factor(n, a)?;
    let mut inverse = vec![0.0; n * n];
    for i in 0..n {
        inverse[i * n + i] = 1.0;
    }
    cholesky_solve(n, &l, n, &mut inverse);
    for i in 0..n {
        for j in 0..=i {
            let value: T = scaled.back_inverse(inverse[i * n + j]);
            if !value.is_finite() {
                return Err(Failure::Overflow);
            }
            out[i * n + j] = value;
            out[j * n + i] = value;
        }
    }
    Ok(())
}

/// log det A of a symmetric positive definite A: Σ 2 log l_ii, in double precision. Only the lower
/// triangle of A is read.
pub fn log_determinant<T: Real>(order: usize, a: &[T]) -> Result<f64, Failure> {
    assert!(has_shape(a, order, order));
    let (scaled, l) = factor(order, a)?;
    let logs = crate::reduce::sum_by(order, |i| libm::log(l[i * order + i]));
    Ok(2.0 * logs + order as f64 * scaled.log() + 0.0)
}

/// L of A near one.
fn factor<T: Real>(n: usize, a: &[T]) -> Result<(Scaled, Vec<f64>), Failure> {
    let mut lower = a.to_vec();
    for i in 0..n {
        lower[i * n + i + 1..(i + 1) * n].fill(T::ZERO);
    }
    let mut scaled = Scaled::of(&lower)?;
    let mut l = core::mem::take(&mut scaled.numbers);
    cholesky(n, &mut l).map_err(Failure::NotDefinite)?;
    Ok((scaled, l))
}
