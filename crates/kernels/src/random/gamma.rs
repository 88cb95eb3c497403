//! Gamma variates by the squeeze of Marsaglia and Tsang (2000).

use super::Generator;

impl Generator {
    /// Gamma with the given shape (> 0) and scale 1.
    ///
    /// For a shape below 1: Gamma(shape) = Gamma(shape + 1) · U^(1/shape).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape >= 1.0 {
            return self.gamma_from_one(shape);
        }
        let larger = self.gamma_from_one(shape + 1.0);
        larger * libm::pow(self.positive_unit(), 1.0 / shape)
    }

    /// Gamma with shape at least 1: d(1 + cx)³ with x normal, accepted where it fits the density.
    pub(super) fn gamma_from_one(&mut self, shape: f64) -> f64 {
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.standard_normal();
            let t = 1.0 + c * x;
            if t <= 0.0 {
                continue;
            }
            let cube = t * t * t;
            let bound = 0.5 * x * x + d * (1.0 - cube + libm::log(cube));
            if libm::log(self.positive_unit()) < bound {
                return d * cube;
            }
        }
    }
}
