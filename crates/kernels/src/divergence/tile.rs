//! Some columns of a factor, one a lane, from the first evaluation to the last update.
//!
//! One evaluation gives the two parts of the gradient, num and den (`ratio`), for 4 · rank operations
//! per entry. They are all that anything here needs:
//!
//! * the multiplicative update h (num / den)^γ never raises the divergence, so it needs no check;
//! * a Newton step, to h + t d, is kept where the slope there, ⟨d, den − num⟩, is not positive:
//!   along a line the divergence is convex (1 <= β <= 2), so it has then fallen all the way. The
//!   evaluation that shows it is the gradient of the next step. Where the slope is positive, the
//!   zero of its linear interpolation is tried next;
//! * the last evaluation is never wasted: the multiplicative update from the best point costs
//!   nothing more.

use super::curvature::Curvature;
use super::sweeps::{gram_times, sweep};
use crate::Real;
use crate::simd::dispatch;
use crate::tile::{Buffer, ordered_sums};

/// Evaluates the parts of the gradient for a tile h (rank x width). Where den does not depend on h
/// it is left as it is.
pub(super) trait Evaluate<T> {
    fn evaluate(&mut self, h: &[T], num: &mut [T], den: &mut [T]);
}

/// What to do with a tile.
pub(super) struct Plan<'a, T> {
    /// Evaluations.
    pub(super) passes: usize,
    /// γ of the multiplicative update.
    pub(super) exponent: f64,
    /// For Newton steps.
    pub(super) curvature: Option<&'a Curvature<T>>,
}

/// Sweeps on the model of one Newton step: more bring little, for the model is not exact.
const SWEEPS: usize = 5;

pub(super) struct Tile<T> {
    width: usize,
    pub(super) h: Buffer<T>,
    num: Buffer<T>,
    pub(super) den: Buffer<T>,
    /// The point that is tried, and its gradient.
    trial: Buffer<T>,
    num_there: Buffer<T>,
    den_there: Buffer<T>,
    /// d, how far along it (t), the slope at its beginning, and whether the lane wants a new d.
    direction: Buffer<T>,
    length: Buffer<T>,
    slope: Buffer<T>,
    slope_there: Buffer<T>,
    fresh: Buffer<T>,
}

impl<T: Real> Tile<T> {
    pub(super) fn new(rank: usize, width: usize) -> Self {
        let matrix = || Buffer::new(rank * width);
        Self {
            width,
            h: matrix(),
            num: matrix(),
            den: matrix(),
            trial: matrix(),
            num_there: matrix(),
            den_there: matrix(),
            direction: matrix(),
            length: Buffer::new(width),
            slope: Buffer::new(width),
            slope_there: Buffer::new(width),
            fresh: Buffer::new(width),
        }
    }

    /// All of the plan; `scale` are the lanes' entries of [`Curvature::scale`], of which the first
    /// `used` belong to columns. How many of their trials were kept.
    pub(super) fn run(
        &mut self,
        plan: &Plan<'_, T>,
        scale: &[T],
        used: usize,
        evaluate: &mut impl Evaluate<T>,
    ) -> usize {
        let Some(curvature) = plan.curvature else {
            for _ in 0..plan.passes {
                evaluate.evaluate(&self.h, &mut self.num, &mut self.den);
                multiply(plan.exponent, &self.num, &self.den, &mut self.h);
            }
            return 0;
        };
        let mut kept = 0;
        evaluate.evaluate(&self.h, &mut self.num, &mut self.den);
        // Where den is constant, evaluations leave it alone.
        self.den_there.copy_from_slice(&self.den);
        self.fresh.fill(T::ONE);
        for _ in 1..plan.passes {
            if self.fresh.contains(&T::ONE) {
                self.newton(curvature, scale);
                self.aim();
            }
            advance(&self.length, &self.h, &self.direction, &mut self.trial);
            evaluate.evaluate(&self.trial, &mut self.num_there, &mut self.den_there);
            self.judge();
            let fresh = &self.fresh[..used];
            kept += fresh.iter().filter(|&&fresh| fresh > T::ZERO).count();
        }
        multiply(plan.exponent, &self.num, &self.den, &mut self.h);
        kept
    }

    /// trial ← about the least point of the model ½ b dᵀ G d + ⟨den − num, d⟩.
    fn newton(&mut self, curvature: &Curvature<T>, scale: &[T]) {
        let width = self.width;
        let target = &mut self.num_there;
        gram_times(&curvature.gram, &mut self.h, width, target);
        let mut inverse = [T::ZERO; crate::tile::MAX_LANES];
        let inverse = &mut inverse[..width];
        if curvature.by_column {
            inner(&self.h, target, width, inverse);
            for (inverse, scale) in inverse.iter_mut().zip(scale) {
                *inverse /= *scale;
            }
        } else {
            for (inverse, scale) in inverse.iter_mut().zip(scale) {
                *inverse = T::ONE / *scale;
            }
        }
        for (target, (num, den)) in target.chunks_exact_mut(width).zip(
            self.num
                .chunks_exact(width)
                .zip(self.den.chunks_exact(width)),
        ) {
            for l in 0..width {
                target[l] += (num[l] - den[l]) * inverse[l];
            }
        }
        self.trial.copy_from_slice(&self.h);
        sweep(&curvature.gram, target, &mut self.trial, width, SWEEPS);
    }

