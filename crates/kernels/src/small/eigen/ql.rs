//! The tridiagonal eigenproblem: QL with implicit shifts.

use crate::small::Failure;
use crate::small::rotations::{Rotation, Rows, rotation};

/// Steps for each eigenvalue: two or three are usual.
const STEPS: usize = 60;

/// Below this an off-diagonal of a matrix near one is zero whatever stands beside it.
const VANISHED: f64 = 1e-140;

/// d becomes the eigenvalues of the tridiagonal matrix with off-diagonal e; the rows become its
/// eigenvectors when they were those of the identity.
pub(super) fn diagonalise(d: &mut [f64], e: &mut [f64], rows: &mut Rows) -> Result<(), Failure> {
    let mut left = STEPS * d.len();
    let mut rotations = Vec::with_capacity(d.len());
    let mut first = 0;
    while first < e.len() {
        let off = e.iter().enumerate().skip(first);
        let last = off
            .filter(|&(i, &e)| negligible(e, d[i], d[i + 1]))
            .map(|(i, _)| i)
            .next()
            .unwrap_or(e.len());
        if last == first {
            e[first] = 0.0;
            first += 1;
            continue;
        }
        left = left.checked_sub(1).ok_or(Failure::NotConverged)?;
        // A block d[first..=last] all of whose off-diagonals count. The bulge is chased from its larger
        // end to the smaller one, where entries then vanish sooner.
        let (d, e) = (&mut d[first..=last], &mut e[first..last]);
        let backwards = d[0].abs() <= d[last - first].abs();
        if !backwards {
            d.reverse();
            e.reverse();
        }
        step(d, e, &mut rotations);
        if !backwards {
            d.reverse();
            e.reverse();
        }
        rows.rotate(if backwards { last } else { first }, !backwards, &rotations);
    }
    Ok(())
}

fn negligible(e: f64, above: f64, below: f64) -> bool {
    e.abs() <= f64::EPSILON * (above.abs() + below.abs()) || e.abs() < VANISHED
}

/// One step on an unreduced block: T − σ I = Q L, then L Q + σ I, without forming either. A bulge is
/// chased from the last row to the first; σ is the eigenvalue of the leading 2 x 2 block that is
/// nearer to its first entry.
fn step(d: &mut [f64], e: &mut [f64], rotations: &mut Vec<Rotation>) {
    let last = d.len() - 1;
    rotations.clear();
    // σ = d_0 − e_0 / (g ± √(g² + 1)), g = (d_1 − d_0) / 2 e_0.
    let g = (d[1] - d[0]) / (2.0 * e[0]);
    let root = (g * g + 1.0).sqrt();
    let shift = d[0] - e[0] / if g < 0.0 { g - root } else { g + root };
    // Row i + 1 of the block as it is while the bulge stands beside it: `corner` on the diagonal,
    // `bulge` off the tridiagonal, `beside` what is left of e_i.
    let mut corner = d[last] - shift;
    let (mut c, mut s, mut moved) = (1.0, 1.0, 0.0);
    for i in (0..last).rev() {
        let bulge = s * e[i];
        let beside = c * e[i];
        let (cosine, sine, r) = rotation(corner, bulge);
        (c, s) = (cosine, sine);
        if i + 1 < last {
            e[i + 1] = r;
        }
        rotations.push((c, s));
        let base = d[i + 1] - moved;
        let t = (d[i] - base) * s + 2.0 * c * beside;
        moved = s * t;
        d[i + 1] = base + moved;
        corner = c * t - beside;
    }
    d[0] -= moved;
    e[0] = corner;
}
