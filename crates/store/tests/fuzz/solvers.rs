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
                number(fpgd(f, b, &ps, &qs, set, along, &numbers, steps, alpha1))
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
    ]
}

/// The identity, or a matrix that is symmetric and positive semidefinite.
pub fn or_identity(draw: &mut Draw, order: u32) -> u32 {
    if draw.flag() { 0 } else { draw.gram(order) }
}
