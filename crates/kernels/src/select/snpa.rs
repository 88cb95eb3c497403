//! The successive nonnegative projection algorithm (Gillis, 2014; De Handschutter's thesis,
//! algorithm 3).

use super::samples::{Dense, Samples};
use super::{farthest, largest_of, rounding_level};
use crate::nnls::{Separable, Stepping, Steps, step_length};
use crate::project::{Along, Projection};
use crate::small::spectral_norm;
use crate::{Real, has_shape};

/// What SNPA knows between two rounds, for X (`m` x `n`) and at most `r` columns.
pub struct SnpaState<'a, T> {
    /// The columns chosen so far, in order.
    pub chosen: &'a [u32],
    /// H (`r` x `n`): the weights of the chosen columns, zero in the rows of those still to come.
    pub h: &'a mut [T],
    /// WᵀX (`r` x `n`), a row for each chosen column.
    pub products: &'a mut [T],
    /// ‖x_j‖² in the first row, ‖x_j − W h_j‖² in the second (2 x `n`).
    pub residuals: &'a mut [T],
}

/// Picks up to `r` columns of X (`m` x `n`) whose convex hull with the origin is close to all
/// columns, and leaves in H (`r` x `n`) the weights: X ≈ X[:, J] H, H ≥ 0, column sums at most 1.
///
/// It returns J, shorter than `r` where there was nothing more to tell columns apart; the last
/// rows of H are then zero. [`snpa_round`] says what each of the up to `r` rounds does.
pub fn snpa<T: Real>(m: usize, n: usize, x: &[T], r: usize, steps: usize, h: &mut [T]) -> Vec<u32> {
    let mut products = vec![T::ZERO; r * n];
    let mut residuals = vec![T::ZERO; 2 * n];
    let mut chosen: Vec<u32> = Vec::new();
    while chosen.len() < r {
        let state = SnpaState {
            chosen: &chosen,
            h,
            products: &mut products,
            residuals: &mut residuals,
        };
        let Some(next) = snpa_round(m, n, x, steps, state) else {
            break;
        };
        chosen.push(next);
    }
    chosen
}

/// One round: picks the column with the largest residual ‖x_j − W h_j‖² (the lowest index among
/// equals), then improves H by `steps` steps of FPGD from where it was.
///
/// The residual is never formed: with f_j the objective of column j it is ‖x_j‖² + 2 f_j, and a
/// new column costs one pass over X for its row of WᵀX. The first round, with nothing chosen, sets
/// the state up.
///
/// It returns nothing when the largest residual is down at the rounding level of the largest
/// ‖x_j‖²: what is left does not tell columns apart.
pub fn snpa_round<T: Real>(
    m: usize,
    n: usize,
    x: &[T],
    steps: usize,
    state: SnpaState<'_, T>,
) -> Option<u32> {
    snpa_round_of(&Dense::new(m, n, x), steps, state)
}

/// [`snpa_round`] for columns that are kept in any way.
pub fn snpa_round_of<T: Real>(
    x: &impl Samples<T>,
    steps: usize,
    state: SnpaState<'_, T>,
) -> Option<u32> {
    let n = x.count();
    let SnpaState {
        chosen,
        h,
        products,
        residuals,
    } = state;
    assert!(has_shape(residuals, 2, n));
    assert!(h.len() > chosen.len() * n && products.len() == h.len());
    let (norms, residuals) = residuals.split_at_mut(n);
    if chosen.is_empty() {
        h.fill(T::ZERO);
        x.norms_squared(norms);
        residuals.copy_from_slice(norms);
    }
    let floor = rounding_level::<T>() * largest_of(norms);
    let next = farthest(residuals, chosen, floor)?;
    let last = chosen.len();
    let k = last + 1;
    let mut column = vec![T::ZERO; x.length()];
    x.column(next, &mut column);
    x.products(&column, &mut products[last * n..][..n]);
    // The chosen column is its own best approximation.
    for i in 0..k {
        h[i * n + next] = if i == last { T::ONE } else { T::ZERO };
    }
    let gram = gram_of(products, n, chosen, next);
    let problem = Separable {
        along: Along::Columns,
        length: k,
        count: n,
        matrix: &gram,
        projection: Projection::SumAtMost { sum: T::ONE },
    };
    let stepping = Stepping {
        shortest: step_length(spectral_norm(k, &gram)),
        steps: Steps::fixed(steps, T::from_f64(0.05)),
    };
    // The objectives, for now; then the residuals.
    problem.solve(&mut h[..k * n], &products[..k * n], stepping, residuals);
    for (residual, norm) in residuals.iter_mut().zip(norms.iter()) {
        *residual = *norm + (*residual + *residual);
    }
    Some(next as u32)
}

/// WᵀW, the newest column last: the entries of WᵀX at the chosen columns.
fn gram_of<T: Real>(products: &[T], n: usize, chosen: &[u32], next: usize) -> Vec<T> {
    let columns = || chosen.iter().map(|&j| j as usize).chain([next]);
    (0..=chosen.len())
        .flat_map(|i| columns().map(move |j| products[i * n + j]))
        .collect()
}
