//! Proximal maps: no point has a lower objective, and slow versions give the same.

use crate::solvers_support::{
    assert_same_bits, column, everywhere, is_positive_zero, transposed, uniform,
};
use deepmf_kernels::Real;
use deepmf_kernels::project::Along;
use deepmf_kernels::proximal::{Penalty, proximal};
use proptest::prelude::*;

const VECTOR_PENALTIES: [Penalty; 5] = [
    Penalty::L1,
    Penalty::L2Squared,
    Penalty::L1Half,
    Penalty::GroupL2,
    Penalty::L1Squared,
];

fn image(height: usize, width: usize, isotropic: bool, steps: usize) -> Penalty {
    Penalty::TotalVariation {
        height,
        width,
        isotropic,
        steps,
    }
}

fn mapped(penalty: Penalty, nonnegative: bool, t: f64, y: &[f64]) -> Vec<f64> {
    let mut x = y.to_vec();
    proximal(penalty, nonnegative, t, Along::Columns, y.len(), 1, &mut x);
    x
}

fn value(penalty: Penalty, x: &[f64]) -> f64 {
    let l1: f64 = x.iter().map(|x| x.abs()).sum();
    let squares: f64 = x.iter().map(|x| x * x).sum();
    match penalty {
        Penalty::L1 => l1,
        Penalty::L2Squared => squares / 2.0,
        Penalty::L1Half => x.iter().map(|x| x.abs().sqrt()).sum(),
        Penalty::GroupL2 => squares.sqrt(),
        Penalty::L1Squared => l1 * l1,
        Penalty::TotalVariation {
            height,
            width,
            isotropic,
            ..
        } => {
            let at = |i: usize, j: usize| x[i.min(height - 1) * width + j.min(width - 1)];
            let pixels = (0..height).flat_map(|i| (0..width).map(move |j| (i, j)));
            pixels
                .map(|(i, j)| {
                    let (down, right) = (at(i + 1, j) - at(i, j), at(i, j + 1) - at(i, j));
                    if isotropic {
                        down.hypot(right)
                    } else {
                        down.abs() + right.abs()
                    }
                })
                .sum()
        }
    }
}

fn objective(penalty: Penalty, t: f64, y: &[f64], x: &[f64]) -> f64 {
    let squares: f64 = x.iter().zip(y).map(|(x, y)| (x - y) * (x - y)).sum();
    squares / 2.0 + t * value(penalty, x)
}

fn vectors(longest: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(
        prop_oneof![5 => -2.0..2.0f64, 1 => Just(0.0), 1 => Just(-0.0), 1 => Just(1.0), 1 => -50.0..50.0f64],
        1..longest,
    )
}

