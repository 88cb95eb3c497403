//! How near float32 is to float64: every kernel on the same numbers in both precisions. The bounds
//! are those that ARCHITECTURE.md states, in multiples of ε = 2^-23.
//! Not for Miri, which would take hours for the long sums and finds the same calls in other tests.
#![cfg(not(miri))]

use deepmf_store::*;

const EPSILON: f64 = f32::EPSILON as f64;

/// The matrices of one case in one precision.
#[derive(Clone, Copy)]
struct Room {
    precision: u32,
}

impl Room {
    /// Numbers of [0, 1) that float32 has too, the same for the same seed.
    fn filled(self, rows: u32, cols: u32, seed: u64) -> u32 {
        let mut state = seed;
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f32 / (1u32 << 24) as f32
        };
        let count = (rows * cols) as usize;
        let numbers: Vec<f32> = (0..count).map(|_| next()).collect();
        if self.precision == 32 {
            return upload32(rows, cols, count, |room| room.copy_from_slice(&numbers)).unwrap();
        }
        let double = |room: &mut [f64]| {
            for (to, from) in room.iter_mut().zip(&numbers) {
                *to = f64::from(*from);
            }
        };
        upload64(rows, cols, count, double).unwrap()
    }

    fn zeros(self, rows: u32, cols: u32) -> u32 {
        allocate(rows, cols, self.precision).unwrap()
    }

    fn numbers(self, id: u32) -> Vec<f64> {
        if self.precision == 32 {
            download32(id, |x| Ok(x.iter().map(|x| f64::from(*x)).collect())).unwrap()
        } else {
            download64(id, |x| Ok(x.to_vec())).unwrap()
        }
    }

    /// A definite matrix with a condition number of about a hundred.
    fn definite(self, order: u32) -> u32 {
        let gram_matrix = self.zeros(order, order);
        gram(
            gram_matrix,
            self.filled(4 * order, order, 7),
            true,
            1.0,
            0.0,
        )
        .unwrap();
        add_diagonal(gram_matrix, f64::from(order) / 8.0).unwrap();
        gram_matrix
    }

    /// A block: F, B and its Gram matrix.
    fn block(self) -> [u32; 3] {
        let b = self.zeros(RANK, COLUMNS);
        let (w, x) = (self.filled(ROWS, RANK, 8), self.filled(ROWS, COLUMNS, 9));
        gemm(b, true, false, 1.0, w, x, 0.0).unwrap();
        let p = self.zeros(RANK, RANK);
        gram(p, w, true, 1.0, 0.0).unwrap();
        [self.filled(RANK, COLUMNS, 10), b, p]
    }

    /// Every third cell.
    fn sparse(self, rows: u32, cols: u32) -> u32 {
        let numbers = self.numbers(self.filled(rows, cols, 11));
        let kept = || (0..rows * cols).step_by(3);
        let x =
            sparse_allocate(rows, cols, kept().count() as f64, self.precision, "entries").unwrap();
        let (is, js): (Vec<u32>, Vec<u32>) = kept().map(|at| (at / cols, at % cols)).unzip();
        let values: Vec<f64> = kept().map(|at| numbers[at as usize]).collect();
        if self.precision == 32 {
            let values: Vec<f32> = values.iter().map(|x| *x as f32).collect();
            sparse_append_entries32(x, &is, &js, &values).unwrap();
        } else {
            sparse_append_entries64(x, &is, &js, &values).unwrap();
        }
        sparse_finish(x).unwrap();
        x
    }
}

const ROWS: u32 = 60;
const COLUMNS: u32 = 90;
const RANK: u32 = 8;

/// ‖single − double‖ / ‖double‖, in ε.
fn distance(case: impl Fn(Room) -> Vec<f64>) -> f64 {
    let [single, double] = [32, 64].map(|precision| case(Room { precision }));
    assert_eq!(single.len(), double.len());
    let difference: f64 = single
        .iter()
        .zip(&double)
        .map(|(s, d)| (s - d) * (s - d))
        .sum();
    let size: f64 = double.iter().map(|d| d * d).sum();
    assert!(size > 0.0, "nothing came out");
    (difference / size).sqrt() / EPSILON
}

