//! Entry by entry, and changes of shape.

use deepmf_store::*;

use super::Call;
use super::matrices::nothing;

pub fn calls() -> Vec<Call> {
    vec![
        Call {
            name: "transpose",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let dst = draw.operand(cols, rows);
                nothing(transpose(dst, draw.operand(rows, cols)))
            },
        },
        Call {
            name: "fill",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let dst = draw.operand(rows, cols);
                nothing(fill(dst, draw.number(-1.0, 1.0)))
            },
        },
        Call {
            name: "axpby",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let (y, x) = (draw.operand(rows, cols), draw.operand(rows, cols));
                nothing(axpby(y, draw.number(-1.0, 1.0), x, draw.number(-1.0, 1.0)))
            },
        },
        Call {
            name: "hadamard",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let y = draw.operand(rows, cols);
                nothing(hadamard(y, draw.operand(rows, cols)))
            },
        },
        Call {
            name: "scale_rows",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let a = draw.operand(rows, cols);
                nothing(scale_rows(a, draw.operand(1, rows)))
            },
        },
        Call {
            name: "scale_columns",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let a = draw.operand(rows, cols);
                nothing(scale_columns(a, draw.operand(1, cols)))
            },
        },
        Call {
            name: "add_diagonal",
            run: |draw| {
                let order = draw.size();
                let a = draw.operand(order, order);
                nothing(add_diagonal(a, draw.number(-1.0, 1.0)))
            },
        },
        Call {
            name: "elementary",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let dst = draw.operand(rows, cols);
                let src = if draw.flag() {
                    dst
                } else {
                    draw.operand(rows, cols)
                };
                nothing(elementary(
                    dst,
                    src,
                    draw.name(&["exp", "log", "tanh", "sqrt"]),
                ))
            },
        },
        Call {
            name: "power",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let dst = draw.operand(rows, cols);
                let src = if draw.flag() {
                    dst
                } else {
                    draw.nonnegative(rows, cols)
                };
                nothing(power(dst, src, draw.number(-3.0, 3.0)))
            },
        },
    ]
}