fn threshold() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), 1e-3..3.0f64, 3.0..100.0f64]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn no_point_has_a_lower_objective(
        penalty in prop::sample::select(VECTOR_PENALTIES.to_vec()),
        nonnegative: bool,
        t in threshold(),
        y in vectors(10),
        rivals in prop::collection::vec((vectors(10), 1e-6..1.0f64), 8),
    ) {
        let x = mapped(penalty, nonnegative, t, &y);
        prop_assert!(x.iter().all(|x| x.is_finite() && (*x != 0.0 || is_positive_zero(*x))));
        prop_assert!(!nonnegative || x.iter().all(|x| *x >= 0.0));
        let least = objective(penalty, t, &y, &x);
        let slack = 1e-13 * (1.0 + least);
        let clip = |z: f64| if nonnegative { z.max(0.0) } else { z };
        for (direction, size) in &rivals {
            let near: Vec<f64> = x.iter().zip(direction.iter().cycle()).map(|(x, d)| clip(x + size * d)).collect();
            prop_assert!(objective(penalty, t, &y, &near) >= least - slack);
        }
        for i in 0..x.len() {
            for replaced in [0.0, y[i], y[i] / 2.0, y[i] * 0.9] {
                let mut other = x.clone();
                other[i] = clip(replaced);
                prop_assert!(objective(penalty, t, &y, &other) >= least - slack, "{penalty:?} {t}: {x:?} {other:?}");
            }
        }
        prop_assert!(objective(penalty, t, &y, &vec![0.0; y.len()]) >= least - slack);
    }

    /// The published form: 2/3 y (1 + cos(2/3 (π − arccos(...)))).
    #[test]
    fn half_thresholds_are_the_published_ones(y in -20.0..20.0f64, t in 1e-3..10.0f64) {
        let [x] = mapped(Penalty::L1Half, false, t, &[y])[..] else { unreachable!() };
        let lambda = 2.0 * t;
        let jump = 54f64.cbrt() / 4.0 * lambda.powf(2.0 / 3.0);
        let angle = (lambda / 8.0 * (y.abs() / 3.0).powf(-1.5)).acos();
        let published = 2.0 / 3.0 * y * (1.0 + (2.0 / 3.0 * (std::f64::consts::PI - angle)).cos());
        if (y.abs() - jump).abs() > 1e-9 {
            let expected = if y.abs() > jump { published } else { 0.0 };
            prop_assert!((x - expected).abs() <= 1e-12 * (1.0 + y.abs()), "{x} {expected}");
        }
    }

    /// The threshold 2 t Σ |x| by trying every number of entries, the largest first.
    #[test]
    fn squared_sums_are_the_sorted_ones(y in vectors(30), t in 1e-3..50.0f64) {
        let x = mapped(Penalty::L1Squared, false, t, &y);
        let mut sorted: Vec<f64> = y.iter().map(|y| y.abs()).collect();
        sorted.sort_by(|a, b| b.total_cmp(a));
        let mut total = 0.0;
        let mut tau = 0.0;
        for (p, y) in sorted.iter().enumerate() {
            total += y;
            let candidate = 2.0 * t * total / (1.0 + 2.0 * t * (p + 1) as f64);
            if *y > candidate {
                tau = candidate;
            }
        }
        for (x, y) in x.iter().zip(&y) {
            let expected = y.signum() * (y.abs() - tau).max(0.0);
            prop_assert!((x - expected).abs() <= 1e-13 * (1.0 + y.abs()), "{x} {expected}");
        }
    }

    /// x is optimal for a line when the running sums of y − x stay within ±t, end at 0, and are at
    /// a bound wherever x jumps.
    #[test]
    fn lines_are_exact(y in vectors(60), t in 1e-3..20.0f64) {
        let x = mapped(image(1, y.len(), true, 0), false, t, &y);
        assert_optimal_line(t, &y, &x);
        let standing = mapped(image(y.len(), 1, false, 7), false, t, &y);
        assert_same_bits(&standing, &x, "a column of pixels");
        let clipped = mapped(image(1, y.len(), true, 0), true, t, &y);
        let expected: Vec<f64> = x.iter().map(|x| x.max(0.0)).collect();
        assert_same_bits(&clipped, &expected, "clipped");
    }

    #[test]
    fn survives_any_finite_column(
        penalty in prop::sample::select(VECTOR_PENALTIES.to_vec()),
        nonnegative: bool,
        t in prop_oneof![Just(0.0), Just(5e-324), Just(1e-300), Just(1.0), Just(1e300)],
        y in prop::collection::vec(prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO, 1..30),
    ) {
        let x = mapped(penalty, nonnegative, t, &y);
        let fits = |x: f64, y: f64| x.abs() <= y.abs() && (x != 0.0 || is_positive_zero(x));
        prop_assert!(x.iter().zip(&y).all(|(x, y)| fits(*x, *y)), "{penalty:?} {t:?} {y:?} {x:?}");
    }
}

fn assert_optimal_line(t: f64, y: &[f64], x: &[f64]) {
    let slack = 1e-10 * (1.0 + t + y.iter().map(|y| y.abs()).fold(0.0, f64::max));
    let mut dual = 0.0;
    for i in 0..x.len() {
        dual += y[i] - x[i];
        assert!(dual.abs() <= t + slack, "{dual} is above {t} at {i}");
        match x.get(i + 1) {
            None => assert!(dual.abs() <= slack),
            Some(next) if *next > x[i] => assert!((dual + t).abs() <= slack, "up at {i}"),
            Some(next) if *next < x[i] => assert!((dual - t).abs() <= slack, "down at {i}"),
            _ => {}
        }
    }
}

