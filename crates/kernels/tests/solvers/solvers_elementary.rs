//! Elementary functions: fixed bits, both precisions, any length.

use deepmf_kernels::elementary::{Elementary, apply, power};

#[test]
fn agrees_with_the_platform_to_the_last_digits() {
    let x: Vec<f64> = (1..30_000).map(|i| f64::from(i) * 1e-3).collect();
    type Function = fn(f64) -> f64;
    let cases: [(Elementary, Function); 4] = [
        (Elementary::Exp, f64::exp as Function),
        (Elementary::Log, f64::ln),
        (Elementary::Tanh, f64::tanh),
        (Elementary::Sqrt, f64::sqrt),
    ];
    for (function, expected) in cases {
        let mut y = x.clone();
        apply(function, &mut y);
        for (x, y) in x.iter().zip(y) {
            let expected = expected(*x);
            assert!(
                (y - expected).abs() <= 4e-16 * expected.abs(),
                "{function:?} of {x}"
            );
        }
    }
    let mut y = x.clone();
    power(0.37, &mut y);
    for (x, y) in x.iter().zip(y) {
        assert!((y - x.powf(0.37)).abs() <= 4e-16 * y);
    }
}

#[test]
fn single_precision_is_rounded_double() {
    let x: Vec<f32> = (1..500).map(|i| i as f32 * 0.013).collect();
    let mut y = x.clone();
    apply(Elementary::Tanh, &mut y);
    for (x, y) in x.iter().zip(y) {
        let mut double = [f64::from(*x)];
        apply(Elementary::Tanh, &mut double);
        assert_eq!(y, double[0] as f32);
    }
}

/// Logarithms are found many at a time where all are of positive normal numbers, else one by one.
#[test]
fn the_company_of_an_entry_changes_nothing() {
    let x: Vec<f64> = (1..1000).map(|i| f64::from(i) * 0.37).collect();
    for function in [Elementary::Log, Elementary::Sqrt] {
        for (length, odd) in [
            (1, 0.0),
            (63, 5e-324),
            (64, 1e-310),
            (65, 0.0),
            (999, f64::MAX),
        ] {
            let mut together = x[..length].to_vec();
            together[length / 2] = odd;
            let alone = together.iter().map(|x| {
                // Beside zeros: one by one.
                let mut beside = [*x, 0.0];
                apply(function, &mut beside);
                beside[0].to_bits()
            });
            let alone: Vec<u64> = alone.collect();
            apply(function, &mut together);
            let together: Vec<u64> = together.iter().map(|x| x.to_bits()).collect();
            assert_eq!(together, alone, "{function:?} of {length}");
        }
    }
}

#[test]
fn roots_in_single_precision_are_those_in_double_rounded() {
    let x: Vec<f32> = (0..100_000).map(|i| f32::from_bits(i * 20_479)).collect();
    let mut y = x.clone();
    apply(Elementary::Sqrt, &mut y);
    for (x, y) in x.iter().zip(y) {
        assert_eq!(
            y.to_bits(),
            (f64::from(*x).sqrt() as f32).to_bits(),
            "{x:e}"
        );
    }
}

#[test]
fn values_are_fixed() {
    let bits = |function| {
        let mut x = [0.7f64];
        apply(function, &mut x);
        x[0].to_bits()
    };
    let mut x = [0.7f64];
    power(-2.3, &mut x);
    let all = [
        bits(Elementary::Exp),
        bits(Elementary::Log),
        bits(Elementary::Tanh),
        bits(Elementary::Sqrt),
        x[0].to_bits(),
    ];
    assert_eq!(all, GOLDEN);
}

const GOLDEN: [u64; 5] = [
    0x4000_1c2a_6126_8987,
    0xbfd6_d3c3_24e1_3f50,
    0x3fe3_56fb_17af_2e90,
    0x3fea_c5eb_3f7a_b2f8,
    0x4002_2b9f_5a90_7d74,
];
