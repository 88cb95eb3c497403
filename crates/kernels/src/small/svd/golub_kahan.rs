//! The bidiagonal singular value problem: QR steps on BᵀB, without forming it.

use crate::small::Failure;
use crate::small::rotations::{Rotation, Rows, rotation};

/// Steps for each singular value: two are usual.
const STEPS: usize = 60;

/// Below this an entry of a matrix near one is zero whatever stands beside it: its square has lost digits.
const VANISHED: f64 = 1e-140;

/// d becomes the singular values of the upper bidiagonal B (diagonal d, e above it), some of them with a
/// minus sign; the rows become singular vectors when they were those of the identity.
pub(super) fn diagonalise(
    d: &mut [f64],
    e: &mut [f64],
    left: &mut Rows,
    right: &mut Rows,
) -> Result<(), Failure> {
    let mut steps = STEPS * d.len();
    let mut block = Block::default();
    let mut last = d.len().saturating_sub(1);
    while last > 0 {
        let first = (0..last)
            .rev()
            .find(|&i| negligible(e[i], d[i], d[i + 1]))
            .map_or(0, |i| i + 1);
        if first == last {
            e[last - 1] = 0.0;
            last -= 1;
            continue;
        }
        steps = steps.checked_sub(1).ok_or(Failure::NotConverged)?;
        // The bulge is chased from the larger end to the smaller one, where entries then vanish sooner.
        // Chased backwards, B is read from its last entry to its first, which swaps left and right.
        let forwards = d[first].abs() >= d[last].abs();
        block.load(&d[first..=last], &e[first..last], forwards);
        block.step();
        block.store(&mut d[first..=last], &mut e[first..last], forwards);
        if forwards {
            left.rotate(first, true, &block.left);
            right.rotate(first, true, &block.right);
        } else {
            left.rotate(last, false, &block.right);
            right.rotate(last, false, &block.left);
        }
    }
    Ok(())
}

fn negligible(e: f64, above: f64, below: f64) -> bool {
    e.abs() <= f64::EPSILON * (above.abs() + below.abs()) || e.abs() < VANISHED
}

/// A block of B all of whose e count, and the rotations of one step.
#[derive(Default)]
struct Block {
    d: Vec<f64>,
    e: Vec<f64>,
    left: Vec<Rotation>,
    right: Vec<Rotation>,
}

impl Block {
    fn load(&mut self, d: &[f64], e: &[f64], forwards: bool) {
        self.d.clear();
        self.e.clear();
        self.left.clear();
        self.right.clear();
        self.d.extend_from_slice(d);
        self.e.extend_from_slice(e);
        if !forwards {
            self.d.reverse();
            self.e.reverse();
        }
    }

    fn store(&mut self, d: &mut [f64], e: &mut [f64], forwards: bool) {
        if !forwards {
            self.d.reverse();
            self.e.reverse();
        }
        d.copy_from_slice(&self.d);
        e.copy_from_slice(&self.e);
    }

    /// One QR step, with the shift or, where that would be lost in rounding, without one.
    fn step(&mut self) {
        let last = self.d.len() - 1;
        let shift = smaller_singular_value(self.d[last - 1], self.e[last - 1], self.d[last]);
        let ratio = shift / self.d[0].abs();
        // An entry of zero, too, goes to the end in one step without a shift.
        let mut vanished = false;
        for d in self.d.iter_mut().filter(|d| d.abs() < VANISHED) {
            (*d, vanished) = (0.0, true);
        }
        if vanished || ratio * ratio < f64::EPSILON {
            self.step_without_shift();
        } else {
            self.step_with(shift);
        }
    }

    /// The bulge of BᵀB − shift² I, chased down.
    fn step_with(&mut self, shift: f64) {
        let Self { d, e, left, right } = self;
        let last = d.len() - 1;
        // (d_0² − shift²) / d_0, e_0: the first column of BᵀB − shift² I over d_0.
        let mut f = (d[0].abs() - shift) * (if d[0] < 0.0 { -1.0 } else { 1.0 } + shift / d[0]);
        let mut g = e[0];
        for i in 0..last {
            let (c, s, r) = rotation(f, g);
            if i > 0 {
                e[i - 1] = r;
            }
            right.push((c, s));
            f = c * d[i] + s * e[i];
            e[i] = c * e[i] - s * d[i];
            g = s * d[i + 1];
            d[i + 1] *= c;
            let (c, s, r) = rotation(f, g);
            left.push((c, s));
            d[i] = r;
            f = c * e[i] + s * d[i + 1];
            d[i + 1] = c * d[i + 1] - s * e[i];
            if i + 1 < last {
                g = s * e[i + 1];
                e[i + 1] *= c;
            }
        }
        e[last - 1] = f;
    }

    /// The same with shift 0, where no subtraction is needed: small singular values keep their digits.
    fn step_without_shift(&mut self) {
        let Self { d, e, left, right } = self;
        let last = d.len() - 1;
        let (mut c, mut c_left, mut s_left) = (1.0, 1.0, 0.0);
        for i in 0..last {
            let (c_right, s_right, r) = rotation(d[i] * c, e[i]);
            if i > 0 {
                e[i - 1] = s_left * r;
            }
            right.push((c_right, s_right));
            c = c_right;
            let entry;
            (c_left, s_left, entry) = rotation(c_left * r, d[i + 1] * s_right);
            left.push((c_left, s_left));
            d[i] = entry;
        }
        let h = d[last] * c;
        e[last - 1] = h * s_left;
        d[last] = h * c_left;
    }
}

/// The smaller singular value of the triangle (f, g; 0, h).
fn smaller_singular_value(f: f64, g: f64, h: f64) -> f64 {
    let (f, h) = (f.abs(), h.abs());
    let largest = 0.5 * (((f + h) * (f + h) + g * g).sqrt() + ((f - h) * (f - h) + g * g).sqrt());
    if largest > 0.0 {
        f.max(h) / largest * f.min(h)
    } else {
        0.0
    }
}
