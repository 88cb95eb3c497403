//! Block solvers.

use deepmf_store::*;

use super::Call;
use super::draw::Draw;
use super::matrices::{nothing, number};
use super::projections::set;

pub fn calls() -> Vec<Call> {
    vec![
        Call {
            name: "fpgd",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let (f, b) = (draw.operand(rows, cols), draw.operand(rows, cols));
                let (mut ps, mut qs) = (Vec::new(), Vec::new());
                for _ in 0..draw.below(3) + 1 {
                    ps.push(or_identity(draw, rows));
                    qs.push(or_identity(draw, cols));
                }
                let (set, along, numbers) = set(draw, rows, cols);
                let steps = draw.between(0, 8);
                let alpha1 = draw.number(0.01, 1.0);
                let step = draw.name(&["lipschitz", "backtracking"]);
                number(fpgd(
                    f, b, &ps, &qs, set, along, &numbers, steps, alpha1, step,
                ))
            },
        },
        Call {
            name: "hals",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let (f, b) = (draw.operand(rows, cols), draw.operand(rows, cols));
                let side = draw.name(&["left", "right"]);
                let gram = draw.gram(if side == "left" { rows } else { cols });
                nothing(hals(
                    f,
                    b,
                    gram,
                    side,
                    draw.flag(),
                    draw.between(0, 4),
                    if draw.flag() { 0.1 } else { 0.0 },
                    draw.name(&["cyclic", "random"]),
                    3.0,
                    1,
                ))
            },
        },
        Call {
            name: "bpp",
            run: |draw| {
                let (f, b, gram, side) = sided(draw);
                nothing(bpp(f, b, gram, side))
            },
        },
        Call {
            name: "mu",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let (f, b) = (draw.operand(rows, cols), draw.operand(rows, cols));
                let (ps, qs) = terms(draw, rows, cols);
                nothing(mu(f, b, &ps, &qs, draw.between(0, 4)))
            },
        },
        Call {
            name: "mu_orthogonal",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let (f, b) = (draw.operand(rows, cols), draw.operand(rows, cols));
                nothing(mu_orthogonal(f, b, draw.flag(), draw.between(0, 3)))
            },
        },
        Call {
            name: "admm",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let (f, b) = (draw.operand(rows, cols), draw.operand(rows, cols));
                let dual = if draw.flag() {
                    0
                } else {
                    draw.operand(rows, cols)
                };
                let side = draw.name(&["left", "right"]);
                let gram = draw.gram(if side == "left" { rows } else { cols });
                let (set, along, numbers) = set(draw, rows, cols);
                let (steps, tolerance) = (draw.between(0, 6), draw.number(0.0, 0.01));
                nothing(admm(
                    f, dual, b, gram, side, set, along, &numbers, steps, tolerance,
                ))
            },
        },
        Call {
            name: "pgd",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let (f, b) = (draw.operand(rows, cols), draw.operand(rows, cols));
                let (ps, qs) = terms(draw, rows, cols);
                let (set, along, numbers) = set(draw, rows, cols);
                nothing(pgd(
                    f,
                    b,
                    &ps,
                    &qs,
                    set,
                    along,
                    &numbers,
                    draw.between(0, 4),
                ))
            },
        },
        Call {
            name: "closed_form",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let (f, b) = (draw.operand(rows, cols), draw.operand(rows, cols));
                let (p, q) = (or_identity(draw, rows), or_identity(draw, cols));
                nothing(closed_form(f, b, p, q))
            },
        },
        Call {
            name: "nnls",
            run: |draw| {
                let (m, r, n) = (draw.size(), draw.size(), draw.size());
                let (x, residuals) = (draw.operand(r, n), draw.operand(1, n));
                let (a, b) = (draw.operand(m, r), draw.operand(m, n));
                nothing(nnls(x, residuals, a, b))
            },
        },
    ]
}

/// The identity, or a matrix that is symmetric and positive semidefinite.
pub fn or_identity(draw: &mut Draw, order: u32) -> u32 {
    if draw.flag() { 0 } else { draw.gram(order) }
}

/// P and Q of one to three terms.
fn terms(draw: &mut Draw, rows: u32, cols: u32) -> (Vec<u32>, Vec<u32>) {
    (0..draw.below(3) + 1)
        .map(|_| (or_identity(draw, rows), or_identity(draw, cols)))
        .unzip()
}

/// F, B, a Gram matrix and its side.
fn sided(draw: &mut Draw) -> (u32, u32, u32, &'static str) {
    let (rows, cols) = (draw.size(), draw.size());
    let (f, b) = (draw.operand(rows, cols), draw.operand(rows, cols));
    let side = draw.name(&["left", "right"]);
    let gram = draw.gram(if side == "left" { rows } else { cols });
    (f, b, gram, side)
}
