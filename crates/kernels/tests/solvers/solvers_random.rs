//! The generator: fixed values, moments, independence of streams, edge cases.

use deepmf_kernels::random::{Distribution, Generator, fill};

fn sample(distribution: Distribution, rows: usize, columns: usize, stream: u32) -> Vec<f64> {
    let mut out = vec![0.0; rows * columns];
    fill(distribution, rows, columns, 42, stream, &mut out);
    out
}

fn mean(x: &[f64]) -> f64 {
    x.iter().sum::<f64>() / x.len() as f64
}

fn variance(x: &[f64]) -> f64 {
    let mean = mean(x);
    x.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / x.len() as f64
}

fn assert_near(actual: f64, expected: f64, tolerance: f64) {
    assert!(
        (actual - expected).abs() < tolerance,
        "{actual}, expected {expected}"
    );
}

const COUNT: usize = 200_000;

#[test]
fn uniform_fills_its_interval() {
    let x = sample(
        Distribution::Uniform {
            low: -2.0,
            high: 3.0,
        },
        1,
        COUNT,
        0,
    );
    assert!(x.iter().all(|x| (-2.0..3.0).contains(x)));
    assert_near(mean(&x), 0.5, 0.02);
    assert_near(variance(&x), 25.0 / 12.0, 0.03);
    let narrow = sample(
        Distribution::Uniform {
            low: 1.0,
            high: 1.0f64.next_up(),
        },
        1,
        1000,
        0,
    );
    assert!(narrow.iter().all(|x| *x == 1.0));
    let point = sample(
        Distribution::Uniform {
            low: 4.0,
            high: 4.0,
        },
        1,
        10,
        0,
    );
    assert_eq!(point, [4.0; 10]);
}

#[test]
fn normal_has_its_moments() {
    let x = sample(
        Distribution::Normal {
            mean: 3.0,
            deviation: 2.0,
        },
        1,
        COUNT,
        0,
    );
    assert_near(mean(&x), 3.0, 0.03);
    assert_near(variance(&x), 4.0, 0.08);
    let skewness: f64 = mean(
        &x.iter()
            .map(|x| ((x - 3.0) / 2.0).powi(3))
            .collect::<Vec<_>>(),
    );
    assert_near(skewness, 0.0, 0.05);
    let within = x.iter().filter(|x| (**x - 3.0).abs() < 2.0).count();
    assert_near(within as f64 / COUNT as f64, 0.6827, 0.01);
}

#[test]
fn gamma_has_its_moments() {
    for (shape, scale) in [(0.1, 1.0), (0.7, 2.0), (1.0, 1.0), (4.5, 0.5), (1e6, 1.0)] {
        let x = sample(Distribution::Gamma { shape, scale }, 1, COUNT, 0);
        assert!(x.iter().all(|x| *x >= 0.0 && x.is_finite()));
        assert_near(mean(&x) / (shape * scale), 1.0, 0.05);
        assert_near(variance(&x) / (shape * scale * scale), 1.0, 0.08);
    }
}

#[test]
fn dirichlet_columns_sum_to_one() {
    for alpha in [1e-310, 1e-8, 0.01, 0.5, 1.0, 30.0] {
        let (rows, columns) = (6, 5000);
        let x = sample(Distribution::Dirichlet { alpha }, rows, columns, 0);
        assert!(x.iter().all(|x| *x >= 0.0 && x.is_finite()));
        for j in 0..columns {
            let total: f64 = (0..rows).map(|i| x[i * columns + j]).sum();
            assert_near(total, 1.0, 1e-14);
        }
        for row in x.chunks(columns) {
            assert_near(mean(row), 1.0 / 6.0, 0.03);
            let expected = 5.0 / 36.0 / (6.0 * alpha + 1.0);
            assert_near(variance(row) / expected, 1.0, 0.15);
        }
    }
}

#[test]
fn streams_and_seeds_differ() {
    let mut first: Vec<u64> = Vec::new();
    for seed in 0..50 {
        for stream in 0..50 {
            first.push(Generator::new(seed, stream).next_bits());
        }
    }
    first.sort_unstable();
    first.dedup();
    assert_eq!(first.len(), 2500);

    let uniform = Distribution::Uniform {
        low: -1.0,
        high: 1.0,
    };
    let (x, y) = (sample(uniform, 1, COUNT, 0), sample(uniform, 1, COUNT, 1));
    let products: Vec<f64> = x.iter().zip(&y).map(|(x, y)| x * y).collect();
    assert_near(mean(&products), 0.0, 0.005);
    assert_eq!(x, sample(uniform, 1, COUNT, 0));
}

#[test]
fn single_precision_is_rounded_double() {
    let distribution = Distribution::Normal {
        mean: 0.0,
        deviation: 1.0,
    };
    let mut single = vec![0.0f32; 1000];
    fill(distribution, 10, 100, 42, 3, &mut single);
    let double: Vec<f32> = sample(distribution, 10, 100, 3)
        .iter()
        .map(|x| *x as f32)
        .collect();
    assert_eq!(single, double);
}

/// Changing any of these changes every seeded result of the library.
#[test]
fn first_values_are_fixed() {
    let bits = |distribution| -> Vec<u64> {
        let mut out = vec![0.0f64; 4];
        fill(distribution, 2, 2, 2024, 7, &mut out);
        out.iter().map(|x| x.to_bits()).collect()
    };
    let mut generator = Generator::new(0, 0);
    let words: Vec<u64> = (0..3).map(|_| generator.next_bits()).collect();
    assert_eq!(words, GOLDEN_WORDS);
    let distributions = [
        Distribution::Uniform {
            low: 0.0,
            high: 1.0,
        },
        Distribution::Normal {
            mean: 0.0,
            deviation: 1.0,
        },
        Distribution::Gamma {
            shape: 0.3,
            scale: 1.0,
        },
        Distribution::Gamma {
            shape: 2.5,
            scale: 1.0,
        },
        Distribution::Dirichlet { alpha: 0.05 },
    ];
    for (distribution, golden) in distributions.into_iter().zip(GOLDEN) {
        assert_eq!(bits(distribution), golden, "{distribution:?}");
    }
}

const GOLDEN_WORDS: [u64; 3] = [
    0xfeb4_8c6e_8d14_c16b,
    0x48d3_5221_9945_0d65,
    0x3d33_7a61_887d_ab97,
];

const GOLDEN: [[u64; 4]; 5] = [
    [
        0x3fed_a67e_b6f8_e0ba,
        0x3fe3_e5f5_bb5d_3b5a,
        0x3fe8_4efd_d186_6b8b,
        0x3fe3_7379_da22_049e,
    ],
    [
        0x3fe5_48ca_2b67_c170,
        0x3fc8_5046_2775_8b64,
        0x3ff6_6c4d_2e0b_c9a0,
        0x3fe2_a0a1_7a29_3adb,
    ],
    [
        0x3fd5_a9a2_0ec4_ad45,
        0x3ff2_1034_d939_ab98,
        0x3ff3_03dc_dcbc_f270,
        0x3f72_50e6_22c0_ceeb,
    ],
    [
        0x400a_679c_cac9_d986,
        0x4003_aaef_79ae_bf78,
        0x4001_0e81_8b93_7ba7,
        0x4003_030e_395a_1be2,
    ],
    [
        0x3f18_600c_df3f_c6db,
        0x3fef_ffff_fffb_ab9c,
        0x3fef_ff3c_ff99_0601,
        0x3dc1_518f_d287_e6e7,
    ],
];
