//! What goes back by Aᵀ: the parts of the gradient at every entry of a panel.
//!
//! The gradient of Σ m d(x | A h + floor) is den − num, where num = Aᵀ (m x v^(β−2)) and
//! den = Aᵀ (m v^(β−1)). For β = 1 the second one does not depend on h.

use super::beta::Beta;
use super::dense::LANES;
use crate::Real;
use crate::simd::dispatch;

/// v ← m x v^(β−2), and `second` ← m v^(β−1) unless β = 1, for the products v without the floor.
pub(super) fn parts<T: Real>(
    beta: Beta,
    floor: T,
    x: &[T],
    weights: Option<&[T]>,
    v: &mut [T],
    second: &mut [T],
) {
    match (beta, weights) {
        (Beta::KullbackLeibler, None) => kullback_leibler(floor, x, v),
        (Beta::KullbackLeibler, Some(m)) => weighted_kullback_leibler(floor, x, m, v),
        (Beta::Euclidean, None) => euclidean(floor, x, v, second),
        (Beta::Euclidean, Some(m)) => weighted_euclidean(floor, x, m, v, second),
        (Beta::ItakuraSaito, None) => itakura_saito(floor, x, v, second),
        (Beta::ItakuraSaito, Some(m)) => weighted_itakura_saito(floor, x, m, v, second),
        (Beta::Other(beta), _) => {
            for (i, ((x, v), second)) in x.iter().zip(v).zip(second).enumerate() {
                let m = weights.map_or(T::ONE, |m| m[i]);
                let at = (*v + floor).to_f64();
                let power = libm::pow(at, beta - 1.0);
                *second = m * T::from_f64(power);
                let ratio = if at > 0.0 { power / at } else { 0.0 };
                *v = observed(*x, m) * T::from_f64(ratio);
            }
        }
    }
}

/// m x, where an entry of weight zero may be anything.
#[inline(always)]
pub(super) fn observed<T: Real>(x: T, m: T) -> T {
    if m > T::ZERO { m * x } else { T::ZERO }
}

/// x / v, and 0 where x is, whatever v.
#[inline(always)]
fn quotient<T: Real>(x: T, v: T) -> T {
    let q = x / v;
    if x > T::ZERO { q } else { T::ZERO }
}

dispatch! {
    fn kullback_leibler<T: Real>(floor: T, x: &[T], v: &mut [T]) {
        for (x, v) in x.iter().zip(v) {
            *v = quotient(*x, *v + floor);
        }
    }

    /// v ← x / (v + floor) for X whose rows are `width` apart.
    pub(super) fn quotients<T: Real>(floor: T, x: &[T], width: usize, v: &mut [T]) {
        for (v, x) in v.chunks_exact_mut(LANES).zip(x.chunks(width)) {
            for (v, x) in v.iter_mut().zip(&x[..LANES]) {
                *v = quotient(*x, *v + floor);
            }
        }
    }

    fn weighted_kullback_leibler<T: Real>(floor: T, x: &[T], m: &[T], v: &mut [T]) {
        for ((x, m), v) in x.iter().zip(m).zip(v) {
            *v = quotient(observed(*x, *m), *v + floor);
        }
    }

    fn euclidean<T: Real>(floor: T, x: &[T], v: &mut [T], second: &mut [T]) {
        for ((x, v), second) in x.iter().zip(v).zip(second) {
            *second = *v + floor;
            *v = *x;
        }
    }

    fn weighted_euclidean<T: Real>(floor: T, x: &[T], m: &[T], v: &mut [T], second: &mut [T]) {
        for (((x, m), v), second) in x.iter().zip(m).zip(v).zip(second) {
            *second = *m * (*v + floor);
            *v = observed(*x, *m);
        }
    }

    fn itakura_saito<T: Real>(floor: T, x: &[T], v: &mut [T], second: &mut [T]) {
        for ((x, v), second) in x.iter().zip(v).zip(second) {
            let inverse = T::ONE / (*v + floor);
            *second = inverse;
            *v = if *x > T::ZERO { *x * inverse * inverse } else { T::ZERO };
        }
    }

    fn weighted_itakura_saito<T: Real>(floor: T, x: &[T], m: &[T], v: &mut [T], second: &mut [T]) {
        for (((x, m), v), second) in x.iter().zip(m).zip(v).zip(second) {
            let inverse = T::ONE / (*v + floor);
            *second = *m * inverse;
            let x = observed(*x, *m);
            *v = if x > T::ZERO { x * inverse * inverse } else { T::ZERO };
        }
    }
}
