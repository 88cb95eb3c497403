//! The fast mode: within its bound of the reproducible one, the same from run to run, and gone
//! without a trace when it is left.

mod common;

use common::{assert_bits, data, oracle_gemm, turn};
use deepmf_kernels::gemm::{gemm, gram, residual_squared};
use deepmf_kernels::numerics::{self, Numerics, Scope};
use deepmf_kernels::{Real, fast, threads};
use proptest::prelude::*;

type Shape = (usize, usize, usize);

/// Which of op(A) and op(B) are transposes.
const TRANSPOSITIONS: [(bool, bool); 4] =
    [(false, false), (false, true), (true, false), (true, true)];

fn fast_mode<R>(work: impl FnOnce() -> R) -> R {
    let _mode = Scope::enter(Numerics::Fast);
    work()
}

fn absolute<T: Real>(x: &[T]) -> Vec<f64> {
    x.iter().map(|x| x.to_f64().abs()).collect()
}

/// 1.01 (k + 2) ε: what the bound of [`fast`] multiplies.
fn gamma<T: Real>(k: usize) -> f64 {
    1.01 * (k + 2) as f64 * T::EPSILON.to_f64()
}

/// |op(A)| |op(B)| |α| + |β| |C|.
fn size<T: Real>(
    trans: (bool, bool),
    shape: Shape,
    alpha: T,
    a: &[T],
    b: &[T],
    beta: T,
    c: &[T],
) -> Vec<f64> {
    let mut size = absolute(c);
    let (alpha, beta) = (alpha.to_f64().abs(), beta.to_f64().abs());
    oracle_gemm(
        trans,
        shape,
        alpha,
        &absolute(a),
        &absolute(b),
        beta,
        &mut size,
    );
    size
}

#[track_caller]
fn assert_close<T: Real>(fast: &[T], reproducible: &[T], bound: &[f64], what: &str) {
    for (i, (f, r)) in fast.iter().zip(reproducible).enumerate() {
        let difference = (f.to_f64() - r.to_f64()).abs();
        assert!(
            difference <= bound[i],
            "{what}: element {i}: {f} against {r}, off by {difference}, bound {}",
            bound[i]
        );
    }
}

/// One product in both modes; gives what the fast one made.
fn check_gemm<T: Real>(
    trans: (bool, bool),
    (m, n, k): Shape,
    (alpha, beta): (f64, f64),
    seed: u64,
) -> Vec<T> {
    let (alpha, beta) = (T::from_f64(alpha), T::from_f64(beta));
    let (a, b) = (data::<T>(m * k, seed), data::<T>(k * n, seed + 1));
    let old = data::<T>(m * n, seed + 2);
    let run = || {
        let mut c = old.clone();
        gemm(trans.0, trans.1, m, n, k, alpha, &a, &b, beta, &mut c);
        c
    };
    let reproducible = run();
    let fast = fast_mode(run);
    let what = format!("{m} x {n} x {k} {trans:?} {alpha} {beta}");
    assert_bits(&fast_mode(run), &fast, &format!("{what} again"));
    assert_bits(&run(), &reproducible, &format!("{what} afterwards"));
    let bound: Vec<_> = size(trans, (m, n, k), alpha, &a, &b, beta, &old)
        .into_iter()
        .map(|size| gamma::<T>(k) * size)
        .collect();
    assert_close(&fast, &reproducible, &bound, &what);
    fast
}

fn check_gram<T: Real>(transpose: bool, (n, k): (usize, usize), beta: f64, seed: u64) {
    let (alpha, beta) = (T::from_f64(0.7), T::from_f64(beta));
    let (a, old) = (data::<T>(n * k, seed), data::<T>(n * n, seed + 1));
    let (rows, cols) = if transpose { (k, n) } else { (n, k) };
    let run = || {
        let mut c = old.clone();
        gram(transpose, rows, cols, &a, alpha, beta, &mut c);
        c
    };
    let reproducible = run();
    let fast = fast_mode(run);
    let what = format!("gram of {rows} x {cols}");
    assert_bits(&fast_mode(run), &fast, &format!("{what} again"));
    assert_bits(&run(), &reproducible, &format!("{what} afterwards"));
    let trans = (transpose, !transpose);
    let bound: Vec<_> = size(trans, (n, n, k), alpha, &a, &a, beta, &old)
        .into_iter()
        .map(|size| gamma::<T>(k) * size)
        .collect();
    assert_close(&fast, &reproducible, &bound, &what);
    if beta == T::ZERO {
        for i in 0..n {
            for j in 0..i {
                assert_eq!(fast[i * n + j], fast[j * n + i], "{what}: symmetric");
            }
        }
    }
}

