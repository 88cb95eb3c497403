//! Random numbers, and what chooses the first factors.

use deepmf_store::*;

use super::Call;
use super::matrices::{nothing, number};

pub fn calls() -> Vec<Call> {
    vec![
        Call {
            name: "random_fill",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let dst = draw.operand(rows, cols);
                let distribution = draw.name(&["uniform", "normal", "gamma", "dirichlet"]);
                let (a, b) = (draw.number(0.1, 1.0), draw.number(1.0, 2.0));
                let seed = if draw.chance(20) {
                    draw.number(0.0, 9.0)
                } else {
                    draw.below(9) as f64
                };
                nothing(random_fill(
                    dst,
                    distribution,
                    a,
                    b,
                    seed,
                    draw.between(0, 9),
                ))
            },
        },
        Call {
            name: "snpa_round",
            run: |draw| {
                let (m, n, rank) = (draw.size(), draw.size(), draw.size());
                let (h, products) = (draw.nonnegative(rank, n), draw.operand(rank, n));
                let residuals = draw.nonnegative(2, n);
                let x = draw.nonnegative(m, n);
                let count = draw.below(rank.min(n) as usize + 1);
                let chosen: Vec<u32> = (0..count).map(|_| draw.between(0, n - 1)).collect();
                let steps = draw.between(0, 6);
                number(snpa_round(h, products, residuals, x, &chosen, steps))
            },
        },
    ]
}
