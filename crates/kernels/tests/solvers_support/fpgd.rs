//! FPGD of one vector, line by line, and the plain objective.

use super::{contract_inner, projection::project_vector};
use deepmf_kernels::Real;
use deepmf_kernels::nnls::{StepRule, Steps};
use deepmf_kernels::project::Projection;

/// The momentum of every test.
pub const ALPHA: f64 = 0.05;

/// Steps by each rule.
pub fn rules<T: Real>(count: usize) -> [Steps<T>; 2] {
    let fixed = Steps::fixed(count, T::from_f64(ALPHA));
    let rule = StepRule::Backtracking;
    [fixed, Steps { rule, ..fixed }]
}

/// A projection of each kind.
pub fn kinds<T: Real>() -> [Projection<'static, T>; 4] {
    [
        Projection::None,
        Projection::Nonnegative,
        Projection::Simplex { sum: T::ONE },
        Projection::SumAtMost {
            sum: T::from_f64(0.8),
        },
    ]
}

/// The iterate and its objective after `steps`, of which `step` is the shortest, on
/// 1/2 xᵀ M x − bᵀ x.
pub fn fpgd_vector<T: Real>(
    matrix: &[T],
    b: &[T],
    start: &[T],
    projection: Projection<T>,
    step: T,
    steps: Steps<T>,
) -> (Vec<T>, T) {
    let (two, four) = (T::from_f64(2.0), T::from_f64(4.0));
    let times_matrix = |x: &[T]| -> Vec<T> {
        matrix
            .chunks(x.len())
            .map(|row| contract_inner(row, x))
            .collect()
    };
    let objective = |x: &[T]| contract_inner(x, &times_matrix(x)) / two - contract_inner(b, x);
    let mut x = project_vector(projection, start);
    let mut old = x.clone();
    let mut value = objective(&x);
    let (mut alpha, mut beta) = (steps.alpha1, T::ZERO);
    let mut length = step;
    for _ in 0..steps.count {
        let extrapolate = |now: &[T], before: &[T]| -> Vec<T> {
            now.iter()
                .zip(before)
                .map(|(&now, &before)| now + beta * (now - before))
                .collect()
        };
        let z = extrapolate(&x, &old);
        let mz = extrapolate(&times_matrix(&x), &times_matrix(&old));
        let at = |length: T| {
            let moved: Vec<T> = (0..z.len())
                .map(|i| z[i] - length * (mz[i] - b[i]))
                .collect();
            project_vector(projection, &moved)
        };
        if steps.rule == StepRule::Backtracking {
            length = (T::from_f64(3.0) * length).min(T::from_f64(1048576.0) * step);
            while length > step && objective(&at(length)) > value {
                length = (length / two).max(step);
            }
        }
        let new = at(length);
        if objective(&new) > value {
            (alpha, beta) = (steps.alpha1, T::ZERO);
        } else {
            value = objective(&new);
            old = x;
            x = new;
            let square = alpha * alpha;
            let next = ((square * square + four * square).sqrt() - square) / two;
            beta = alpha * (T::ONE - alpha) / (square + next);
            alpha = next;
        }
    }
    (x, value)
}
