//! Exact nonnegative least squares by active sets (Lawson and Hanson, 1974), from the normal
//! equations.

/// minimise 1/2 xᵀ G x − bᵀ x over x ≥ 0, for a positive definite G (r x r).
pub fn nonnegative_least_squares(r: usize, gram: &[f64], b: &[f64]) -> Vec<f64> {
    let mut x = vec![0.0; r];
    let mut passive: Vec<usize> = Vec::new();
    loop {
        let gradient = |i: usize| b[i] - (0..r).map(|k| gram[i * r + k] * x[k]).sum::<f64>();
        let entering = (0..r)
            .filter(|i| !passive.contains(i))
            .max_by(|&i, &k| gradient(i).total_cmp(&gradient(k)));
        match entering {
            Some(i) if gradient(i) > 1e-11 => passive.push(i),
            _ => return x,
        }
        loop {
            let target = solve_on(&passive, r, gram, b);
            if target.iter().all(|value| *value > 0.0) {
                x.fill(0.0);
                for (&i, &value) in passive.iter().zip(&target) {
                    x[i] = value;
                }
                break;
            }
            // Walk towards the target until the first unknown becomes zero, and drop it.
            let mut length = 1.0f64;
            for (&i, &value) in passive.iter().zip(&target) {
                if value <= 0.0 {
                    length = length.min(x[i] / (x[i] - value));
                }
            }
            for (&i, &value) in passive.iter().zip(&target) {
                x[i] += length * (value - x[i]);
            }
            passive.retain(|&i| x[i] > 1e-14);
        }
    }
}

/// The unconstrained minimiser with unknowns in `indices` only: Gaussian elimination with
/// pivoting.
pub fn solve_on(indices: &[usize], r: usize, gram: &[f64], b: &[f64]) -> Vec<f64> {
    let n = indices.len();
    let mut rows: Vec<Vec<f64>> = indices
        .iter()
        .map(|&i| {
            indices
                .iter()
                .map(|&k| gram[i * r + k])
                .chain([b[i]])
                .collect()
        })
        .collect();
    for k in 0..n {
        let pivot = (k..n)
            .max_by(|&i, &j| rows[i][k].abs().total_cmp(&rows[j][k].abs()))
            .unwrap();
        rows.swap(k, pivot);
        for i in k + 1..n {
            let factor = rows[i][k] / rows[k][k];
            for j in k..=n {
                rows[i][j] -= factor * rows[k][j];
            }
        }
    }
    let mut x = vec![0.0; n];
    for k in (0..n).rev() {
        let known: f64 = (k + 1..n).map(|j| rows[k][j] * x[j]).sum();
        x[k] = (rows[k][n] - known) / rows[k][k];
    }
    x
}