fn check_residual<T: Real>((m, n, k): Shape, seed: u64) {
    let (a, b) = (data::<T>(m * k, seed), data::<T>(k * n, seed + 1));
    let s = data::<T>(m * n, seed + 2);
    let run = || residual_squared(m, n, k, &s, &a, &b).to_f64();
    let reproducible = run();
    let fast = fast_mode(run);
    assert_eq!(fast_mode(run).to_bits(), fast.to_bits());
    assert_eq!(run().to_bits(), reproducible.to_bits());
    let sizes = size((false, false), (m, n, k), T::ONE, &a, &b, T::ONE, &s);
    let total: f64 = sizes.iter().map(|size| size * size).sum();
    let bound = 2.02 * (k + 702) as f64 * T::EPSILON.to_f64() * total;
    assert!(
        (fast - reproducible).abs() <= bound,
        "{m} x {n} x {k}: {fast} against {reproducible}"
    );
}

/// On one thread and on two.
fn on_threads(mut check: impl FnMut()) {
    let _turn = turn();
    for count in [1, 2] {
        threads::set_threads(count);
        check();
    }
    threads::set_threads(1);
}

fn both(trans: (bool, bool), shape: Shape, numbers: (f64, f64)) {
    check_gemm::<f64>(trans, shape, numbers, 1);
    check_gemm::<f32>(trans, shape, numbers, 1);
}

#[test]
fn says_who_serves_it() {
    println!("fast: {}", fast::name());
    let known = ["openblas", "accelerate", "gemm", "none"];
    assert!(known.iter().any(|name| fast::name().starts_with(name)));
    #[cfg(deepmf_blas = "openblas")]
    assert!(fast::name().starts_with("openblas 0."));
}

#[test]
fn nothing_of_the_old_c_is_read_when_beta_is_zero() {
    on_threads(|| {
        for (m, n, k) in [(40, 50, 60), (2, 300, 40), (300, 2, 40), (20, 20, 40_000)] {
            let (a, b) = (data::<f64>(m * k, 1), data::<f64>(k * n, 2));
            let mut c = vec![f64::NAN; m * n];
            fast_mode(|| gemm(false, false, m, n, k, 1.0, &a, &b, 0.0, &mut c));
            assert!(c.iter().all(|x| x.is_finite()), "{m} x {n} x {k}");
            let mut c = vec![f64::NAN; m * m];
            fast_mode(|| gram(false, m, k, &a, 1.0, 0.0, &mut c));
            assert!(c.iter().all(|x| x.is_finite()), "gram of {m} x {k}");
        }
    });
}

#[test]
fn empty_and_thin_shapes() {
    on_threads(|| {
        for shape in [(0, 5, 4), (5, 0, 4), (3, 3, 0), (1, 1, 1)] {
            both((false, false), shape, (2.0, 3.0));
        }
        for trans in TRANSPOSITIONS {
            for shape in [
                (1, 900, 70),
                (900, 1, 70),
                (2, 900, 70),
                (900, 2, 70),
                (300, 300, 1),
                (300, 300, 2),
                (2, 2, 20_000),
            ] {
                both(trans, shape, (0.5, -0.25));
            }
        }
    });
}

