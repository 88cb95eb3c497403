//! Random numbers, and what chooses the first factors.

use deepmf_store::*;

use super::Call;
use super::draw::Draw;
use super::matrices::{nothing, number};
use super::sparse::sparse;

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
        Call {
            name: "spa_round",
            run: |draw| {
                let (m, n, rank) = (draw.size(), draw.size(), draw.size());
                let (basis, residuals) = (draw.operand(rank, m), draw.nonnegative(2, n));
                let x = data(draw, m, n);
                let count = draw.below(rank.min(n) as usize + 1);
                let chosen: Vec<u32> = (0..count).map(|_| draw.between(0, n - 1)).collect();
                number(spa_round(basis, residuals, x, &chosen))
            },
        },
        Call {
            name: "select_columns",
            run: |draw| {
                let (m, n, count) = (draw.size(), draw.size(), draw.size());
                let (dst, src) = (draw.operand(m, count), draw.operand(m, n));
                let end = if draw.chance(20) { n } else { n - 1 };
                let columns: Vec<u32> = (0..count).map(|_| draw.between(0, end)).collect();
                nothing(select_columns(dst, src, &columns))
            },
        },
        Call {
            name: "seed_centroid",
            run: |draw| {
                let (m, n, k) = (draw.size(), draw.size(), draw.size());
                let (centroids, distances) = (draw.operand(m, k), draw.nonnegative(1, n));
                let x = data(draw, m, n);
                let count = draw.between(0, k - 1);
                number(seed_centroid(
                    centroids,
                    distances,
                    x,
                    count,
                    draw.number(0.0, 1.0),
                ))
            },
        },
        Call {
            name: "nearest_centroids",
            run: |draw| {
                let (m, n, k) = (draw.size(), draw.size(), draw.size());
                let (labels, distances) = (draw.operand(1, n), draw.operand(1, n));
                let x = data(draw, m, n);
                number(nearest_centroids(labels, distances, x, draw.operand(m, k)))
            },
        },
        Call {
            name: "cluster_means",
            run: |draw| {
                let (m, n, k) = (draw.size(), draw.size(), draw.size());
                let centroids = draw.operand(m, k);
                let labels: Vec<f64> = (0..n).map(|_| draw.below(k as usize) as f64).collect();
                let labels = draw.make(1, n, &labels);
                let distances = draw.nonnegative(1, n);
                let x = data(draw, m, n);
                number(cluster_means(centroids, labels, distances, x, draw.flag()))
            },
        },
        Call {
            name: "rank_two",
            run: |draw| {
                let (m, n) = (draw.size(), draw.size());
                let (w, h) = (draw.operand(m, 2), draw.operand(2, n));
                let x = draw.nonnegative(m, n);
                number(rank_two(w, h, x, draw.between(0, 3)))
            },
        },
        Call {
            name: "split_by_ratio",
            run: |draw| {
                let n = draw.size();
                let labels = draw.operand(1, n);
                number(split_by_ratio(labels, draw.nonnegative(2, n)))
            },
        },
        Call {
            name: "merge_start",
            run: |draw| {
                let n = draw.size();
                let state = draw.operand(5, n);
                nothing(merge_start(state, draw.gram(n)))
            },
        },
        Call {
            name: "merge_pairs",
            run: |draw| {
                let n = draw.size();
                let (state, gram) = (draw.operand(5, n), draw.gram(n));
                let ready = !draw.chance(9) && merge_start(state, gram).is_ok();
                let made = if ready { draw.between(0, n - 1) } else { 0 };
                // The state is set up and half used; that is how the call finds it.
                let _ = merge_pairs(gram, state, made);
                draw.look_again();
                number(merge_pairs(gram, state, draw.between(0, n)))
            },
        },
    ]
}

/// Dense or sparse.
fn data(draw: &mut Draw, m: u32, n: u32) -> u32 {
    if draw.chance(3) {
        sparse(draw, m, n)
    } else {
        draw.operand(m, n)
    }
}
