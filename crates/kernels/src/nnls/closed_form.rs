//! The closed form of an unconstrained factor: P F Q = B.

use crate::elementwise::transpose;
use crate::gemm::gemm;
use crate::small::{Failure, cholesky, cholesky_solve, symmetric_eigen};
use crate::{Real, has_shape};

/// F ← P⁺ B Q⁺, the minimiser of 1/2⟨F, P F Q⟩ − ⟨B, F⟩ of least norm; `None` is the identity.
///
/// A side is solved by its Cholesky factor where no pivot is below 64 r ε of its diagonal entry; else
/// by its pseudo-inverse, from the eigenvalues above 4 r ε of the largest one. F as received does
/// not matter. On failure (a side that is not finite, or a result that is not) F stays as it is.
pub fn closed_form<T: Real>(
    f: &mut [T],
    b: &[T],
    rows: usize,
    columns: usize,
    p: Option<&[T]>,
    q: Option<&[T]>,
) -> Result<(), Failure> {
    assert!(has_shape(f, rows, columns) && has_shape(b, rows, columns));
    assert!(p.is_none_or(|p| has_shape(p, rows, rows)));
    assert!(q.is_none_or(|q| has_shape(q, columns, columns)));
    if f.is_empty() {
        return Ok(());
    }
    let mut x = b.to_vec();
    if let Some(p) = p {
        solve(rows, p, columns, &mut x)?;
    }
    if let Some(q) = q {
        let mut turned = vec![T::ZERO; x.len()];
        transpose(rows, columns, &x, &mut turned);
        solve(columns, q, rows, &mut turned)?;
        transpose(columns, rows, &turned, &mut x);
    }
    if !x.iter().all(|x| x.is_finite()) {
        return Err(Failure::Overflow);
    }
    for (f, x) in f.iter_mut().zip(x) {
        *f = x + T::ZERO;
    }
    Ok(())
}

/// x (`order` x `columns`) ← P⁺ x.
fn solve<T: Real>(order: usize, p: &[T], columns: usize, x: &mut [T]) -> Result<(), Failure> {
    let mut factor = p.to_vec();
    if cholesky(order, &mut factor).is_ok() {
        let least = T::from_f64(64.0 * order as f64) * T::EPSILON;
        let well = (0..order).all(|i| {
            let pivot = factor[i * order + i];
            pivot * pivot > least * p[i * order + i]
        });
        if well {
            cholesky_solve(order, &factor, columns, x);
            return Ok(());
        }
    }
    let mut values = vec![T::ZERO; order];
    let mut vectors = vec![T::ZERO; order * order];
    symmetric_eigen(order, p, &mut values, &mut vectors)?;
    let mut largest = T::ZERO;
    for value in &values {
        largest = largest.max(value.abs());
    }
    let least = T::from_f64(4.0 * order as f64) * T::EPSILON * largest;
    let mut parts = vec![T::ZERO; order * columns];
    gemm(
        true,
        false,
        order,
        columns,
        order,
        T::ONE,
        &vectors,
        x,
        T::ZERO,
        &mut parts,
    );
    for (row, value) in parts.chunks_exact_mut(columns).zip(&values) {
        for part in row {
            *part = if *value > least {
                *part / *value
            } else {
                T::ZERO
            };
        }
    }
    gemm(
        false,
        false,
        order,
        columns,
        order,
        T::ONE,
        &vectors,
        &parts,
        T::ZERO,
        x,
    );
    Ok(())
}
