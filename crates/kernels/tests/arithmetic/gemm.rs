//! GEMM, Gram, residual and tile products against the triple loop, to the bit.

use crate::common::{assert_bits, data, every_set, everywhere, oracle_gemm, oracle_sum};
use deepmf_kernels::gemm::{gemm, gram, pack_square, packed_times_tile, residual_squared};
use deepmf_kernels::{Real, threads};
use proptest::prelude::*;

const TRANSPOSITIONS: [(bool, bool); 4] =
    [(false, false), (false, true), (true, false), (true, true)];

/// One shape, all transpositions, every setting.
fn shape<T: Real>((m, n, k): (usize, usize, usize), alpha: f64, beta: f64) {
    let (alpha, beta) = (T::from_f64(alpha), T::from_f64(beta));
    let (a, b, old) = (
        data::<T>(m * k, 1),
        data::<T>(k * n, 2),
        data::<T>(m * n, 3),
    );
    for trans in TRANSPOSITIONS {
        let mut want = old.clone();
        oracle_gemm(trans, (m, n, k), alpha, &a, &b, beta, &mut want);
        everywhere(|setting| {
            let mut got = old.clone();
            gemm(trans.0, trans.1, m, n, k, alpha, &a, &b, beta, &mut got);
            assert_bits(&got, &want, &format!("{m} x {n} x {k} {trans:?} {setting}"));
        });
    }
}

fn both((m, n, k): (usize, usize, usize), alpha: f64, beta: f64) {
    shape::<f64>((m, n, k), alpha, beta);
    shape::<f32>((m, n, k), alpha, beta);
}

#[test]
fn depths_around_the_panel() {
    for k in [0, 1, 2, 3, 4, 5, 255, 256, 257, 511, 513, 600] {
        both((13, 19, k), 1.0, 0.0);
    }
}

#[test]
fn depths_around_the_block() {
    for k in [16383, 16384, 16385, 16641, 40000] {
        both((3, 5, k), 1.0, 0.0);
    }
    both((2, 3, 5 * 16384 + 300), -0.75, 0.5);
    both((1, 1, 7 * 16384), 1.0, 0.0);
}

#[test]
fn every_height_and_width() {
    for m in 1..=26 {
        both((m, 33, 9), 1.0, 0.0);
    }
    for n in 1..=66 {
        both((5, n, 7), 1.0, 0.0);
    }
}

#[test]
fn empty() {
    both((0, 5, 4), 1.0, 0.0);
    both((5, 0, 4), 1.0, 1.0);
    both((3, 3, 0), 2.0, 0.0);
    both((3, 3, 0), 2.0, 3.0);
}

#[test]
fn alpha_and_beta() {
    for (alpha, beta) in [
        (1.0, 1.0),
        (-1.0, 0.0),
        (0.3, 0.0),
        (0.3, -1.7),
        (0.0, 0.5),
        (1.0, -1.0),
    ] {
        both((29, 37, 300), alpha, beta);
    }
}

#[test]
fn zero_beta_ignores_the_old_values() {
    let mut c = vec![f64::NAN; 6];
    gemm(
        false,
        false,
        2,
        3,
        1,
        1.0,
        &[1.0, 2.0],
        &[3.0, 4.0, 5.0],
        0.0,
        &mut c,
    );
    assert_eq!(c, [3.0, 4.0, 5.0, 6.0, 8.0, 10.0]);
    gemm(false, false, 2, 3, 0, 1.0, &[], &[], 0.0, &mut c);
    assert_bits(&c, &[0.0; 6], "nothing summed is +0");
}

#[test]
fn several_groups_of_rows_and_chunks_of_columns() {
    // More rows than one group, more columns than one aside, more panels than one group.
    shape::<f64>((1100, 70, 30), 1.0, 0.0);
    shape::<f64>((250, 1100, 20), 1.0, 1.0);
    shape::<f64>((1030, 9, 780), 1.0, 0.0);
    shape::<f32>((131, 300, 520), 1.0, 0.0);
}

#[test]
fn narrow_factors() {
    // Every rank on either side; the other side beyond two groups, the inner dimension beyond two panels.
    for r in 1..=20 {
        both((r, 83, 530), 1.0, 0.0);
        both((83, r, 530), 1.0, 0.0);
    }
    for r in [1, 2, 5, 8, 12, 13] {
        both((r, 300, 70), -0.5, 1.5);
        both((300, r, 70), -0.5, 1.5);
    }
}