type Case = (&'static str, fn(Room) -> Vec<f64>);

/// Prints all, so that a change shows, and holds each to the bound of its kind.
fn within(bound: f64, cases: &[Case]) {
    for (name, case) in cases {
        let distance = distance(case);
        println!("{name}: {distance:.2} ε");
        assert!(distance <= bound, "{name} is off by {distance} ε");
    }
}

#[test]
fn sums_and_products() {
    within(
        4.0,
        &[
            ("gemm", |room| {
                let c = room.zeros(ROWS, COLUMNS);
                let (a, b) = (room.filled(ROWS, 1000, 1), room.filled(1000, COLUMNS, 2));
                gemm(c, false, false, 0.3, a, b, 0.0).unwrap();
                room.numbers(c)
            }),
            ("gram", |room| {
                let c = room.zeros(RANK, RANK);
                gram(c, room.filled(1000, RANK, 1), true, 1.0, 0.0).unwrap();
                room.numbers(c)
            }),
            ("residual_squared", |room| {
                let (s, a) = (room.filled(ROWS, COLUMNS, 1), room.filled(ROWS, RANK, 2));
                vec![residual_squared(s, a, room.filled(RANK, COLUMNS, 3)).unwrap()]
            }),
            ("sums of a million", |room| {
                let x = room.filled(1000, 1000, 1);
                vec![sum(x).unwrap(), norm_squared(x).unwrap()]
            }),
            ("rows and columns", |room| {
                let (x, by_row, by_column) = (
                    room.filled(300, 400, 1),
                    room.zeros(300, 1),
                    room.zeros(1, 400),
                );
                row_sums(by_row, x).unwrap();
                column_norms_squared(by_column, x).unwrap();
                [room.numbers(by_row), room.numbers(by_column)].concat()
            }),
            ("sparse products", |room| {
                let (x, by_row, by_column) = (
                    room.sparse(ROWS, COLUMNS),
                    room.zeros(ROWS, RANK),
                    room.zeros(RANK, COLUMNS),
                );
                sparse_times_dense(by_row, x, true, 1.0, room.filled(RANK, COLUMNS, 1), 0.0)
                    .unwrap();
                dense_times_sparse(by_column, true, 1.0, room.filled(ROWS, RANK, 2), x, 0.0)
                    .unwrap();
                [room.numbers(by_row), room.numbers(by_column)].concat()
            }),
            ("sparse_residual_squared", |room| {
                let (x, a) = (room.sparse(ROWS, COLUMNS), room.filled(ROWS, RANK, 1));
                vec![sparse_residual_squared(x, a, room.filled(RANK, COLUMNS, 2)).unwrap()]
            }),
            ("tensors", |room| {
                let (y, x) = (room.zeros(ROWS * 20, RANK), room.zeros(20, RANK));
                khatri_rao(y, room.filled(ROWS, RANK, 1), room.filled(20, RANK, 2)).unwrap();
                contract_columns(x, y, room.filled(ROWS, RANK, 3), true).unwrap();
                room.numbers(x)
            }),
            ("beta_divergence", |room| {
                let (x, w, h) = (
                    room.filled(ROWS, COLUMNS, 1),
                    room.filled(ROWS, RANK, 2),
                    room.filled(RANK, COLUMNS, 3),
                );
                let of = |beta| beta_divergence(x, w, h, 0, "all", beta, 1e-6).unwrap();
                vec![of(1.0), of(0.5), of(2.0)]
            }),
        ],
    );
}

/// |float32 - exact| <= 1.01 (d + 1) u Σ |x y| with d the most additions that a term goes through.
#[test]
fn sums_keep_their_bound() {
    for length in [1, 2, 255, 256, 257, 5000, 16_384, 16_385, 1_000_000] {
        let [single, double] = [32, 64].map(|precision| {
            let room = Room { precision };
            let (x, y) = (room.filled(1, length, 5), room.filled(1, length, 6));
            // Numbers that are nearly alike round the same way again and again.
            axpby(y, 0.001, x, 0.0).unwrap();
            fill(x, f64::from(0.1f32)).unwrap();
            vec![sum(x).unwrap(), norm_squared(y).unwrap()]
        });
        let (panels, blocks) = (length.div_ceil(256), length.div_ceil(16_384));
        let additions = length.min(256) + panels.min(64) + blocks.next_power_of_two().ilog2();
        let bound = 1.01 * f64::from(additions + 1) * EPSILON / 2.0;
        assert!((single[0] / double[0] - 1.0).abs() <= bound, "{length}");
        // The numbers themselves are rounded once more.
        assert!(
            (single[1] / double[1] - 1.0).abs() <= bound + 2.0 * EPSILON,
            "{length}"
        );
    }
}

#[test]
fn block_solvers() {
    within(
        40.0,
        &[
            ("hals", |room| {
                let [f, b, p] = room.block();
                hals(f, b, p, "left", true, 30, 0.0, "cyclic", 0.0, 0).unwrap();
                room.numbers(f)
            }),
            ("bpp", |room| {
                let [f, b, p] = room.block();
                bpp(f, b, p, "left").unwrap();
                room.numbers(f)
            }),
            // It goes on as long as the objective falls, so that is what float32 settles, not the point.
            ("fpgd", |room| {
                let [f, b, p] = room.block();
                let steps = 300;
                vec![
                    fpgd(
                        f,
                        b,
                        &[p],
                        &[0],
                        "simplex",
                        "columns",
                        &[1.0],
                        steps,
                        0.05,
                        "lipschitz",
                    )
                    .unwrap(),
                ]
            }),
            ("mu", |room| {
                let [f, b, p] = room.block();
                mu(f, b, &[p], &[0], 30).unwrap();
                room.numbers(f)
            }),
            ("admm", |room| {
                let [f, b, p] = room.block();
                admm(f, 0, b, p, "left", "nonnegative", "columns", &[], 30, 0.0).unwrap();
                room.numbers(f)
            }),
            ("pgd", |room| {
                let [f, b, p] = room.block();
                pgd(f, b, &[p], &[0], "nonnegative", "columns", &[], 10).unwrap();
                room.numbers(f)
            }),
            ("closed_form", |room| {
                let [f, b, p] = room.block();
                closed_form(f, b, p, 0).unwrap();
                room.numbers(f)
            }),
            ("nnls", |room| {
                let (x, residuals) = (room.zeros(RANK, COLUMNS), room.zeros(1, COLUMNS));
                let (a, b) = (room.filled(ROWS, RANK, 8), room.filled(ROWS, COLUMNS, 9));
                nnls(x, residuals, a, b).unwrap();
                [room.numbers(x), room.numbers(residuals)].concat()
            }),
            ("divergence_update, multiplicative", |room| {
                divergence(room, "multiplicative", 10)
            }),
            ("divergence_update, newton", |room| {
                divergence(room, "newton", 10)
            }),
        ],
    );
}

fn divergence(room: Room, method: &str, passes: u32) -> Vec<f64> {
    let (w, h) = (room.filled(ROWS, RANK, 2), room.filled(RANK, COLUMNS, 3));
    let x = room.filled(ROWS, COLUMNS, 1);
    divergence_update(
        h, w, x, 0, "all", "right", 1.0, 1e-16, 1.0, 0.0, method, passes,
    )
    .unwrap();
    room.numbers(h)
}

#[test]
fn sets_and_penalties() {
    let sets: [(&str, &[f64]); 13] = [
        ("simplex", &[1.0]),
        ("sum-at-most", &[1.0]),
        ("sum-within", &[1.0, 2.0]),
        ("near-convex", &[0.1]),
        ("l1-ball", &[2.0]),
        ("l2-ball", &[1.0]),
        ("unit-l2", &[]),
        ("k-sparse", &[9.0]),
        ("hoyer", &[0.6]),
        ("grouped-hoyer", &[0.6]),
        ("orthogonal", &[]),
        ("doubly-stochastic", &[]),
        ("box", &[0.1, 0.7]),
    ];
    for (set, parameters) in sets {
        let distance = distance(|room| {
            let f = room.filled(ROWS, ROWS, 1);
            project(f, set, "columns", parameters).unwrap();
            room.numbers(f)
        });
        println!("{set}: {distance:.2} ε");
        assert!(distance <= 5.0, "{set} is off by {distance} ε");
    }
    let penalties = [
        "l1",
        "l1-half",
        "l1-squared",
        "l2-squared",
        "group-l2",
        "total-variation",
    ];
    for penalty in penalties {
        let distance = distance(|room| {
            let f = room.filled(ROWS, COLUMNS, 1);
            let image = [0.1, 6.0, 10.0, 1.0, 50.0];
            let parameters = if penalty == "total-variation" {
                &image[..]
            } else {
                &image[..1]
            };
            proximal(f, penalty, "columns", 1.0, parameters).unwrap();
            room.numbers(f)
        });
        println!("{penalty}: {distance:.2} ε");
        assert!(distance <= 5.0, "{penalty} is off by {distance} ε");
    }
}

#[test]
fn linear_algebra_and_starts() {
    within(
        40.0,
        &[
            ("cholesky and its solves", |room| {
                let (l, x) = (room.zeros(20, 20), room.filled(20, 5, 1));
                cholesky(l, room.definite(20)).unwrap();
                cholesky_solve(x, l).unwrap();
                room.numbers(x)
            }),
            ("inverse_definite", |room| {
                let inverse = room.zeros(20, 20);
                inverse_definite(inverse, room.definite(20)).unwrap();
                room.numbers(inverse)
            }),
            ("inverse", |room| {
                let to = room.zeros(20, 20);
                inverse(to, room.definite(20)).unwrap();
                room.numbers(to)
            }),
            ("pseudo_inverse", |room| {
                let to = room.zeros(8, 30);
                pseudo_inverse(to, room.filled(30, 8, 1), -1.0).unwrap();
                room.numbers(to)
            }),
            ("least_squares", |room| {
                let x = room.zeros(8, 5);
                let (a, b) = (room.filled(30, 8, 1), room.filled(30, 5, 2));
                least_squares(x, a, b, -1.0).unwrap();
                room.numbers(x)
            }),
            ("symmetric_eigen", |room| {
                let (values, vectors) = (room.zeros(1, 20), room.zeros(20, 20));
                symmetric_eigen(values, vectors, room.definite(20)).unwrap();
                room.numbers(values)
            }),
            ("svd", |room| {
                let (u, sigma, v) = (room.zeros(30, 8), room.zeros(1, 8), room.zeros(8, 8));
                svd(u, sigma, v, room.filled(30, 8, 1)).unwrap();
                [room.numbers(u), room.numbers(sigma), room.numbers(v)].concat()
            }),
            ("truncated_svd", |room| {
                let (u, sigma, v) = (
                    room.zeros(ROWS, 3),
                    room.zeros(1, 3),
                    room.zeros(COLUMNS, 3),
                );
                truncated_svd(u, sigma, v, room.filled(ROWS, COLUMNS, 1), 10, 6, 1.0, 0).unwrap();
                room.numbers(sigma)
            }),
            ("log_determinant", |room| {
                vec![log_determinant(room.definite(20)).unwrap()]
            }),
            ("spectral_norm", |room| {
                vec![spectral_norm(room.definite(20)).unwrap()]
            }),
            ("spa_round, snpa_round", |room| {
                let x = room.filled(ROWS, COLUMNS, 1);
                let (basis, residuals) = (room.zeros(RANK, ROWS), room.zeros(2, COLUMNS));
                let first = spa_round(basis, residuals, x, &[]).unwrap();
                let second = spa_round(basis, residuals, x, &[first as u32]).unwrap();
                let (h, products) = (room.zeros(RANK, COLUMNS), room.zeros(RANK, COLUMNS));
                let third = snpa_round(h, products, residuals, x, &[], 20).unwrap();
                let fourth = snpa_round(h, products, residuals, x, &[third as u32], 20).unwrap();
                [first, second, third, fourth].map(f64::from).to_vec()
            }),
            ("k-means", |room| {
                let (x, centroids) = (room.filled(ROWS, COLUMNS, 1), room.filled(ROWS, 4, 2));
                let (labels, distances) = (room.zeros(1, COLUMNS), room.zeros(1, COLUMNS));
                nearest_centroids(labels, distances, x, centroids).unwrap();
                cluster_means(centroids, labels, distances, x, false).unwrap();
                [
                    room.numbers(centroids),
                    room.numbers(labels),
                    room.numbers(distances),
                ]
                .concat()
            }),
            ("rank_two", |room| {
                let (w, h) = (room.zeros(ROWS, 2), room.zeros(2, COLUMNS));
                // Data of rank two: of noise the plane is not determined.
                let x = room.zeros(ROWS, COLUMNS);
                let (a, b) = (room.filled(ROWS, 2, 1), room.filled(2, COLUMNS, 2));
                gemm(x, false, false, 1.0, a, b, 0.0).unwrap();
                rank_two(w, h, x, 5).unwrap();
                [room.numbers(w), room.numbers(h)].concat()
            }),
            ("merge_start, merge_pairs", |room| {
                let x = room.filled(ROWS, 30, 1);
                let (g, state) = (room.zeros(30, 30), room.zeros(5, 30));
                gram(g, x, true, 1.0, 0.0).unwrap();
                merge_start(state, g).unwrap();
                vec![merge_pairs(g, state, 20).unwrap()]
            }),
        ],
    );
}
