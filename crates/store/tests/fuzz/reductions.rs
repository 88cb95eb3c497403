//! Sums and norms.

use deepmf_store::*;

use super::Call;
use super::draw::Draw;
use super::matrices::{nothing, number};

pub fn calls() -> Vec<Call> {
    vec![
        Call {
            name: "sum",
            run: |draw| of_one(draw, sum),
        },
        Call {
            name: "norm_squared",
            run: |draw| of_one(draw, norm_squared),
        },
        Call {
            name: "inner",
            run: |draw| of_two(draw, inner),
        },
        Call {
            name: "distance_squared",
            run: |draw| of_two(draw, distance_squared),
        },
        Call {
            name: "row_sums",
            run: |draw| along(draw, true, row_sums),
        },
        Call {
            name: "column_sums",
            run: |draw| along(draw, false, column_sums),
        },
        Call {
            name: "row_norms_squared",
            run: |draw| along(draw, true, row_norms_squared),
        },
        Call {
            name: "column_norms_squared",
            run: |draw| along(draw, false, column_norms_squared),
        },
    ]
}

fn of_one(draw: &mut Draw, call: fn(u32) -> Result<f64>) -> Result<Vec<f64>> {
    let (rows, cols) = (draw.size(), draw.size());
    number(call(draw.operand(rows, cols)))
}

fn of_two(draw: &mut Draw, call: fn(u32, u32) -> Result<f64>) -> Result<Vec<f64>> {
    let (rows, cols) = (draw.size(), draw.size());
    let a = draw.operand(rows, cols);
    number(call(a, draw.operand(rows, cols)))
}

fn along(draw: &mut Draw, rowwise: bool, call: fn(u32, u32) -> Result<()>) -> Result<Vec<f64>> {
    let (rows, cols) = (draw.size(), draw.size());
    let dst = draw.operand(1, if rowwise { rows } else { cols });
    nothing(call(dst, draw.operand(rows, cols)))
}