#[test]
fn narrow_factors_beyond_a_block() {
    for k in [16385, 33000] {
        shape::<f64>((3, 19, k), 1.0, 0.0);
        shape::<f32>((19, 3, k), 1.0, 1.0);
    }
}

#[test]
fn few_rows_and_many_columns_at_every_depth() {
    for k in [1, 3, 20, 24, 25, 63, 64, 65, 100, 128, 129, 300] {
        both((29, 283, k), 1.0, 0.0);
        both((283, 29, k), 1.0, 0.0);
    }
    both((260, 275, 290), 1.0, 0.0);
}

#[test]
fn products_of_the_factorizations() {
    shape::<f64>((100, 243, 361), 1.0, 0.0);
    shape::<f32>((36, 241, 100), 1.0, 0.0);
}

fn gram_shape<T: Real>(rows: usize, cols: usize, alpha: f64, beta: f64) {
    let (alpha, beta) = (T::from_f64(alpha), T::from_f64(beta));
    let a = data::<T>(rows * cols, 5);
    for transpose in [false, true] {
        let (n, k) = if transpose {
            (cols, rows)
        } else {
            (rows, cols)
        };
        let old = data::<T>(n * n, 6);
        let mut want = old.clone();
        oracle_gemm(
            (transpose, !transpose),
            (n, n, k),
            alpha,
            &a,
            &a,
            beta,
            &mut want,
        );
        everywhere(|setting| {
            let mut got = old.clone();
            gram(transpose, rows, cols, &a, alpha, beta, &mut got);
            assert_bits(
                &got,
                &want,
                &format!("gram {rows} x {cols} {transpose} {setting}"),
            );
        });
    }
}

#[test]
fn gram_is_the_product() {
    for (rows, cols) in [(1, 1), (7, 300), (49, 25), (100, 129), (0, 4), (260, 40)] {
        gram_shape::<f64>(rows, cols, 1.0, 0.0);
        gram_shape::<f32>(rows, cols, 1.0, 0.0);
    }
    for n in 1..=34 {
        gram_shape::<f64>(n, 270, 1.0, 0.0);
        gram_shape::<f32>(n, 270, 1.0, 0.0);
    }
    gram_shape::<f64>(30, 300, 1.0, 0.0);
    gram_shape::<f32>(300, 30, 1.0, 0.0);
    for n in [2, 7, 8, 9, 15, 16, 17, 49, 63, 64, 65] {
        gram_shape::<f64>(530, n, 1.0, 0.0);
        gram_shape::<f32>(530, n, 1.0, 0.0);
    }
    // Enough for several threads, whose columns begin anywhere.
    gram_shape::<f64>(1500, 61, 1.0, 0.0);
    gram_shape::<f64>(33, 41, -0.5, 2.0);
    let a = data::<f64>(3 * 20000, 5);
    let (mut got, mut want) = ([0.0; 9], [0.0; 9]);
    oracle_gemm((false, true), (3, 3, 20000), 1.0, &a, &a, 0.0, &mut want);
    gram(false, 3, 20000, &a, 1.0, 0.0, &mut got);
    assert_bits(&got, &want, "gram over two blocks");
    let a = data::<f64>(11 * 17000, 5);
    let (mut got, mut want) = ([0.0; 121], [0.0; 121]);
    oracle_gemm((true, false), (11, 11, 17000), 1.0, &a, &a, 0.0, &mut want);
    gram(true, 17000, 11, &a, 1.0, 0.0, &mut got);
    assert_bits(&got, &want, "gram over two blocks, where it lies");
}