    /// Fresh lanes go from h towards `trial`.
    fn aim(&mut self) {
        towards(&self.fresh, &self.h, &self.trial, &mut self.direction);
        let slopes_here = &mut self.slope_there;
        slopes(&self.direction, &self.num, &self.den, slopes_here);
        blend(&self.fresh, slopes_here, &mut self.slope);
        for (length, fresh) in self.length.iter_mut().zip(&*self.fresh) {
            *length = if *fresh > T::ZERO { T::ONE } else { *length };
        }
    }

    /// Lanes whose slope at the trial is not positive move there; the others try a shorter step.
    fn judge(&mut self) {
        slopes(
            &self.direction,
            &self.num_there,
            &self.den_there,
            &mut self.slope_there,
        );
        for l in 0..self.width {
            let (before, there) = (self.slope[l], self.slope_there[l]);
            let kept = there <= T::ZERO;
            self.fresh[l] = if kept { T::ONE } else { T::ZERO };
            if !kept {
                let t = self.length[l];
                let zero = T::from_f64(0.9) * t * (before / (before - there));
                let (least, most) = (T::from_f64(0.1) * t, T::from_f64(0.7) * t);
                self.length[l] = zero.max(least).min(most);
            }
        }
        blend(&self.fresh, &self.trial, &mut self.h);
        blend(&self.fresh, &self.num_there, &mut self.num);
        blend(&self.fresh, &self.den_there, &mut self.den);
    }
}

/// h ← h (num / den)^γ; an entry that would not be finite stays as it is.
pub(super) fn multiply<T: Real>(exponent: f64, num: &[T], den: &[T], h: &mut [T]) {
    if exponent == 1.0 {
        multiply_by(num, den, h);
    } else if exponent == 0.5 {
        multiply_by_root(num, den, h);
    } else {
        for ((h, num), den) in h.iter_mut().zip(num).zip(den) {
            let ratio = libm::pow((*num / *den).to_f64(), exponent);
            *h = kept(*h, *h * T::from_f64(ratio));
        }
    }
}

#[inline(always)]
fn kept<T: Real>(old: T, new: T) -> T {
    if new.is_finite() { new } else { old }
}

dispatch! {
    fn multiply_by<T: Real>(num: &[T], den: &[T], h: &mut [T]) {
        for ((h, num), den) in h.iter_mut().zip(num).zip(den) {
            *h = kept(*h, *h * (*num / *den));
        }
    }

    fn multiply_by_root<T: Real>(num: &[T], den: &[T], h: &mut [T]) {
        for ((h, num), den) in h.iter_mut().zip(num).zip(den) {
            *h = kept(*h, *h * (*num / *den).sqrt());
        }
    }

    /// trial ← max(h + t d, 0).
    fn advance<T: Real>(length: &[T], h: &[T], direction: &[T], trial: &mut [T]) {
        let width = length.len();
        let rows = h.chunks_exact(width).zip(direction.chunks_exact(width));
        for (trial, (h, d)) in trial.chunks_exact_mut(width).zip(rows) {
            for l in 0..width {
                trial[l] = (h[l] + length[l] * d[l]).max(T::ZERO);
            }
        }
    }

    /// to ← from in the lanes whose mask is positive.
    fn blend<T: Real>(mask: &[T], from: &[T], to: &mut [T]) {
        let width = mask.len();
        for (to, from) in to.chunks_exact_mut(width).zip(from.chunks_exact(width)) {
            for l in 0..width {
                to[l] = if mask[l] > T::ZERO { from[l] } else { to[l] };
            }
        }
    }

    /// direction ← trial − h, likewise.
    fn towards<T: Real>(mask: &[T], h: &[T], trial: &[T], direction: &mut [T]) {
        let width = mask.len();
        let rows = h.chunks_exact(width).zip(trial.chunks_exact(width));
        for (d, (h, trial)) in direction.chunks_exact_mut(width).zip(rows) {
            for l in 0..width {
                d[l] = if mask[l] > T::ZERO { trial[l] - h[l] } else { d[l] };
            }
        }
    }

    fn inner_panel<T: Real>(x: &[T], y: &[T], sums: &mut [T]) {
        let width = sums.len();
        sums.fill(T::ZERO);
        for (x, y) in x.chunks_exact(width).zip(y.chunks_exact(width)) {
            for l in 0..width {
                sums[l] += x[l] * y[l];
            }
        }
    }

    fn slope_panel<T: Real>(d: &[T], num: &[T], den: &[T], sums: &mut [T]) {
        let width = sums.len();
        sums.fill(T::ZERO);
        let rows = num.chunks_exact(width).zip(den.chunks_exact(width));
        for (d, (num, den)) in d.chunks_exact(width).zip(rows) {
            for l in 0..width {
                sums[l] += d[l] * (den[l] - num[l]);
            }
        }
    }
}

/// ⟨x, y⟩ in every lane.
fn inner<T: Real>(x: &[T], y: &[T], width: usize, sums: &mut [T]) {
    ordered_sums(x.len() / width, sums, |from, to, sums| {
        let rows = from * width..to * width;
        inner_panel(&x[rows.clone()], &y[rows], sums);
    });
}

/// ⟨d, den − num⟩ in every lane.
fn slopes<T: Real>(d: &[T], num: &[T], den: &[T], sums: &mut [T]) {
    let width = sums.len();
    ordered_sums(d.len() / width, sums, |from, to, sums| {
        let rows = from * width..to * width;
        slope_panel(&d[rows.clone()], &num[rows.clone()], &den[rows], sums);
    });
}
