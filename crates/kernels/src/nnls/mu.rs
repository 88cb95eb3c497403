//! Multiplicative updates for 1/2⟨F, Σ P_k F Q_k⟩ − ⟨B, F⟩ over F ≥ 0.
//!
//! Lee and Seung (1999), where no P, Q or B has a negative entry:
//!
//! ```text
//! F ← F ∘ B / Σ P F Q
//! ```
//!
//! Ding, Li and Jordan (*Convex and semi-nonnegative matrix factorizations*, 2010), for any sign, with
//! X⁺ = max(X, 0) and X⁻ = X⁺ − X:
//!
//! ```text
//! F ← F ∘ √((B⁺ + (Σ P F Q)⁻) / (B⁻ + (Σ P F Q)⁺)),   (P F Q)^± over the signs of P and Q, not of F
//! ```
//!
//! Neither raises the objective, and no entry that is zero ever moves again. So entries are kept at
//! or above a floor, ε times the largest entry of F as received (Gillis and Glineur, 2012, show that
//! the objective still never rises); only where that lifts entries, at the start, it may, by rounding.

use super::fpgd::Term;
use super::space::{Block, Map, Space};
use crate::gemm::gemm;
use crate::project::{Along, Projection};
use crate::simd::dispatch;
use crate::tile::Buffer;
use crate::{Real, has_shape};

