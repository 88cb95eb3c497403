//! The passes over a tile between two products of FPGD.

use crate::Real;
use crate::project::{Projection, clip, project_tile};
use crate::simd::dispatch;
use crate::tile::{MAX_LANES, four_rows, ordered_sums};

/// value ← 1/2⟨x, a⟩ − ⟨b, x⟩ per lane, where `points` are x, a = M x, and b.
pub(super) fn objectives<T: Real>(length: usize, points: [&[T]; 3], value: &mut [T]) {
    let width = value.len();
    let mut sums = [T::ZERO; 2 * MAX_LANES];
    let sums = &mut sums[..2 * width];
    ordered_sums(length, sums, |from, to, sums| {
        let panel = points.map(|x| &x[from * width..to * width]);
        inner_products(width, panel, sums);
    });
    let (quadratic, linear) = sums.split_at(width);
    for l in 0..width {
        value[l] = quadratic[l] / (T::ONE + T::ONE) - linear[l];
    }
}

/// x ← proj(z − step (M z − b)) with z = f + β (f − f_old); `points` are f, f_old, M f, M f_old
/// and b; step and β have an entry per lane. Lane 0 is vector `first` of the matrix.
pub(super) fn extrapolate_and_descend<T: Real>(
    projection: Projection<'_, T>,
    step: &[T],
    first: usize,
    length: usize,
    beta: &[T],
    points: [&[T]; 5],
    x: &mut [T],
) {
    // The most common set costs no pass of its own.
    if projection == Projection::Nonnegative {
        descend_and_clip(step, beta, points, x);
    } else {
        descend(step, beta, points, x);
        project_tile(projection, first, length, beta.len(), x);
    }
}

/// new ← old in some lanes.
pub(super) fn restore<T: Real>(lanes: &[usize], width: usize, old: &[T], new: &mut [T]) {
    if lanes.is_empty() {
        return;
    }
    for (old, new) in old.chunks_exact(width).zip(new.chunks_exact_mut(width)) {
        for &l in lanes {
            new[l] = old[l];
        }
    }
}

dispatch! {
    /// Per lane ⟨x, a⟩, then ⟨b, x⟩, over the rows of a panel.
    fn inner_products<T: Real>(width: usize, points: [&[T]; 3], sums: &mut [T]) {
        sums.fill(T::ZERO);
        let (quadratic, linear) = sums.split_at_mut(width);
        let [x, a, b] = points;
        let mut x = x.chunks_exact(4 * width);
        let mut a = a.chunks_exact(4 * width);
        let mut b = b.chunks_exact(4 * width);
        for ((x, a), b) in (&mut x).zip(&mut a).zip(&mut b) {
            let rows = [four_rows(x, width), four_rows(a, width), four_rows(b, width)];
            add_products(rows, quadratic, linear);
        }
        let x = x.remainder().chunks_exact(width);
        let a = a.remainder().chunks_exact(width);
        let b = b.remainder().chunks_exact(width);
        for ((x, a), b) in x.zip(a).zip(b) {
            add_products([[x], [a], [b]], quadratic, linear);
        }
    }

    fn descend_and_clip<T: Real>(step: &[T], beta: &[T], points: [&[T]; 5], x: &mut [T]) {
        descend_rows(clip, step, beta, points, x);
    }

    fn descend<T: Real>(step: &[T], beta: &[T], points: [&[T]; 5], x: &mut [T]) {
        descend_rows(|x| x, step, beta, points, x);
    }
}

/// Adds some rows of x, a and b, one after another, to the sums of `inner_products`: several at
/// once because the sums go through memory.
#[inline(always)]
fn add_products<T: Real, const ROWS: usize>(
    points: [[&[T]; ROWS]; 3],
    quadratic: &mut [T],
    linear: &mut [T],
) {
    let width = quadratic.len();
    let linear = &mut linear[..width];
    let mut cut = points;
    for rows in &mut cut {
        for row in rows {
            *row = &row[..width];
        }
    }
    let [x, a, b] = cut;
    for l in 0..width {
        let (mut xa, mut bx) = (quadratic[l], linear[l]);
        for i in 0..ROWS {
            xa += x[i][l] * a[i][l];
            bx += b[i][l] * x[i][l];
        }
        (quadratic[l], linear[l]) = (xa, bx);
    }
}

/// x ← finish(z − step (M z − b)).
#[inline(always)]
fn descend_rows<T: Real>(
    finish: impl Fn(T) -> T,
    step: &[T],
    beta: &[T],
    points: [&[T]; 5],
    x: &mut [T],
) {
    let width = beta.len();
    let [f, f_old, a, a_old, b] = points;
    let rows = f.chunks_exact(width).zip(f_old.chunks_exact(width));
    let rows = rows
        .zip(a.chunks_exact(width))
        .zip(a_old.chunks_exact(width));
    let rows = rows.zip(b.chunks_exact(width));
    for (((((f, f_old), a), a_old), b), x) in rows.zip(x.chunks_exact_mut(width)) {
        let lanes = f.iter().zip(f_old).zip(a).zip(a_old).zip(b);
        let lanes = lanes.zip(beta.iter().zip(step));
        for ((((((f, f_old), a), a_old), b), (beta, step)), x) in lanes.zip(x) {
            let z = *f + *beta * (*f - *f_old);
            let mz = *a + *beta * (*a - *a_old);
            *x = finish(z - *step * (mz - *b));
        }
    }
}
