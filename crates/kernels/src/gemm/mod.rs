//! Dense products: C = α op(A) op(B) + β C and its relatives.

pub mod micro;

use crate::Real;
use crate::reduce::sum_by;

/// C (m x n) = α op(A) op(B) + β C; op transposes when its flag is set. β = 0 ignores the old C.
pub fn gemm<T: Real>(
    trans_a: bool,
    trans_b: bool,
    m: usize,
    n: usize,
    k: usize,
    alpha: T,
    a: &[T],
    b: &[T],
    beta: T,
    c: &mut [T],
) {
    for i in 0..m {
        for j in 0..n {
            let s = sum_by(k, |p| {
                let x = if trans_a { a[p * m + i] } else { a[i * k + p] };
                let y = if trans_b { b[j * k + p] } else { b[p * n + j] };
                x * y
            });
            let c = &mut c[i * n + j];
            *c = if beta == T::ZERO {
                alpha * s
            } else {
                alpha * s + beta * *c
            };
        }
    }
}

/// C = α AᵀA + β C (`transpose`, cols x cols) or C = α A Aᵀ + β C (rows x rows).
pub fn gram<T: Real>(
    transpose: bool,
    rows: usize,
    cols: usize,
    a: &[T],
    alpha: T,
    beta: T,
    c: &mut [T],
) {
    let (n, k) = if transpose {
        (cols, rows)
    } else {
        (rows, cols)
    };
    gemm(transpose, !transpose, n, n, k, alpha, a, a, beta, c);
}

/// ‖S − A B‖² (S m x n, A m x k, B k x n) without a matrix for A B.
pub fn residual_squared<T: Real>(m: usize, n: usize, k: usize, s: &[T], a: &[T], b: &[T]) -> T {
    let mut product = vec![T::ZERO; m * n];
    gemm(false, false, m, n, k, T::ONE, a, b, T::ZERO, &mut product);
    sum_by(m, |i| {
        sum_by(n, |j| {
            let d = s[i * n + j] - product[i * n + j];
            d * d
        })
    })
}

/// A square matrix P laid out for [`packed_times_tile`].
pub struct PackedSquare<T> {
    r: usize,
    data: Vec<T>,
}

/// Packs P (r x r).
pub fn pack_square<T: Real>(r: usize, p: &[T]) -> PackedSquare<T> {
    PackedSquare {
        r,
        data: p.to_vec(),
    }
}

/// out (r x width) = P · tile, both row-major; `width` is a multiple of [`Real::TILE_LANES`].
pub fn packed_times_tile<T: Real>(
    packed: &PackedSquare<T>,
    tile: &[T],
    width: usize,
    out: &mut [T],
) {
    let r = packed.r;
    gemm(
        false,
        false,
        r,
        width,
        r,
        T::ONE,
        &packed.data,
        tile,
        T::ZERO,
        out,
    );
}
