//! Cholesky factors against the textbook's loops, to the bit, and against the matrix they are of.

use crate::common::{assert_bits, data, everywhere, oracle_sum};
use deepmf_kernels::Real;
use deepmf_kernels::gemm::gram;
use deepmf_kernels::small::{cholesky, cholesky_solve};

/// Where the block of row j begins and ends, of `order` rows in blocks of at most six, the higher first.
fn block_of(order: usize, j: usize) -> (usize, usize) {
    let count = order.div_ceil(6);
    let (height, higher) = (order / count, order % count);
    let mut start = 0;
    for block in 0..count {
        let end = start + height + usize::from(block < higher);
        if j < end {
            return (start, end);
        }
        start = end;
    }
    unreachable!()
}

/// L entry by entry. Columns come in blocks of 64: what the blocks before say of an entry is a sum, and so
/// is what the small blocks before say where its row lies below the block; the rest is subtracted.
fn oracle<T: Real>(n: usize, a: &[T]) -> Vec<T> {
    let mut l = vec![T::ZERO; n * n];
    for j in 0..n {
        let block = j / 64 * 64;
        let end = n.min(block + 64);
        for i in j..n {
            let mut x = a[i * n + j];
            if block > 0 {
                x -= oracle_sum(block, |k| l[j * n + k] * l[i * n + k]);
            }
            let mut first = block;
            if i >= end {
                first += block_of(end - block, j - block).0;
                x -= oracle_sum(first - block, |k| {
                    l[j * n + block + k] * l[i * n + block + k]
                });
            }
            for k in first..j {
                x -= l[j * n + k] * l[i * n + k];
            }
            l[i * n + j] = if i == j { x.sqrt() } else { x / l[j * n + j] };
        }
    }
    l
}

fn oracle_solve<T: Real>(n: usize, l: &[T], columns: usize, b: &[T]) -> Vec<T> {
    let mut x = b.to_vec();
    for c in 0..columns {
        for j in 0..n {
            let (start, _) = block_of(n, j);
            let mut value = x[j * columns + c];
            value -= oracle_sum(start, |k| l[j * n + k] * x[k * columns + c]);
            for k in start..j {
                value -= l[j * n + k] * x[k * columns + c];
            }
            x[j * columns + c] = value / l[j * n + j];
        }
        for j in (0..n).rev() {
            let (_, end) = block_of(n, j);
            let mut value = x[j * columns + c];
            value -= oracle_sum(n - end, |k| {
                l[(end + k) * n + j] * x[(end + k) * columns + c]
            });
            for k in j + 1..end {
                value -= l[k * n + j] * x[k * columns + c];
            }
            x[j * columns + c] = value / l[j * n + j];
        }
    }
    x
}

/// XᵀX + I.
fn definite<T: Real>(n: usize, seed: u64) -> Vec<T> {
    let x = data::<T>((n + 3) * n, seed);
    let mut a = vec![T::ZERO; n * n];
    gram(true, n + 3, n, &x, T::ONE, T::ZERO, &mut a);
    for i in 0..n {
        a[i * n + i] += T::ONE;
    }
    a
}

fn to_the_bit<T: Real>(n: usize, columns: usize) {
    let a = definite::<T>(n, n as u64);
    let b = data::<T>(n * columns, 9);
    let want = oracle(n, &a);
    let solution = oracle_solve(n, &want, columns, &b);
    everywhere(|setting| {
        let mut l = a.clone();
        // What is above the diagonal is not read.
        for i in 0..n {
            l[i * n + i + 1..(i + 1) * n].fill(T::from_f64(f64::NAN));
        }
        cholesky(n, &mut l).unwrap();
        assert_bits(&l, &want, &format!("{setting}, order {n}"));
        let mut x = b.clone();
        cholesky_solve(n, &l, columns, &mut x);
        assert_bits(&x, &solution, &format!("{setting}, order {n}, solved"));
    });
}

#[test]
fn every_order_to_the_bit() {
    for (n, columns) in [
        (1, 1),
        (2, 3),
        (3, 17),
        (15, 16),
        (16, 1),
        (17, 33),
        (63, 5),
        (64, 40),
    ] {
        to_the_bit::<f64>(n, columns);
        to_the_bit::<f32>(n, columns);
    }
    for (n, columns) in [(65, 1), (128, 7), (129, 50), (300, 100)] {
        to_the_bit::<f64>(n, columns);
    }
    to_the_bit::<f32>(131, 20);
}

#[test]
fn the_factor_gives_the_matrix_again() {
    for n in [1, 10, 50, 64, 129, 300] {
        let a = definite::<f64>(n, 4);
        let mut l = a.clone();
        cholesky(n, &mut l).unwrap();
        let norm = a.iter().fold(0.0, |m: f64, x| m.max(x.abs()));
        for i in 0..n {
            for j in 0..n {
                let product: f64 = (0..n).map(|k| l[i * n + k] * l[j * n + k]).sum();
                assert!((product - a[i * n + j]).abs() <= 1e-15 * (n as f64) * norm);
            }
        }
        let mut x = a.clone();
        cholesky_solve(n, &l, n, &mut x);
        for i in 0..n {
            for j in 0..n {
                let want = f64::from(u8::from(i == j));
                assert!((x[i * n + j] - want).abs() < 1e-12, "{n}: {}", x[i * n + j]);
            }
        }
    }
}

#[test]
fn the_first_bad_pivot_is_named() {
    assert_eq!(cholesky(1, &mut [0.0]), Err(0));
    assert_eq!(cholesky(1, &mut [-1.0f32]), Err(0));
    assert_eq!(cholesky::<f64>(0, &mut []), Ok(()));
    // Semidefinite of rank one, to the bit and up to rounding.
    assert_eq!(cholesky(2, &mut [1.0, 1.0, 1.0, 1.0]), Err(1));
    assert_eq!(
        cholesky(2, &mut [1.0, 1.0, 1.0, 1.0 + f64::EPSILON]),
        Err(1)
    );
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        for at in [0, 3, 4, 6, 7, 8] {
            let mut a = [4.0, 0.0, 0.0, 1.0, 4.0, 0.0, 1.0, 1.0, 4.0];
            a[at] = bad;
            assert_eq!(cholesky(3, &mut a), Err(at / 3), "{bad} at {at}");
        }
    }
    for (n, bad) in [(100, 99), (100, 64), (130, 63), (200, 150)] {
        let mut a = definite::<f64>(n, 5);
        a[bad * n + bad] = -1.0;
        assert_eq!(cholesky(n, &mut a), Err(bad));
    }
}

#[test]
fn a_wide_range_of_scales() {
    for scale in [1e-300, 1e-150, 1e150, 1e300] {
        let a: Vec<f64> = definite::<f64>(20, 6).iter().map(|x| x * scale).collect();
        let mut l = a.clone();
        cholesky(20, &mut l).unwrap();
        assert!(l.iter().all(|x| x.is_finite()));
    }
    // Graded: small pivots are small because their rows are.
    let mut graded = vec![0.0; 100];
    for i in 0..10 {
        for j in 0..10 {
            let scale = 10f64.powi(-15 * (i + j) as i32);
            graded[i * 10 + j] = scale * if i == j { 2.0 } else { 1.0 };
        }
    }
    assert_eq!(cholesky(10, &mut graded), Ok(()));
}
