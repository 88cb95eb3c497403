//! The successive projection algorithm (Araújo et al., 2001; Gillis and Vavasis, 2014,
//! algorithm 1).

use super::samples::{Dense, Samples};
use super::{farthest, largest_of, rounding_level};
use crate::reduce::{inner, norm_squared};
use crate::{Real, has_shape};

/// What SPA knows between two rounds, for X (`m` x `n`) and at most `r` columns.
pub struct SpaState<'a, T> {
    /// The columns chosen so far, in order.
    pub chosen: &'a [u32],
    /// An orthonormal basis of the chosen columns, in rows (`r` x `m`).
    pub basis: &'a mut [T],
    /// ‖x_j‖² in the first row, ‖x_j − its projection on the basis‖² in the second (2 x `n`).
    pub residuals: &'a mut [T],
}

/// Picks up to `r` columns of X (`m` x `n`), each the one with the largest part orthogonal to those
/// before; fewer where what is left is rounding error.
///
/// Where X = W [I, H'] Π with the columns of H' summing to at most one and W of full rank, the
/// columns of W are what it finds.
pub fn spa<T: Real>(m: usize, n: usize, x: &[T], r: usize) -> Vec<u32> {
    let mut basis = vec![T::ZERO; r * m];
    let mut residuals = vec![T::ZERO; 2 * n];
    let mut chosen: Vec<u32> = Vec::new();
    while chosen.len() < r {
        let state = SpaState {
            chosen: &chosen,
            basis: &mut basis,
            residuals: &mut residuals,
        };
        let Some(next) = spa_round(&Dense::new(m, n, x), state) else {
            break;
        };
        chosen.push(next);
    }
    chosen
}

/// One round: picks the column with the largest residual (the lowest index among equals), extends
/// the basis by its direction and takes that direction out of all residuals.
///
/// Residuals are never formed: with u the new direction, ‖r_j‖² falls by (uᵀx_j)², so a round is
/// one pass over X. The first round, with nothing chosen, sets the state up. It returns nothing
/// when the largest residual is down at the rounding level of the largest ‖x_j‖².
pub fn spa_round<T: Real>(x: &impl Samples<T>, state: SpaState<'_, T>) -> Option<u32> {
    let (m, n) = (x.length(), x.count());
    let SpaState {
        chosen,
        basis,
        residuals,
    } = state;
    assert!(has_shape(residuals, 2, n));
    assert!(basis.len() >= (chosen.len() + 1) * m);
    let (known, rest) = basis.split_at_mut(chosen.len() * m);
    let direction = &mut rest[..m];
    let (norms, residuals) = residuals.split_at_mut(n);
    if chosen.is_empty() {
        x.norms_squared(norms);
        residuals.copy_from_slice(norms);
    }
    let floor = rounding_level::<T>() * largest_of(norms);
    let next = farthest(residuals, chosen, floor)?;
    x.column(next, direction);
    // Once leaves errors of the size of rounding over the residual; twice is enough (Kahan).
    for _ in 0..2 {
        for known in known.chunks_exact(m) {
            let shared = inner(known, direction);
            subtract(shared, known, direction);
        }
    }
    let length = norm_squared(direction).sqrt();
    if length == T::ZERO {
        // Squares underflow: nothing can be told apart.
        return None;
    }
    for direction in direction.iter_mut() {
        // Adding +0 turns -0 into +0.
        *direction = *direction / length + T::ZERO;
    }
    let mut along = vec![T::ZERO; n];
    x.products(direction, &mut along);
    for (residual, along) in residuals.iter_mut().zip(&along) {
        *residual = (*residual - *along * *along).max(T::ZERO);
    }
    // By definition; rounding must not bring it back.
    residuals[next] = T::ZERO;
    Some(next as u32)
}

/// y ← y − α x.
fn subtract<T: Real>(alpha: T, x: &[T], y: &mut [T]) {
    for (y, &x) in y.iter_mut().zip(x) {
        *y -= alpha * x;
    }
}
