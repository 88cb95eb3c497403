//! Fast projected gradient descent with restart (De Handschutter's thesis, algorithm 2).
//!
//! With the extrapolated point Z, from F on the first step,
//!
//! ```text
//! F_new = proj(Z − (Σ_k P_k Z Q_k − B) / L),     L = Σ_k ‖P_k‖ ‖Q_k‖,
//! Z     = F_new + β (F_new − F)
//! ```
//!
//! Unlike the printed algorithm a step that raises the objective is not kept: F stays, and the
//! next step starts from it without momentum. So the objective never increases. Of matrices above order
//! 256 a bound takes the place of the norm, which is O(n³) to find.
//!
//! With backtracking (the thesis, section 3.3.2) 1/L is where steps begin: each one tries three times
//! the length of the last, and half as much again and again while the objective does not fall, down
//! to 1/L.

use super::coupled;
use super::separable::{Separable, Stepping};
use super::steps::Steps;
use crate::project::{Along, Projection, Scope};
use crate::reduce;
use crate::small::norm_bound;
use crate::{Real, has_shape};

/// A term P F Q; `None` is the identity. P and Q are symmetric and positive semidefinite.
pub type Term<'a, T> = (Option<&'a [T]>, Option<&'a [T]>);

/// Takes `steps` on F (`rows` x `columns`) and returns the final objective
/// 1/2⟨F, Σ P_k F Q_k⟩ − ⟨B, F⟩.
///
/// F is projected first, so any start will do.
///
/// A step is kept only if both objectives are finite and the new one is not larger. So where L or
/// an objective overflows, F stays as projected, or as the last step that could be judged left it.
///
/// Where every Q_k is the identity and no constraint ties columns together, every column is a
/// problem of its own, with its own momentum, restart and step length; likewise for rows. Else the matrix is
/// one problem with one restart test.
pub fn fpgd<T: Real>(
    f: &mut [T],
    b: &[T],
    rows: usize,
    columns: usize,
    terms: &[Term<'_, T>],
    projection: Projection<'_, T>,
    along: Along,
    steps: Steps<T>,
) -> T {
    assert!(has_shape(f, rows, columns) && has_shape(b, rows, columns));
    assert!(terms.iter().all(|(p, q)| {
        p.is_none_or(|p| has_shape(p, rows, rows))
            && q.is_none_or(|q| has_shape(q, columns, columns))
    }));
    assert!(steps.alpha1 > T::ZERO && steps.alpha1 <= T::ONE);
    if f.is_empty() {
        return T::ZERO;
    }
    projection.check(along, rows, columns);
    let falls_apart = |side| match projection.scope() {
        Scope::Entries => true,
        Scope::Vectors => along == side,
        Scope::Matrix => false,
    };
    let separable = if terms.iter().all(|(_, q)| q.is_none()) && falls_apart(Along::Columns) {
        Some((Along::Columns, rows, columns))
    } else if terms.iter().all(|(p, _)| p.is_none()) && falls_apart(Along::Rows) {
        Some((Along::Rows, columns, rows))
    } else {
        None
    };
    if let Some((along, length, count)) = separable {
        let matrix = match along {
            Along::Columns => sum_of(length, terms.iter().map(|(p, _)| *p)),
            Along::Rows => sum_of(length, terms.iter().map(|(_, q)| *q)),
        };
        let stepping = Stepping {
            shortest: step_length(norm_bound(length, &matrix)),
            steps,
        };
        let problem = Separable {
            along,
            length,
            count,
            matrix: &matrix,
            projection,
        };
        let mut values = vec![T::ZERO; count];
        problem.solve(f, b, stepping, &mut values);
        return reduce::sum(&values);
    }
    let norm = |side: Option<&[T]>, n| side.map_or(T::ONE, |matrix| norm_bound(n, matrix));
    let mut lipschitz = T::ZERO;
    for (p, q) in terms {
        lipschitz += norm(*p, rows) * norm(*q, columns);
    }
    let stepping = Stepping {
        shortest: step_length(lipschitz),
        steps,
    };
    coupled::solve(f, b, rows, columns, terms, projection, along, stepping)
}

/// 1/L, or `None` where no step length is right: the gradient is constant, or L is not finite.
pub(crate) fn step_length<T: Real>(lipschitz: T) -> Option<T> {
    let step = T::ONE / lipschitz;
    (lipschitz > T::ZERO && lipschitz.is_finite() && step.is_finite()).then_some(step)
}

/// The sum of symmetric matrices, in order; `None` is the identity.
pub(super) fn sum_of<'a, T: Real>(
    n: usize,
    matrices: impl Iterator<Item = Option<&'a [T]>>,
) -> Vec<T> {
    let mut sum = vec![T::ZERO; n * n];
    for matrix in matrices {
        match matrix {
            Some(matrix) => sum.iter_mut().zip(matrix).for_each(|(sum, x)| *sum += *x),
            None => sum.iter_mut().step_by(n + 1).for_each(|sum| *sum += T::ONE),
        }
    }
    sum
}
