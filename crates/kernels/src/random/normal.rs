//! Normal variates by Marsaglia's polar method (1964).

use super::Generator;

impl Generator {
    /// Normal with the given mean and standard deviation.
    pub fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        mean + deviation * self.standard_normal()
    }

    /// Normal with mean 0 and deviation 1.
    ///
    /// A point (u, v) uniform in the unit disc, with s = u² + v², gives two independent variates
    /// u·sqrt(−2 ln s / s) and v·sqrt(−2 ln s / s); the second is kept for the next call.
    pub fn standard_normal(&mut self) -> f64 {
        if let Some(value) = self.spare_normal.take() {
            return value;
        }
        loop {
            let u = 2.0 * self.unit() - 1.0;
            let v = 2.0 * self.unit() - 1.0;
            let s = u * u + v * v;
            if s > 0.0 && s < 1.0 {
                let factor = (-2.0 * libm::log(s) / s).sqrt();
                self.spare_normal = Some(v * factor);
                return u * factor;
            }
        }
    }
}
