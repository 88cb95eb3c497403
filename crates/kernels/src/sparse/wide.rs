//! Numbers of twice the precision, for what is left when nearly everything cancels.
//!
//! f32 has f64 for that. For f64 it is a pair of numbers whose sum is the value, the second one no
//! more than half a unit in the last place of the first: the error-free sum is Knuth's, the error-free product
//! Veltkamp's and Dekker's (*A floating-point technique for extending the available precision*, 1971), for
//! there is no fused operation that all machines share; how they go together is in Ogita, Rump and Oishi,
//! *Accurate sum and dot product* (2005).

/// A number type that has one of twice its precision.
pub trait Exact: Sized {
    /// That type.
    type Wide: Wide<Self>;
}

/// A number of twice the precision of `T`.
pub trait Wide<T>: Copy + Send + Sync {
    /// +0.
    const ZERO: Self;
    /// The same number.
    fn of(value: T) -> Self;
    /// a b, exactly.
    fn product(a: T, b: T) -> Self;
    /// self + other.
    fn plus(self, other: Self) -> Self;
    /// −self.
    fn negative(self) -> Self;
    /// self · other.
    fn times(self, other: Self) -> Self;
    /// The nearest double.
    fn rounded(self) -> f64;
}

impl Exact for f32 {
    type Wide = f64;
}

impl Wide<f32> for f64 {
    const ZERO: Self = 0.0;

    #[inline(always)]
    fn of(value: f32) -> Self {
        Self::from(value)
    }
    #[inline(always)]
    fn product(a: f32, b: f32) -> Self {
        Self::from(a) * Self::from(b)
    }
    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        self + other
    }
    #[inline(always)]
    fn negative(self) -> Self {
        -self
    }
    #[inline(always)]
    fn times(self, other: Self) -> Self {
        self * other
    }
    #[inline(always)]
    fn rounded(self) -> f64 {
        self
    }
}

impl Exact for f64 {
    type Wide = Pair;
}

/// The unevaluated sum of two doubles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    high: f64,
    low: f64,
}

/// a + b = high + low, exactly.
#[inline(always)]
fn exact_sum(a: f64, b: f64) -> Pair {
    let high = a + b;
    let part = high - a;
    let low = (a - (high - part)) + (b - part);
    Pair { high, low }
}

/// The same where |a| is no less than |b|.
#[inline(always)]
fn ordered_sum(a: f64, b: f64) -> Pair {
    let high = a + b;
    let low = b - (high - a);
    Pair { high, low }
}

/// The upper and the lower half of a's digits.
#[inline(always)]
fn halves(a: f64) -> (f64, f64) {
    // 2^27 + 1
    let spread = 134_217_729.0 * a;
    let high = spread - (spread - a);
    (high, a - high)
}

/// a b = high + low, exactly unless it is near the ends of the range.
#[inline(always)]
fn exact_product(a: f64, b: f64) -> Pair {
    let high = a * b;
    let (a_high, a_low) = halves(a);
    let (b_high, b_low) = halves(b);
    let low = ((a_high * b_high - high) + a_high * b_low + a_low * b_high) + a_low * b_low;
    Pair { high, low }
}

impl Wide<f64> for Pair {
    const ZERO: Self = Pair {
        high: 0.0,
        low: 0.0,
    };

    #[inline(always)]
    fn of(value: f64) -> Self {
        Pair {
            high: value,
            low: 0.0,
        }
    }
    #[inline(always)]
    fn product(a: f64, b: f64) -> Self {
        exact_product(a, b)
    }
    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        let high = exact_sum(self.high, other.high);
        let low = exact_sum(self.low, other.low);
        let sum = ordered_sum(high.high, high.low + low.high);
        ordered_sum(sum.high, sum.low + low.low)
    }
    #[inline(always)]
    fn negative(self) -> Self {
        Pair {
            high: -self.high,
            low: -self.low,
        }
    }
    #[inline(always)]
    fn times(self, other: Self) -> Self {
        let product = exact_product(self.high, other.high);
        let cross = self.high * other.low + self.low * other.high;
        ordered_sum(product.high, product.low + cross)
    }
    #[inline(always)]
    fn rounded(self) -> f64 {
        self.high + self.low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_products_lose_nothing() {
        let (tiny, one) = (2f64.powi(-60), 1.0);
        let sum = Pair::of(one).plus(Pair::of(tiny));
        assert_eq!(sum.plus(Pair::of(-one)).rounded(), tiny);
        // (1 + 2^-30)^2 = 1 + 2^-29 + 2^-60
        let a = 1.0 + 2f64.powi(-30);
        let rest = Pair::product(a, a)
            .plus(Pair::of(-1.0))
            .plus(Pair::of(-2f64.powi(-29)));
        assert_eq!(rest.rounded(), tiny);
        let square = sum.times(sum).plus(Pair::of(-1.0));
        assert_eq!(square.rounded(), 2.0 * tiny);
        assert_eq!(sum.plus(sum.negative()).rounded(), 0.0);
    }
}
