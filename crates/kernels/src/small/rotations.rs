//! Givens' rotations, and a chain of them applied to the rows of a matrix.

use crate::simd::dispatch;

/// Columns that a chain passes through side by side.
const LANES: usize = 16;

/// (c, s): x' = c x + s y, y' = c y − s x.
pub(super) type Rotation = (f64, f64);

/// The rotation that turns (f, g) into (r, 0), and r >= 0.
pub(super) fn rotation(f: f64, g: f64) -> (f64, f64, f64) {
    const SMALL: f64 = 1e-140;
    if g == 0.0 {
        return if f < 0.0 {
            (-1.0, 0.0, -f)
        } else {
            (1.0, 0.0, f)
        };
    }
    let mut r = (f * f + g * g).sqrt();
    if r < SMALL {
        // Squares lose their digits here: the same at a scale where they do not.
        let up = f64::from_bits((1023 + 600) << 52);
        let (f, g) = (f * up, g * up);
        r = (f * f + g * g).sqrt();
        return (f / r, g / r, r / up);
    }
    (f / r, g / r, r)
}

/// Vectors as the rows of a matrix, each padded with zeros to whole tiles.
pub(super) struct Rows {
    stride: usize,
    data: Vec<f64>,
}

impl Rows {
    /// The columns of a square matrix as rows.
    pub fn columns_of(n: usize, a: &[f64]) -> Self {
        let stride = n.next_multiple_of(LANES);
        let mut data = vec![0.0; n * stride];
        for (i, row) in a.chunks_exact(n.max(1)).enumerate() {
            for (j, &x) in row.iter().enumerate() {
                data[j * stride + i] = x;
            }
        }
        Self { stride, data }
    }

    /// No vectors: rotations of them cost nothing.
    pub fn none() -> Self {
        Self {
            stride: 0,
            data: Vec::new(),
        }
    }

    /// Row i, with its padding.
    pub fn row(&self, i: usize) -> &[f64] {
        &self.data[i * self.stride..][..self.stride]
    }

    /// Row i with its sign changed.
    pub fn negate(&mut self, i: usize) {
        for x in &mut self.data[i * self.stride..][..self.stride] {
            *x = 0.0 - *x;
        }
    }

    /// Rotation k turns the rows first ± k and first ± (k + 1).
    pub fn rotate(&mut self, first: usize, forwards: bool, rotations: &[Rotation]) {
        if self.stride > 0 && !rotations.is_empty() {
            chain(self.stride, &mut self.data, first, forwards, rotations);
        }
    }
}

/// Rotations taken together: the rows that they share stay in registers.
const TOGETHER: usize = 4;

dispatch! {
    /// The chain, some rotations at a time.
    fn chain(stride: usize, data: &mut [f64], first: usize, forwards: bool, rotations: &[Rotation]) {
        let groups = rotations.chunks_exact(TOGETHER);
        let rest = groups.remainder();
        let mut at = first;
        for group in groups {
            let lowest = if forwards { at } else { at - TOGETHER };
            let rows = &mut data[lowest * stride..][..(TOGETHER + 1) * stride];
            let (r0, rows) = rows.split_at_mut(stride);
            let (r1, rows) = rows.split_at_mut(stride);
            let (r2, rows) = rows.split_at_mut(stride);
            let (r3, r4) = rows.split_at_mut(stride);
            if forwards {
                turn_five(group, r0, r1, r2, r3, r4);
                at += TOGETHER;
            } else {
                turn_five(group, r4, r3, r2, r1, r0);
                at -= TOGETHER;
            }
        }
        for &(c, s) in rest {
            let lowest = if forwards { at } else { at - 1 };
            let (low, high) = data[lowest * stride..][..2 * stride].split_at_mut(stride);
            let (x, y) = if forwards { (low, high) } else { (high, low) };
            for (x, y) in x.iter_mut().zip(y) {
                (*x, *y) = (c * *x + s * *y, c * *y - s * *x);
            }
            at = if forwards { at + 1 } else { at - 1 };
        }
    }
}

/// Four rotations of five rows, the first of the first two, and so on.
#[inline(always)]
fn turn_five(
    rotations: &[Rotation],
    r0: &mut [f64],
    r1: &mut [f64],
    r2: &mut [f64],
    r3: &mut [f64],
    r4: &mut [f64],
) {
    let [(c0, s0), (c1, s1), (c2, s2), (c3, s3)] =
        [rotations[0], rotations[1], rotations[2], rotations[3]];
    let length = r0.len();
    let (r1, r2, r3, r4) = (
        &mut r1[..length],
        &mut r2[..length],
        &mut r3[..length],
        &mut r4[..length],
    );
    for i in 0..length {
        let (x0, x1, x2, x3, x4) = (r0[i], r1[i], r2[i], r3[i], r4[i]);
        r0[i] = c0 * x0 + s0 * x1;
        let x1 = c0 * x1 - s0 * x0;
        r1[i] = c1 * x1 + s1 * x2;
        let x2 = c1 * x2 - s1 * x1;
        r2[i] = c2 * x2 + s2 * x3;
        let x3 = c2 * x3 - s2 * x2;
        r3[i] = c3 * x3 + s3 * x4;
        r4[i] = c3 * x4 - s3 * x3;
    }
}
