//! ‖A‖ = max |λ| of a symmetric A, by power iteration on A².

use crate::Real;

/// The largest |eigenvalue| of a symmetric A (n x n).
pub fn spectral_norm<T: Real>(n: usize, a: &[T]) -> T {
    let mut v: Vec<f64> = (0..n).map(|i| 1.0 + (i as f64) / 17.0).collect();
    let mut norm = 0.0;
    for _ in 0..2000 {
        let w: Vec<f64> = (0..n)
            .map(|i| (0..n).map(|j| a[i * n + j].to_f64() * v[j]).sum())
            .collect();
        let length = w.iter().map(|x: &f64| x * x).sum::<f64>().sqrt();
        if length == 0.0 {
            return T::ZERO;
        }
        norm = length / v.iter().map(|x| x * x).sum::<f64>().sqrt();
        v = w.iter().map(|x| x / length).collect();
    }
    T::from_f64(norm)
}
