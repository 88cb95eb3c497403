//! Symmetric Dirichlet variates: gamma variates divided by their sum, worked out in logarithms.

use super::Generator;

impl Generator {
    /// Fills `point` with one draw of Dirichlet(alpha, ..., alpha), alpha > 0.
    ///
    /// For a small alpha every gamma variate U^(1/alpha)·G may underflow to 0 and the quotient be
    /// 0/0. So it draws t = alpha·ln(gamma) = ln U + alpha·ln G, which always is finite, and takes
    /// exp((t − max t)/alpha): the largest entry is exactly 1 before the division by the sum.
    pub fn dirichlet(&mut self, alpha: f64, point: &mut [f64]) {
        let divisor = if alpha < 1.0 { alpha } else { 1.0 };
        let mut largest = f64::NEG_INFINITY;
        for entry in point.iter_mut() {
            *entry = if alpha < 1.0 {
                let log_gamma = libm::log(self.gamma_from_one(alpha + 1.0));
                libm::log(self.positive_unit()) + alpha * log_gamma
            } else {
                libm::log(self.gamma_from_one(alpha))
            };
            largest = largest.max(*entry);
        }
        let mut total = 0.0;
        for entry in point.iter_mut() {
            *entry = libm::exp((*entry - largest) / divisor);
            total += *entry;
        }
        for entry in point.iter_mut() {
            *entry /= total;
        }
    }
}