/// Rows that are all alike stay alike, and each is then the line's exact solution.
#[test]
fn images_of_equal_rows_are_lines() {
    for (height, width, t) in [(3, 17, 0.3), (8, 40, 0.05), (20, 9, 2.0)] {
        let line: Vec<f64> = uniform(1, width, -1.0, 1.0, 6);
        let exact = mapped(image(1, width, true, 0), false, t, &line);
        for isotropic in [true, false] {
            let x = mapped(
                image(height, width, isotropic, 3000),
                false,
                t,
                &line.repeat(height),
            );
            for (x, exact) in x.iter().zip(exact.iter().cycle()) {
                assert!(
                    (x - exact).abs() < 1e-4,
                    "{height} x {width}, {t}: {x} {exact}"
                );
            }
        }
    }
}

#[test]
fn the_duality_gap_falls_with_the_square_of_the_steps() {
    let y: Vec<f64> = uniform(30, 25, -1.0, 1.0, 2);
    for (isotropic, nonnegative) in [(true, false), (false, false), (true, true), (false, true)] {
        let gap = |steps| {
            let mut x = y.clone();
            let penalty = image(30, 25, isotropic, steps);
            let gap = proximal(penalty, nonnegative, 0.4, Along::Columns, 750, 1, &mut x);
            (gap, objective(penalty, 0.4, &y, &x), x)
        };
        let (_, least, _) = gap(20_000);
        for steps in [0, 1, 10, 100, 1000] {
            let (gap, value, x) = gap(steps);
            assert!(
                value - least <= gap + 1e-9,
                "{steps}: {value} {least} {gap}"
            );
            assert!(
                gap <= 1000.0 / (1.0 + steps as f64).powi(2),
                "{steps} steps leave {gap}"
            );
            assert!(!nonnegative || x.iter().all(|x| *x >= 0.0));
        }
    }
}

/// The iteration pixel by pixel, as Beck and Teboulle (2009) print it.
fn pixel_by_pixel<T: Real>(penalty: Penalty, nonnegative: bool, t: T, y: &[T]) -> Vec<T> {
    let Penalty::TotalVariation {
        height,
        width,
        isotropic,
        steps,
    } = penalty
    else {
        unreachable!()
    };
    let (one, two, eighth) = (T::ONE, T::from_f64(2.0), T::from_f64(0.125));
    let primal = |down: &[T], right: &[T]| -> Vec<T> {
        let x = (0..y.len()).map(|at| {
            let above = if at < width {
                T::ZERO
            } else {
                down[at - width]
            };
            let (i, j) = (at / width, at % width);
            let across = if j == 0 {
                right[i * width]
            } else {
                right[at] - right[at - 1]
            };
            let x = y[at] - ((down[at] - above) + across);
            if nonnegative {
                x.max(T::ZERO)
            } else {
                x + T::ZERO
            }
        });
        x.collect()
    };
    let [mut down, mut right, mut down_ahead, mut right_ahead] =
        [0; 4].map(|_| vec![T::ZERO; y.len()]);
    let mut age = one;
    for _ in 0..steps {
        let x = primal(&down_ahead, &right_ahead);
        let next = (one + (one + two * two * age * age).sqrt()) / two;
        let beta = (age - one) / next;
        age = next;
        for at in 0..y.len() {
            let (i, j) = (at / width, at % width);
            let below = if i + 1 == height { at } else { at + width };
            let beside = if j + 1 == width { at } else { at + 1 };
            let p = down_ahead[at] + (x[at] - x[below]) * eighth;
            let q = right_ahead[at] + (x[at] - x[beside]) * eighth;
            let (p, q) = if isotropic {
                let length = (p * p + q * q).sqrt();
                let factor = if length > t { t / length } else { one };
                (p * factor, q * factor)
            } else {
                (p.max(-t).min(t), q.max(-t).min(t))
            };
            down_ahead[at] = p + beta * (p - down[at]);
            right_ahead[at] = q + beta * (q - right[at]);
            (down[at], right[at]) = (p, q);
        }
    }
    primal(&down, &right)
}