/// `steps` updates of F (`rows` x `columns`): the second form where any P, Q or B has a negative
/// entry, else the first.
pub fn mu<T: Real>(
    f: &mut [T],
    b: &[T],
    rows: usize,
    columns: usize,
    terms: &[Term<'_, T>],
    steps: usize,
) {
    let block = Block {
        rows,
        columns,
        terms,
        projection: Projection::Nonnegative,
        along: Along::Columns,
    };
    block.check(f, b);
    if f.is_empty() || steps == 0 {
        return;
    }
    let floor = floor_of(f);
    let sides = || terms.iter().flat_map(|(p, q)| [*p, *q]).flatten();
    let signed = |x: &[T]| x.iter().any(|x| *x < T::ZERO);
    if !signed(b) && !sides().any(signed) {
        let map = block.map(terms);
        block.solve(f, &mut [], b, |space, [product], [f, _], b| {
            lift(floor, f);
            for _ in 0..steps {
                space.apply(&map, f, product);
                scale(floor, b, product, f);
            }
        });
        return;
    }
    let parts = Parts::new(terms);
    let (plus, minus) = (parts.terms(true), parts.terms(false));
    let maps = [block.map(&plus), block.map(&minus)];
    block.solve(f, &mut [], b, |space, buffers, [f, _], b| {
        lift(floor, f);
        signed_steps(space, &maps, floor, steps, buffers, f, b);
    });
}

fn signed_steps<T: Real>(
    space: Space<'_, T>,
    [plus, minus]: &[Map<'_, T>; 2],
    floor: T,
    steps: usize,
    [positive, negative]: &mut [Buffer<T>; 2],
    f: &mut [T],
    b: &[T],
) {
    for _ in 0..steps {
        space.apply(plus, f, positive);
        space.apply(minus, f, negative);
        scale_by_root(floor, b, [positive, negative], f);
    }
}

/// Updates for F with orthonormal rows (columns, where it is taller than wide): with B = ∇ of the
/// linear part alone,
///
/// ```text
/// F ← F ∘ (B / (F Bᵀ F))^(1/2 or 1)
/// ```
///
/// The root is that of Ding, Li, Peng and Park (*Orthogonal nonnegative matrix t-factorizations for
/// clustering*, 2006); without it these are the updates of De Handschutter's thesis, eq. 6.4. Entries
/// stay at the floor or above, as for [`mu`]. What is negative in B counts as zero. F approaches
/// orthogonality; neither it nor the objective is promised at any step.
pub fn mu_orthogonal<T: Real>(
    f: &mut [T],
    b: &[T],
    rows: usize,
    columns: usize,
    root: bool,
    steps: usize,
) {
    assert!(has_shape(f, rows, columns) && has_shape(b, rows, columns));
    if f.is_empty() {
        return;
    }
    let floor = floor_of(f);
    lift(floor, f);
    let target: Vec<T> = b.iter().map(|b| b.max(T::ZERO)).collect();
    let mut product = vec![T::ZERO; f.len()];
    let (m, n) = (rows, columns);
    let order = m.min(n);
    let mut small = vec![T::ZERO; order * order];
    for _ in 0..steps {
        if m <= n {
            gemm(
                false,
                true,
                m,
                m,
                n,
                T::ONE,
                f,
                &target,
                T::ZERO,
                &mut small,
            );
            gemm(
                false,
                false,
                m,
                n,
                m,
                T::ONE,
                &small,
                f,
                T::ZERO,
                &mut product,
            );
        } else {
            gemm(
                true,
                false,
                n,
                n,
                m,
                T::ONE,
                &target,
                f,
                T::ZERO,
                &mut small,
            );
            gemm(
                false,
                false,
                m,
                n,
                n,
                T::ONE,
                f,
                &small,
                T::ZERO,
                &mut product,
            );
        }
        if root {
            let nothing = vec![T::ZERO; f.len()];
            scale_by_root(floor, &target, [&product, &nothing], f);
        } else {
            scale(floor, &target, &product, f);
        }
    }
}

/// ε times the largest entry.
fn floor_of<T: Real>(f: &[T]) -> T {
    let mut largest = T::ZERO;
    for x in f {
        if *x > largest && x.is_finite() {
            largest = *x;
        }
    }
    largest * T::EPSILON
}

/// P and Q of every term as differences of nonnegative matrices.
struct Parts<T>(Vec<[Option<[Vec<T>; 2]>; 2]>);

impl<T: Real> Parts<T> {
    fn new(terms: &[Term<'_, T>]) -> Self {
        let part =
            |matrix: &[T], sign: T| matrix.iter().map(|x| (*x * sign).max(T::ZERO)).collect();
        let parts = |side: Option<&[T]>| side.map(|x| [part(x, T::ONE), part(x, -T::ONE)]);
        Self(terms.iter().map(|(p, q)| [parts(*p), parts(*q)]).collect())
    }

    /// The terms whose sum is the positive part, or minus the negative part, of Σ P F Q for F ≥ 0.
    fn terms(&self, plus: bool) -> Vec<Term<'_, T>> {
        let mut terms: Vec<Term<'_, T>> = Vec::new();
        for [p, q] in &self.0 {
            for (p_negative, q_negative) in
                [(false, false), (true, true), (false, true), (true, false)]
            {
                // The identity has no negative part.
                let absent = (p.is_none() && p_negative) || (q.is_none() && q_negative);
                if (p_negative == q_negative) == plus && !absent {
                    terms.push((
                        p.as_ref()
                            .map(|parts| parts[usize::from(p_negative)].as_slice()),
                        q.as_ref()
                            .map(|parts| parts[usize::from(q_negative)].as_slice()),
                    ));
                }
            }
        }
        terms
    }
}

dispatch! {
    /// f ← max(floor, f).
    fn lift<T: Real>(floor: T, f: &mut [T]) {
        for x in f {
            *x = if *x > floor { *x } else { floor };
        }
    }

    /// f ← max(floor, f b / product); where that is not finite, f stays.
    fn scale<T: Real>(floor: T, b: &[T], product: &[T], f: &mut [T]) {
        for ((x, b), product) in f.iter_mut().zip(b).zip(product) {
            let moved = *x * (*b / *product);
            let moved = if moved > floor { moved } else { floor };
            *x = if (*b / *product).is_finite() && moved.is_finite() { moved } else { *x };
        }
    }

    /// f ← max(floor, f √((b⁺ + negative) / (b⁻ + positive))); where that is not finite, f stays.
    fn scale_by_root<T: Real>(floor: T, b: &[T], parts: [&[T]; 2], f: &mut [T]) {
        let [positive, negative] = parts;
        for (((x, b), positive), negative) in f.iter_mut().zip(b).zip(positive).zip(negative) {
            let above = b.max(T::ZERO) + *negative;
            let below = (-*b).max(T::ZERO) + *positive;
            let ratio = (above / below).sqrt();
            let moved = *x * ratio;
            let moved = if moved > floor { moved } else { floor };
            *x = if ratio.is_finite() && moved.is_finite() { moved } else { *x };
        }
    }
}
