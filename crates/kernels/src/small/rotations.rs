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

dispatch! {
    /// The chain, a tile of columns after the other: the row that two rotations share stays in registers.
    fn chain(stride: usize, data: &mut [f64], first: usize, forwards: bool, rotations: &[Rotation]) {
        for tile in (0..stride).step_by(LANES) {
            let mut at = first * stride + tile;
            let mut carried: [f64; LANES] = core::array::from_fn(|lane| data[at..][..LANES][lane]);
            for &(c, s) in rotations {
                let next = if forwards { at + stride } else { at - stride };
                let y: [f64; LANES] = core::array::from_fn(|lane| data[next..][..LANES][lane]);
                let out = &mut data[at..][..LANES];
                for lane in 0..LANES {
                    out[lane] = c * carried[lane] + s * y[lane];
                }
                for lane in 0..LANES {
                    carried[lane] = c * y[lane] - s * carried[lane];
                }
                at = next;
            }
            data[at..][..LANES].copy_from_slice(&carried);
        }
    }
}
