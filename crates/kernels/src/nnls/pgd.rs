//! Projected gradient with Armijo's rule (Lin, *Projected gradient methods for nonnegative matrix
//! factorization*, 2007, algorithm 4), for any set:
//!
//! ```text
//! F_new = proj(F − α ∇),   (1 − σ)⟨∇, F_new − F⟩ + 1/2⟨F_new − F, P (F_new − F)⟩ ≤ 0
//! ```
//!
//! The step α starts from that of the step before and grows by 1/β while the rule holds, or shrinks
//! by β until it does; β = 0.1, σ = 0.01.

use super::fpgd::Term;
use super::space::{Block, Map, Space};
use crate::Real;
use crate::project::{Along, Projection};
use crate::simd::dispatch;
use crate::tile::Buffer;

/// Runs `steps` steps on F (`rows` x `columns`) for 1/2⟨F, Σ P_k F Q_k⟩ − ⟨B, F⟩.
///
/// F is projected first; no step raises the objective, whether the set is convex or not. Vectors that are problems of their own have
/// steps of their own. The first α is the reciprocal of the mean curvature, so that no scale
/// matters; a search ends after 20 trials, and where none of them is good the problem has ended.
pub fn pgd<T: Real>(
    f: &mut [T],
    b: &[T],
    rows: usize,
    columns: usize,
    terms: &[Term<'_, T>],
    projection: Projection<'_, T>,
    along: Along,
    steps: usize,
) {
    let block = Block {
        rows,
        columns,
        terms,
        projection,
        along,
    };
    block.check(f, b);
    if f.is_empty() {
        return;
    }
    let map = block.map(terms);
    let first = first_step(&block);
    block.solve(f, &mut [], b, |space, buffers, [f, _], b| {
        run(space, &map, first, steps, buffers, f, b);
    });
}

/// rows·columns / trace of the map; nothing where that is no step.
fn first_step<T: Real>(block: &Block<'_, T>) -> Option<T> {
    let trace = |side: Option<&[T]>, order: usize| {
        let Some(matrix) = side else {
            return T::from_f64(order as f64);
        };
        let mut trace = T::ZERO;
        for diagonal in matrix.iter().step_by(order + 1) {
            trace += *diagonal;
        }
        trace
    };
    let mut total = T::ZERO;
    for (p, q) in block.terms {
        total += trace(*p, block.rows) / T::from_f64(block.rows as f64)
            * (trace(*q, block.columns) / T::from_f64(block.columns as f64));
    }
    let step = T::ONE / total;
    (step > T::ZERO && step.is_finite() && total.is_finite()).then_some(step)
}

/// The line search of one problem.
struct Search<T> {
    step: T,
    taken: usize,
    trials: u32,
    /// Whether the first trial of this search was good.
    growing: bool,
    ended: bool,
}

/// What becomes of a trial.
#[derive(Clone, Copy, PartialEq)]
enum Verdict {
    /// It is the best so far; a longer one is next.
    Remember,
    /// It is taken.
    Take,
    /// The one remembered is taken.
    TakeRemembered,
    /// A shorter one is next.
    Shorten,
    /// No step is good any more.
    End,
}

const TRIALS: u32 = 20;

impl<T: Real> Search<T> {
    /// `slope` is ⟨∇, D⟩ and `curvature` ⟨D, P D⟩ of the trial's D = F_new − F; `same` says whether
    /// it is the trial remembered.
    fn judge(&mut self, slope: T, curvature: T, same: bool) -> Verdict {
        let factor = T::from_f64(0.1);
        let most = T::from_f64(0.99) * slope + curvature / (T::ONE + T::ONE);
        let good = slope < T::ZERO && most <= T::ZERO && most.is_finite();
        self.trials += 1;
        let verdict = match (self.trials, self.growing) {
            (1, _) if good => {
                self.growing = true;
                Verdict::Remember
            }
            // A step along which nothing falls, to rounding: F is where it will stay.
            (1, _) if slope >= T::ZERO => Verdict::End,
            (_, true) if good && !same && self.trials < TRIALS => Verdict::Remember,
            (_, true) => Verdict::TakeRemembered,
            (_, false) if good => Verdict::Take,
            (TRIALS.., false) => Verdict::End,
            _ => Verdict::Shorten,
        };
        match verdict {
            Verdict::Remember => self.step /= factor,
            Verdict::TakeRemembered | Verdict::Shorten => self.step *= factor,
            Verdict::End => self.ended = true,
            Verdict::Take => {}
        }
        if matches!(verdict, Verdict::Take | Verdict::TakeRemembered) {
            self.taken += 1;
            (self.trials, self.growing) = (0, false);
        }
        verdict
    }
}

fn run<T: Real>(
    space: Space<'_, T>,
    map: &Map<'_, T>,
    first: Option<T>,
    steps: usize,
    buffers: &mut [Buffer<T>; 6],
    f: &mut [T],
    b: &[T],
) {
    space.project(f);
    let Some(first) = first else { return };
    let [gradient, trial, change, product, best, best_product] = buffers;
    space.apply(map, f, gradient);
    subtract_from(b, gradient);
    let problems = space.problems();
    let mut searches: Vec<Search<T>> = (0..problems)
        .map(|_| Search {
            step: first,
            taken: 0,
            trials: 0,
            growing: false,
            ended: false,
        })
        .collect();
    let numbers = || vec![T::ZERO; problems];
    let (mut step, mut slope, mut curvature, mut distance) =
        (numbers(), numbers(), numbers(), numbers());
    loop {
        let mut going = false;
        for (step, search) in step.iter_mut().zip(&mut searches) {
            search.ended |= search.taken == steps;
            going |= !search.ended;
            *step = if search.ended { T::ZERO } else { search.step };
        }
        if !going {
            return;
        }
        space.descend(&step, f, gradient, trial);
        space.project(trial);
        difference(trial, f, change);
        space.apply(map, change, product);
        space.inner(gradient, change, &mut slope);
        space.inner(change, product, &mut curvature);
        // Only where a search grows: `best` holds something else elsewhere.
        difference(trial, best, change);
        space.inner(change, change, &mut distance);
        let mut lanes: [Vec<usize>; 3] = Default::default();
        for (l, search) in searches.iter_mut().enumerate().filter(|(_, s)| !s.ended) {
            let same = distance[l] == T::ZERO;
            match search.judge(slope[l], curvature[l], same) {
                Verdict::Remember => lanes[0].push(l),
                Verdict::Take => lanes[1].push(l),
                Verdict::TakeRemembered => lanes[2].push(l),
                Verdict::Shorten | Verdict::End => {}
            }
        }
        let [remembered, taken, recalled] = lanes;
        space.copy(&remembered, trial, best);
        space.copy(&remembered, product, best_product);
        space.copy(&taken, trial, f);
        space.copy(&recalled, best, f);
        add_in(problems, &taken, product, gradient);
        add_in(problems, &recalled, best_product, gradient);
    }
}

/// y ← y + x in the problems listed, of so many.
fn add_in<T: Real>(problems: usize, listed: &[usize], x: &[T], y: &mut [T]) {
    if listed.is_empty() {
        return;
    }
    for (x, y) in x.chunks_exact(problems).zip(y.chunks_exact_mut(problems)) {
        for &l in listed {
            y[l] += x[l];
        }
    }
}

dispatch! {
    /// y ← y − x.
    fn subtract_from<T: Real>(x: &[T], y: &mut [T]) {
        for (x, y) in x.iter().zip(y) {
            *y -= *x;
        }
    }

    /// out ← x − y.
    fn difference<T: Real>(x: &[T], y: &[T], out: &mut [T]) {
        for ((x, y), out) in x.iter().zip(y).zip(out) {
            *out = *x - *y;
        }
    }
}
