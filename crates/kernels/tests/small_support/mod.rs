//! Slow, obvious linear algebra for the tests of the small decompositions.
#![allow(dead_code, reason = "each test file uses its part")]

/// A B, m x k times k x n.
pub fn product(m: usize, k: usize, n: usize, a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut c = vec![0.0; m * n];
    for i in 0..m {
        for p in 0..k {
            for j in 0..n {
                c[i * n + j] += a[i * k + p] * b[p * n + j];
            }
        }
    }
    c
}

pub fn transposed(m: usize, n: usize, a: &[f64]) -> Vec<f64> {
    let mut t = vec![0.0; m * n];
    for i in 0..m {
        for j in 0..n {
            t[j * m + i] = a[i * n + j];
        }
    }
    t
}

pub fn identity(n: usize) -> Vec<f64> {
    let mut a = vec![0.0; n * n];
    for i in 0..n {
        a[i * n + i] = 1.0;
    }
    a
}

/// A diag(d).
pub fn scaled_columns(n: usize, a: &[f64], d: &[f64]) -> Vec<f64> {
    a.iter().enumerate().map(|(at, x)| x * d[at % n]).collect()
}

/// The largest magnitude in A.
pub fn largest(a: &[f64]) -> f64 {
    a.iter().fold(0.0, |m, x| m.max(x.abs()))
}

/// ‖A − B‖_F, computed without overflow.
pub fn distance(a: &[f64], b: &[f64]) -> f64 {
    let scale = largest(a).max(largest(b)).max(f64::MIN_POSITIVE);
    let squares: f64 = a
        .iter()
        .zip(b)
        .map(|(a, b)| (a / scale - b / scale).powi(2))
        .sum();
    squares.sqrt() * scale
}

pub fn norm(a: &[f64]) -> f64 {
    distance(a, &vec![0.0; a.len()])
}

/// ‖QᵀQ − I‖ for Q (m x k).
pub fn orthogonality(m: usize, k: usize, q: &[f64]) -> f64 {
    distance(&product(k, m, k, &transposed(m, k, q), q), &identity(k))
}

/// Singular values by one-sided Jacobi rotations of the columns of A (m >= n), the largest first.
pub fn jacobi_singular_values(m: usize, n: usize, a: &[f64]) -> Vec<f64> {
    let mut c: Vec<Vec<f64>> = (0..n)
        .map(|j| (0..m).map(|i| a[i * n + j]).collect())
        .collect();
    let dot = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>();
    for _ in 0..60 {
        let mut turned = false;
        for p in 0..n {
            for q in p + 1..n {
                let (aa, bb, ab) = (dot(&c[p], &c[p]), dot(&c[q], &c[q]), dot(&c[p], &c[q]));
                if ab.abs() <= 1e-16 * (aa * bb).sqrt() {
                    continue;
                }
                turned = true;
                let zeta = (bb - aa) / (2.0 * ab);
                let t = zeta.signum() / (zeta.abs() + (1.0 + zeta * zeta).sqrt());
                let cosine = 1.0 / (1.0 + t * t).sqrt();
                let sine = cosine * t;
                for i in 0..m {
                    let (x, y) = (c[p][i], c[q][i]);
                    c[p][i] = cosine * x - sine * y;
                    c[q][i] = sine * x + cosine * y;
                }
            }
        }
        if !turned {
            break;
        }
    }
    let mut values: Vec<f64> = c.iter().map(|x| dot(x, x).sqrt()).collect();
    values.sort_by(|x, y| y.total_cmp(x));
    values
}

pub fn hilbert(n: usize) -> Vec<f64> {
    (0..n * n)
        .map(|at| 1.0 / (at / n + at % n + 1) as f64)
        .collect()
}

/// Frank's matrix, whose small eigenvalues and singular values are badly conditioned.
pub fn frank(n: usize) -> Vec<f64> {
    let entry = |i: usize, j: usize| {
        if j + 1 < i {
            0.0
        } else {
            (n - i.max(j)) as f64
        }
    };
    (0..n * n).map(|at| entry(at / n, at % n)).collect()
}

/// Rows and columns whose size falls by `ratio` each.
pub fn graded(n: usize, ratio: f64, x: &[f64]) -> Vec<f64> {
    (0..n * n)
        .map(|at| x[at] * ratio.powi((at / n + at % n) as i32))
        .collect()
}
