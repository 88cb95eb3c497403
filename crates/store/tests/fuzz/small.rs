//! Linear algebra at the size of the ranks.

use deepmf_store::*;

use super::Call;
use super::matrices::{nothing, number};
use super::sparse::sparse;

pub fn calls() -> Vec<Call> {
    let mut all = definite();
    all.extend(any_shape());
    all
}

/// Symmetric and general square matrices.
fn definite() -> Vec<Call> {
    vec![
        Call {
            name: "spectral_norm",
            run: |draw| {
                let order = draw.size();
                number(spectral_norm(draw.gram(order)))
            },
        },
        Call {
            name: "cholesky",
            run: |draw| {
                let order = draw.size();
                let l = draw.operand(order, order);
                nothing(cholesky(l, draw.definite(order)))
            },
        },
        Call {
            name: "cholesky_solve",
            run: |draw| {
                let (order, columns) = (draw.size(), draw.size());
                let x = draw.operand(order, columns);
                nothing(cholesky_solve(x, draw.definite(order)))
            },
        },
        Call {
            name: "inverse_definite",
            run: |draw| {
                let order = draw.size();
                let dst = draw.operand(order, order);
                nothing(inverse_definite(dst, draw.definite(order)))
            },
        },
        Call {
            name: "log_determinant",
            run: |draw| {
                let order = draw.size();
                number(log_determinant(draw.definite(order)))
            },
        },
        Call {
            name: "symmetric_eigen",
            run: |draw| {
                let order = draw.size();
                let (values, vectors) = (draw.operand(1, order), draw.operand(order, order));
                nothing(symmetric_eigen(values, vectors, draw.gram(order)))
            },
        },
        Call {
            name: "solve_general",
            run: |draw| {
                let (order, columns) = (draw.size(), draw.size());
                let x = draw.operand(order, columns);
                nothing(solve_general(x, draw.definite(order)))
            },
        },
        Call {
            name: "inverse",
            run: |draw| {
                let order = draw.size();
                let dst = draw.operand(order, order);
                nothing(inverse(dst, draw.definite(order)))
            },
        },
    ]
}

/// Matrices of any shape.
fn any_shape() -> Vec<Call> {
    vec![
        Call {
            name: "svd",
            run: |draw| {
                let (m, n) = (draw.size(), draw.size());
                let k = m.min(n);
                let (u, sigma, v) = (draw.operand(m, k), draw.operand(k, 1), draw.operand(n, k));
                nothing(svd(u, sigma, v, draw.operand(m, n)))
            },
        },
        Call {
            name: "singular_values",
            run: |draw| {
                let (m, n) = (draw.size(), draw.size());
                let sigma = draw.operand(1, m.min(n));
                nothing(singular_values(sigma, draw.operand(m, n)))
            },
        },
        Call {
            name: "truncated_svd",
            run: |draw| {
                let (m, n) = (draw.size(), draw.size());
                let rank = draw.between(1, m.min(n));
                let (u, sigma) = (draw.operand(m, rank), draw.operand(1, rank));
                let (v, a) = (draw.operand(n, rank), draw.operand(m, n));
                let (over, steps) = (draw.between(0, 12), draw.between(0, 4));
                let seed = draw.below(9) as f64;
                nothing(truncated_svd(
                    u,
                    sigma,
                    v,
                    a,
                    over,
                    steps,
                    seed,
                    draw.between(0, 9),
                ))
            },
        },
        Call {
            name: "sparse_truncated_svd",
            run: |draw| {
                let (m, n) = (draw.size(), draw.size());
                let rank = draw.between(1, m.min(n));
                let (u, sigma) = (draw.operand(m, rank), draw.operand(1, rank));
                let (v, x) = (draw.operand(n, rank), sparse(draw, m, n));
                let (over, steps) = (draw.between(0, 12), draw.between(0, 4));
                let seed = draw.below(9) as f64;
                nothing(sparse_truncated_svd(u, sigma, v, x, over, steps, seed, 1))
            },
        },
        Call {
            name: "qr",
            run: |draw| {
                let (m, n) = (draw.size(), draw.size());
                let (q, r) = (draw.operand(m, m.min(n)), draw.operand(m.min(n), n));
                nothing(qr(q, r, draw.operand(m, n)))
            },
        },
        Call {
            name: "pseudo_inverse",
            run: |draw| {
                let (m, n) = (draw.size(), draw.size());
                let (dst, a) = (draw.operand(n, m), draw.operand(m, n));
                let tolerance = draw.number(-1.0, 0.2);
                number(pseudo_inverse(dst, a, tolerance))
            },
        },
        Call {
            name: "least_squares",
            run: |draw| {
                let (m, n, columns) = (draw.size(), draw.size(), draw.size());
                let (x, a) = (draw.operand(n, columns), draw.operand(m, n));
                let b = draw.operand(m, columns);
                let tolerance = draw.number(-1.0, 0.2);
                number(least_squares(x, a, b, tolerance))
            },
        },
        Call {
            name: "shrink_singular_values",
            run: |draw| {
                let (m, n) = (draw.size(), draw.size());
                let a = draw.operand(m, n);
                number(shrink_singular_values(a, draw.number(0.0, 2.0)))
            },
        },
    ]
}