#[test]
fn more_threads_than_cores() {
    let _turn = crate::common::turn();
    let (m, n, k) = (150, 170, 300);
    let (a, b) = (data::<f64>(m * k, 1), data::<f64>(k * n, 2));
    let mut want = vec![0.0; m * n];
    oracle_gemm((false, false), (m, n, k), 1.0, &a, &b, 0.0, &mut want);
    for count in [3, 4, 6, 7] {
        threads::set_threads(count);
        let mut got = vec![0.0; m * n];
        gemm(false, false, m, n, k, 1.0, &a, &b, 0.0, &mut got);
        assert_bits(&got, &want, &format!("{count} threads"));
    }
    // One row, three columns: some of the parts are empty.
    let (a, b) = (data::<f64>(1 << 20, 1), data::<f64>(3 << 20, 2));
    let (mut got, mut want) = ([0.0; 3], [0.0; 3]);
    oracle_gemm((false, false), (1, 3, 1 << 20), 1.0, &a, &b, 0.0, &mut want);
    gemm(false, false, 1, 3, 1 << 20, 1.0, &a, &b, 0.0, &mut got);
    assert_bits(&got, &want, "more threads than outputs");
    threads::set_threads(1);
}

fn residual_shape<T: Real>(m: usize, n: usize, k: usize) {
    let (s, a, b) = (
        data::<T>(m * n, 7),
        data::<T>(m * k, 8),
        data::<T>(k * n, 9),
    );
    let mut product = vec![T::ZERO; m * n];
    oracle_gemm(
        (false, false),
        (m, n, k),
        T::ONE,
        &a,
        &b,
        T::ZERO,
        &mut product,
    );
    let want = oracle_sum(m, |i| {
        oracle_sum(n, |j| {
            let d = s[i * n + j] - product[i * n + j];
            d * d
        })
    });
    everywhere(|setting| {
        let got = residual_squared(m, n, k, &s, &a, &b);
        assert_bits(
            &[got],
            &[want],
            &format!("residual {m} x {n} x {k} {setting}"),
        );
    });
}

#[test]
fn residual_sums_rows_then_rows() {
    for (m, n, k) in [
        (1, 1, 1),
        (20, 700, 30),
        (300, 40, 5),
        (2, 33000, 3),
        (5, 5, 0),
        (0, 3, 2),
    ] {
        residual_shape::<f64>(m, n, k);
        residual_shape::<f32>(m, n, k);
    }
}

fn tile_shape<T: Real>(r: usize, width: usize) {
    let (p, tile) = (data::<T>(r * r, 10), data::<T>(r * width, 11));
    let mut want = vec![T::ZERO; r * width];
    oracle_gemm(
        (false, false),
        (r, width, r),
        T::ONE,
        &p,
        &tile,
        T::ZERO,
        &mut want,
    );
    every_set(|setting| {
        let packed = pack_square(r, &p);
        assert_eq!(packed.order(), r);
        let mut got = vec![T::from_f64(9.0); r * width];
        packed_times_tile(&packed, &tile, width, &mut got);
        assert_bits(&got, &want, &format!("tile {r} x {width} {setting}"));
    });
}

#[test]
fn tiles_are_the_product() {
    for r in (1..=30).chain([49, 100, 129, 256, 257, 300]) {
        tile_shape::<f64>(r, f64::TILE_LANES);
        tile_shape::<f64>(r, 3 * f64::TILE_LANES);
        tile_shape::<f32>(r, 2 * f32::TILE_LANES);
    }
}

#[test]
fn a_packed_square_outlives_the_choice_of_instruction_set() {
    let _turn = crate::common::turn();
    let sets = deepmf_kernels::simd::available();
    let (p, tile) = (data::<f64>(21 * 21, 1), data::<f64>(21 * 16, 2));
    let (mut first, mut second) = (vec![0.0; 21 * 16], vec![0.0; 21 * 16]);
    let packed = pack_square(21, &p);
    packed_times_tile(&packed, &tile, 16, &mut first);
    for set in sets.iter().rev() {
        assert!(deepmf_kernels::simd::set(*set));
        packed_times_tile(&packed, &tile, 16, &mut second);
        assert_bits(&first, &second, set.name());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_shape(m in 0usize..40, n in 0usize..80, k in 0usize..600, alpha in -2.0f64..2.0, beta in prop_oneof![Just(0.0), -2.0f64..2.0]) {
        shape::<f64>((m, n, k), alpha, beta);
        shape::<f32>((m, n, k), alpha, beta);
    }

    #[test]
    fn any_gram(rows in 0usize..60, cols in 0usize..60) {
        gram_shape::<f64>(rows, cols, 1.0, 0.0);
    }
}
