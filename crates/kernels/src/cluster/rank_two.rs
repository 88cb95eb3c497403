//! Nonnegative factorization of rank two, and its exact nonnegative least squares.

use super::plane::{dominant_plane, times};
use crate::gemm::{gemm, gram};
use crate::select::spa;
use crate::threads::parallel_chunks;
use crate::{Real, elementwise, has_shape};

/// Columns for one thread.
const PART: usize = 4096;

/// X ≈ W H with W ≥ 0 (`m` x 2) and H ≥ 0 (2 x `n`); returns the square of the largest singular value
/// of X (`m` x `n`).
///
/// W starts as the two columns of the best rank-two approximation that successive projection picks,
/// cut off at zero (Gillis, Kuang and Park, 2015, algorithm 3), and H is the exact nonnegative least
/// squares solution; then come `sweeps` exact alternations (Kuang and Park, 2013). Where X has rank
/// one the second column of W and row of H are zero.
pub fn rank_two<T: Real>(
    m: usize,
    n: usize,
    x: &[T],
    sweeps: usize,
    w: &mut [T],
    h: &mut [T],
) -> T {
    assert!(has_shape(x, m, n) && has_shape(w, m, 2) && has_shape(h, 2, n));
    let (plane, [leading, _]) = dominant_plane(m, n, x);
    let coordinates = times(false, m, n, x, &plane);
    let mut sides = vec![T::ZERO; 2 * m];
    for (side, &column) in sides
        .chunks_exact_mut(m.max(1))
        .zip(&spa(2, n, &coordinates, 2))
    {
        let (u, v) = (
            coordinates[column as usize],
            coordinates[n + column as usize],
        );
        for (i, side) in side.iter_mut().enumerate() {
            *side = (u * plane[i] + v * plane[m + i]).max(T::ZERO);
        }
    }
    solve_h(m, n, x, &sides, h);
    for _ in 0..sweeps {
        let mut products = vec![T::ZERO; 2 * m];
        let mut square = [T::ZERO; 4];
        gemm(false, true, 2, m, n, T::ONE, h, x, T::ZERO, &mut products);
        gram(false, 2, n, h, T::ONE, T::ZERO, &mut square);
        nonnegative_pairs(square, m, &products, &mut sides);
        solve_h(m, n, x, &sides, h);
    }
    elementwise::transpose(2, m, &sides, w);
    leading
}

/// H for Wᵀ (2 x `m`).
fn solve_h<T: Real>(m: usize, n: usize, x: &[T], sides: &[T], h: &mut [T]) {
    let mut square = [T::ZERO; 4];
    gram(false, 2, m, sides, T::ONE, T::ZERO, &mut square);
    let products = times(false, m, n, x, sides);
    nonnegative_pairs(square, n, &products, h);
}

/// H (2 x `n`) ← argmin of ½ hᵀGh − bᵀh over h ≥ 0 for each column b of B (2 x `n`), in closed form
/// (Kuang and Park, 2013, algorithm 2): the unconstrained minimiser where it is positive, else the
/// better of the two on the axes, the first of equals.
pub fn nonnegative_pairs<T: Real>(gram: [T; 4], n: usize, b: &[T], h: &mut [T]) {
    assert!(has_shape(b, 2, n) && has_shape(h, 2, n));
    let [g11, g12, _, g22] = gram;
    // With both columns at unit length nothing overflows, and axes compare by b alone.
    let (s1, s2) = (g11.sqrt(), g22.sqrt());
    let alive = |s: T| s > T::ZERO;
    let cosine = if alive(s1) && alive(s2) {
        g12 / s1 / s2
    } else {
        T::ZERO
    };
    let sine_squared = (T::ONE - cosine) * (T::ONE + cosine);
    // Parallel columns have no minimiser of their own; one axis holds a solution then.
    let apart = sine_squared > T::from_f64(8.0) * T::EPSILON;
    let unit = |b: T, s: T| if alive(s) { b / s } else { T::ZERO };
    let (b1, b2) = b.split_at(n);
    let solve = |b1: T, b2: T| -> (T, T) {
        let (b1, b2) = (unit(b1, s1), unit(b2, s2));
        if apart {
            let first = (b1 - cosine * b2) / sine_squared;
            let second = (b2 - cosine * b1) / sine_squared;
            if first >= T::ZERO && second >= T::ZERO {
                return (unit(first, s1) + T::ZERO, unit(second, s2) + T::ZERO);
            }
        }
        if b1 <= T::ZERO && b2 <= T::ZERO {
            (T::ZERO, T::ZERO)
        } else if b1 >= b2 {
            (unit(b1, s1), T::ZERO)
        } else {
            (T::ZERO, unit(b2, s2))
        }
    };
    let (first, second) = h.split_at_mut(n);
    let fill = |out: &mut [T], pick: fn((T, T)) -> T| {
        parallel_chunks(out, PART, |part, out| {
            let b = b1[part * PART..].iter().zip(&b2[part * PART..]);
            for (out, (&b1, &b2)) in out.iter_mut().zip(b) {
                *out = pick(solve(b1, b2));
            }
        });
    };
    fill(first, |pair| pair.0);
    fill(second, |pair| pair.1);
}