#[test]
fn shapes_that_threads_share() {
    on_threads(|| {
        for trans in TRANSPOSITIONS {
            // Rows, columns and the inner dimension are the longest in turn.
            for shape in [
                (1500, 40, 70),
                (40, 1500, 70),
                (40, 30, 3000),
                (211, 197, 300),
            ] {
                both(trans, shape, (1.0, 0.0));
                both(trans, shape, (-0.3, 1.0));
            }
        }
        for order in [(49, 3000), (300, 49), (200, 900)] {
            for (transpose, beta) in [(false, 0.0), (true, 0.0), (true, 0.3)] {
                check_gram::<f64>(transpose, order, beta, 3);
                check_gram::<f32>(transpose, order, beta, 3);
            }
        }
        for shape in [(300, 400, 49), (97, 2000, 20), (5, 5_000, 3), (1, 9, 4)] {
            check_residual::<f64>(shape, 5);
            check_residual::<f32>(shape, 5);
        }
    });
}

#[test]
fn infinity_that_overflows_is_no_panic() {
    let huge = vec![f64::MAX; 64 * 64];
    let mut c = vec![0.0; 64 * 64];
    fast_mode(|| gemm(false, false, 64, 64, 64, 2.0, &huge, &huge, 0.0, &mut c));
    assert!(c.iter().all(|&x| x == f64::INFINITY));
}

#[test]
fn a_mode_belongs_to_its_thread() {
    fast_mode(|| {
        assert!(numerics::is_fast());
        let other = std::thread::spawn(numerics::current).join();
        assert_eq!(other.ok(), Some(Numerics::Reproducible));
    });
    assert!(!numerics::is_fast());
    for mode in [Numerics::Reproducible, Numerics::Fast] {
        assert_eq!(Numerics::from_name(mode.name()), Some(mode));
    }
    assert_eq!(Numerics::from_name("Fast"), None);
}

#[test]
fn parts_take_over_the_mode_of_the_thread_that_hands_them_out() {
    let _turn = turn();
    threads::set_threads(2);
    for mode in [Numerics::Fast, Numerics::Reproducible] {
        let _mode = Scope::enter(mode);
        threads::parallel_for(64, |_| {
            assert_eq!(numerics::current(), mode);
            std::thread::sleep(std::time::Duration::from_micros(50));
        });
    }
    threads::set_threads(1);
}

#[test]
fn a_scope_ends_with_a_panic() {
    let caught = std::panic::catch_unwind(|| {
        let _mode = Scope::enter(Numerics::Fast);
        panic!("on purpose");
    });
    assert!(caught.is_err());
    assert!(!numerics::is_fast());
}

#[test]
#[cfg(any(deepmf_blas, feature = "gemm"))]
fn a_library_is_used_at_all() {
    // Fused, or in another order: of four thousand sums some round differently.
    let (m, n, k) = (64, 64, 255);
    let reproducible = {
        let (a, b) = (data::<f64>(m * k, 1), data::<f64>(k * n, 2));
        let mut c = vec![0.0; m * n];
        gemm(false, false, m, n, k, 1.0, &a, &b, 0.0, &mut c);
        c
    };
    assert_ne!(
        check_gemm::<f64>((false, false), (m, n, k), (1.0, 0.0), 1),
        reproducible
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn products_keep_the_bound(
        m in 1usize..90, n in 1usize..90, k in 0usize..400, which in 0usize..4,
        alpha in -3.0f64..3.0, beta in prop_oneof![Just(0.0), Just(1.0), -3.0f64..3.0],
        seed in 1u64..1000, count in 1usize..3,
    ) {
        let _turn = turn();
        threads::set_threads(count);
        check_gemm::<f64>(TRANSPOSITIONS[which], (m, n, k), (alpha, beta), seed);
        check_gemm::<f32>(TRANSPOSITIONS[which], (m, n, k), (alpha, beta), seed);
    }

    #[test]
    fn grams_keep_the_bound(
        n in 1usize..90, k in 0usize..600, transpose: bool,
        beta in prop_oneof![Just(0.0), -3.0f64..3.0], seed in 1u64..1000, count in 1usize..3,
    ) {
        let _turn = turn();
        threads::set_threads(count);
        check_gram::<f64>(transpose, (n, k), beta, seed);
        check_gram::<f32>(transpose, (n, k), beta, seed);
    }

    #[test]
    fn residuals_keep_the_bound(
        m in 1usize..120, n in 1usize..300, k in 0usize..60, seed in 1u64..1000,
    ) {
        let _turn = turn();
        check_residual::<f64>((m, n, k), seed);
        check_residual::<f32>((m, n, k), seed);
    }
}
