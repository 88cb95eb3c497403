//! Divergences.

use deepmf_store::*;

use super::Call;
use super::draw::Draw;
use super::matrices::number;
use super::sparse::sparse;

pub fn calls() -> Vec<Call> {
    vec![
        Call {
            name: "beta_divergence",
            run: |draw| {
                let (m, n, rank) = (draw.size(), draw.size(), draw.size());
                let x = data(draw, m, n);
                let (w, h) = if draw.chance(4) {
                    (draw.nonnegative(m, n), 0)
                } else {
                    (draw.nonnegative(m, rank), draw.operand(rank, n))
                };
                let weights = weights(draw, m, n);
                let cells = draw.name(&["all", "all", "all", "stored"]);
                let beta = beta(draw);
                number(beta_divergence(
                    x,
                    w,
                    h,
                    weights,
                    cells,
                    beta,
                    draw.one_of(&[0.0, 1e-9, -1.0]),
                ))
            },
        },
        Call {
            name: "divergence_update",
            run: |draw| {
                let (m, n, rank) = (draw.size(), draw.size(), draw.size());
                let x = data(draw, m, n);
                let (w, h) = (draw.nonnegative(m, rank), draw.nonnegative(rank, n));
                let weights = weights(draw, m, n);
                let cells = draw.name(&["all", "all", "all", "stored"]);
                let side = draw.name(&["left", "right"]);
                let (f, other) = if side == "left" { (w, h) } else { (h, w) };
                let beta = beta(draw);
                let floor = draw.one_of(&[1e-9, 1e-30, 1e-300, 1.0, 0.0]);
                let exponent = draw.one_of(&[1.0, 0.5, 0.7, 0.0]);
                let l1 = draw.one_of(&[0.0, 0.3, -1.0]);
                let method = draw.name(&["multiplicative", "newton"]);
                let passes = draw.between(0, 4);
                number(divergence_update(
                    f, other, x, weights, cells, side, beta, floor, exponent, l1, method, passes,
                ))
            },
        },
    ]
}

/// Dense or sparse, and now and then with entries below zero.
fn data(draw: &mut Draw, m: u32, n: u32) -> u32 {
    match draw.below(4) {
        0 => draw.operand(m, n),
        1 => sparse(draw, m, n),
        _ => draw.nonnegative(m, n),
    }
}

fn weights(draw: &mut Draw, m: u32, n: u32) -> u32 {
    match draw.below(4) {
        0 => draw.nonnegative(m, n),
        1 => sparse(draw, m, n),
        _ => 0,
    }
}

fn beta(draw: &mut Draw) -> f64 {
    draw.one_of(&[1.0, 1.0, 0.0, 2.0, 0.5, 3.0, -1.0, f64::NAN])
}
