//! The divergence of one entry.

/// β, with the cases that have formulas of their own told apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Beta {
    /// β = 0.
    ItakuraSaito,
    /// β = 1.
    KullbackLeibler,
    /// β = 2: half the squared difference.
    Euclidean,
    /// Any other.
    Other(f64),
}

impl Beta {
    /// The case of this number.
    pub fn new(beta: f64) -> Self {
        if beta == 0.0 {
            Beta::ItakuraSaito
        } else if beta == 1.0 {
            Beta::KullbackLeibler
        } else if beta == 2.0 {
            Beta::Euclidean
        } else {
            Beta::Other(beta)
        }
    }

    /// The number.
    pub fn value(self) -> f64 {
        match self {
            Beta::ItakuraSaito => 0.0,
            Beta::KullbackLeibler => 1.0,
            Beta::Euclidean => 2.0,
            Beta::Other(beta) => beta,
        }
    }

    /// Whether d(x | v) is convex in v: 1 <= β <= 2.
    pub fn is_convex(self) -> bool {
        (1.0..=2.0).contains(&self.value())
    }

    /// The exponent with which multiplicative updates never raise the divergence (Févotte and
    /// Idier, 2011, equation 4.5).
    pub fn safe_exponent(self) -> f64 {
        let beta = self.value();
        if beta < 1.0 {
            1.0 / (2.0 - beta)
        } else if beta > 2.0 {
            1.0 / (beta - 1.0)
        } else {
            1.0
        }
    }

    /// d(x | v) for x, v >= 0; infinite where it is.
    ///
    /// Where x and v are near, the difference of large terms may come out below zero; a divergence
    /// is never negative, so then it is zero.
    pub fn term(self, x: f64, v: f64) -> f64 {
        if x == v {
            return 0.0;
        }
        let d = match self {
            Beta::Euclidean => (x - v) * (x - v) / 2.0,
            Beta::KullbackLeibler if x == 0.0 => v,
            Beta::KullbackLeibler if v == 0.0 => f64::INFINITY,
            Beta::KullbackLeibler => x * libm::log(x / v) + (v - x),
            Beta::ItakuraSaito if x == 0.0 || v == 0.0 => f64::INFINITY,
            Beta::ItakuraSaito => x / v - libm::log(x / v) - 1.0,
            Beta::Other(beta) => other(beta, x, v),
        };
        if d > 0.0 { d } else { 0.0 }
    }
}

fn other(beta: f64, x: f64, v: f64) -> f64 {
    if x == 0.0 {
        return if beta > 0.0 {
            libm::pow(v, beta) / beta
        } else {
            f64::INFINITY
        };
    }
    if v == 0.0 {
        return if beta > 1.0 {
            libm::pow(x, beta) / (beta * (beta - 1.0))
        } else {
            f64::INFINITY
        };
    }
    let power = libm::pow(v, beta - 1.0);
    (libm::pow(x, beta) + (beta - 1.0) * power * v - beta * x * power) / (beta * (beta - 1.0))
}