fn assert_like_pixel_by_pixel<T: Real>() {
    let t = T::from_f64(0.2);
    // Images that are mapped side by side, with some left over, and one so large that it is alone.
    for (height, width, images) in [
        (2, 2, 1),
        (2, 3, 70),
        (19, 19, 49),
        (40, 7, 33),
        (300, 250, 2),
    ] {
        let pixels = height * width;
        let start: Vec<T> = uniform(pixels, images, -0.6, 1.0, 9);
        for (isotropic, nonnegative) in [(true, false), (true, true), (false, false), (false, true)]
        {
            let penalty = image(height, width, isotropic, 9);
            let expected: Vec<Vec<T>> = (0..images)
                .map(|j| pixel_by_pixel(penalty, nonnegative, t, &column(&start, images, j)))
                .collect();
            let expected = transposed(images, pixels, &expected.concat());
            everywhere(|place| {
                let mut x = start.clone();
                proximal(
                    penalty,
                    nonnegative,
                    t,
                    Along::Columns,
                    pixels,
                    images,
                    &mut x,
                );
                let what = format!(
                    "{images} images of {height} x {width}, {isotropic}, {nonnegative}, {place}"
                );
                assert_same_bits(&x, &expected, &what);
            });
        }
    }
}

#[test]
fn images_are_those_of_the_loop_over_pixels() {
    assert_like_pixel_by_pixel::<f64>();
    assert_like_pixel_by_pixel::<f32>();
}

#[test]
fn a_heavy_penalty_leaves_the_mean() {
    let y: Vec<f64> = uniform(6, 5, -1.0, 1.0, 2);
    let mean = y.iter().sum::<f64>() / 30.0;
    for isotropic in [true, false] {
        let x = mapped(image(6, 5, isotropic, 2000), false, 50.0, &y);
        assert!(x.iter().all(|x| (x - mean).abs() < 1e-3), "{x:?} {mean}");
    }
    let x = mapped(image(1, 30, true, 0), false, 50.0, &y);
    assert!(x.iter().all(|x| (x - mean).abs() < 1e-14));
}

/// A column by itself is the oracle for its bits.
fn same_bits<T: Real>() {
    let t = T::from_f64(0.2);
    for (rows, columns) in [(1, 1), (1, 37), (6, 16), (50, 61), (300, 35), (17_000, 3)] {
        let start: Vec<T> = uniform(rows, columns, -0.6, 1.0, 4);
        let width = (1..=rows)
            .rev()
            .find(|w| rows % w == 0 && w * w <= rows)
            .unwrap();
        let images = [true, false].map(|isotropic| image(rows / width, width, isotropic, 12));
        for penalty in VECTOR_PENALTIES.into_iter().chain(images) {
            for nonnegative in [false, true] {
                let mut expected = vec![T::ZERO; rows * columns];
                for j in 0..columns {
                    let mut x = column(&start, columns, j);
                    proximal(penalty, nonnegative, t, Along::Columns, rows, 1, &mut x);
                    for (i, x) in x.iter().enumerate() {
                        expected[i * columns + j] = *x;
                    }
                }
                everywhere(|place| {
                    let what = format!("{penalty:?} of {rows}x{columns}, {place}");
                    let mut x = start.clone();
                    let gap = proximal(
                        penalty,
                        nonnegative,
                        t,
                        Along::Columns,
                        rows,
                        columns,
                        &mut x,
                    );
                    assert_same_bits(&x, &expected, &what);
                    let mut x = transposed(rows, columns, &start);
                    let turned =
                        proximal(penalty, nonnegative, t, Along::Rows, columns, rows, &mut x);
                    assert_same_bits(&x, &transposed(rows, columns, &expected), &what);
                    assert_same_bits(&[gap], &[turned], "gaps");
                });
            }
        }
    }
}

#[test]
fn has_the_same_bits_everywhere() {
    same_bits::<f64>();
    same_bits::<f32>();
}

#[test]
fn single_precision_is_near_double_precision() {
    let start: Vec<f32> = uniform(3000, 1, -1.0, 1.0, 8);
    let double: Vec<f64> = start.iter().map(|&x| f64::from(x)).collect();
    for penalty in VECTOR_PENALTIES
        .into_iter()
        .chain([image(1, 3000, true, 0), image(50, 60, true, 50)])
    {
        let mut single = start.clone();
        proximal(penalty, false, 0.1f32, Along::Columns, 3000, 1, &mut single);
        let exact = mapped(penalty, false, f64::from(0.1f32), &double);
        for (x, exact) in single.iter().zip(exact) {
            // The half threshold jumps by t^(2/3): beside the jump either side is right.
            let beside = penalty == Penalty::L1Half && (f64::from(*x) == 0.0) != (exact == 0.0);
            assert!(
                beside || (f64::from(*x) - exact).abs() < 4e-6,
                "{penalty:?}: {x} {exact}"
            );
        }
    }
}
