//! Proximal maps of penalties, and how the bindings name them.

use deepmf_kernels::Real;
use deepmf_kernels::project::Along;
use deepmf_kernels::proximal::{self as kernel, Penalty};

use crate::error::{Error, Result};
use crate::projection::parse_along;
use crate::slab::{self, by_precision};

/// f = argmin over X of 1/2 ‖X − f‖² + step · weight · g(X).
///
/// A penalty g is given by its name, by whether it speaks of columns or of rows, and by its numbers,
/// of which the weight is the first:
///
/// | name | parameters |
/// | --- | --- |
/// | l1, l1-half, l1-squared, l2-squared, group-l2 | weight |
/// | total-variation | weight, height, width, 1 if isotropic else 0, steps |
///
/// With the prefix nonnegative- X is nonnegative as well. Returns the largest duality gap: 0 but for
/// the total variation of images.
pub fn proximal(f: u32, penalty: &str, along: &str, step: f64, parameters: &[f64]) -> Result<f64> {
    let f = slab::find(f)?;
    let along = parse_along(along)?;
    let length = match along {
        Along::Columns => f.rows,
        Along::Rows => f.cols,
    };
    let (kind, nonnegative) = parse(penalty, parameters, length)?;
    let threshold = step * parameters[0];
    if !(step >= 0.0 && parameters[0] >= 0.0) {
        return Err(Error::argument(format!(
            "step and weight are at least 0, received {step} and {}",
            parameters[0]
        )));
    }
    by_precision!(f, T => {
        let threshold = T::from_f64(threshold);
        if !threshold.is_finite() {
            return Err(Error::argument("step times weight is a finite number"));
        }
        let mut out = f.write::<T>()?;
        let gap = kernel::proximal(kind, nonnegative, threshold, along, f.rows, f.cols, &mut out);
        Ok(gap.to_f64())
    })
}

fn parse(name: &str, parameters: &[f64], length: usize) -> Result<(Penalty, bool)> {
    let short = name.strip_prefix("nonnegative-");
    let kind = match (short.unwrap_or(name), parameters) {
        ("l1", [_]) => Penalty::L1,
        ("l1-half", [_]) => Penalty::L1Half,
        ("l1-squared", [_]) => Penalty::L1Squared,
        ("l2-squared", [_]) => Penalty::L2Squared,
        ("group-l2", [_]) => Penalty::GroupL2,
        ("total-variation", &[_, height, width, isotropic, steps]) => {
            image([height, width, isotropic, steps], length)?
        }
        ("l1" | "l1-half" | "l1-squared" | "l2-squared" | "group-l2" | "total-variation", _) => {
            return Err(Error::argument(format!(
                "the penalty {name} does not take {} numbers",
                parameters.len()
            )));
        }
        _ => {
            return Err(Error::argument(format!(
                "there is no penalty of the name {name:?}"
            )));
        }
    };
    Ok((kind, short.is_some()))
}

/// The most steps of a total variation, and the most rows or columns of an image.
const MOST: f64 = u32::MAX as f64;

fn image(numbers: [f64; 4], length: usize) -> Result<Penalty> {
    if numbers
        .iter()
        .any(|x| !(0.0..=MOST).contains(x) || x.fract() != 0.0)
        || numbers[2] > 1.0
    {
        return Err(Error::argument(format!(
            "height, width, isotropic and steps are whole numbers, received {numbers:?}"
        )));
    }
    let [height, width, isotropic, steps] = numbers.map(|x| x as usize);
    if height.checked_mul(width) != Some(length) {
        return Err(Error::shape(format!(
            "an image of {height} x {width} pixels has not the {length} entries of a column or row"
        )));
    }
    Ok(Penalty::TotalVariation {
        height,
        width,
        isotropic: isotropic == 1,
        steps,
    })
}
