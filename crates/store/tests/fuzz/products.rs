//! Matrix products.

use deepmf_store::*;

use super::Call;
use super::matrices::{nothing, number};

pub fn calls() -> Vec<Call> {
    vec![
        Call {
            name: "gemm",
            run: |draw| {
                let (m, n, k) = (draw.size(), draw.size(), draw.size());
                let (trans_a, trans_b) = (draw.flag(), draw.flag());
                let c = draw.operand(m, n);
                let a = if trans_a {
                    draw.operand(k, m)
                } else {
                    draw.operand(m, k)
                };
                let b = if trans_b {
                    draw.operand(n, k)
                } else {
                    draw.operand(k, n)
                };
                let alpha = draw.number(-1.0, 1.0);
                let beta = draw.one_of(&[0.0, 0.0, 1.0, 0.3]);
                nothing(gemm(c, trans_a, trans_b, alpha, a, b, beta))
            },
        },
        Call {
            name: "gram",
            run: |draw| {
                let (rows, cols, transpose) = (draw.size(), draw.size(), draw.flag());
                let order = if transpose { cols } else { rows };
                let c = draw.operand(order, order);
                let a = draw.operand(rows, cols);
                let beta = draw.one_of(&[0.0, 0.0, 1.0, 0.3]);
                nothing(gram(c, a, transpose, draw.number(-1.0, 1.0), beta))
            },
        },
        Call {
            name: "residual_squared",
            run: |draw| {
                let (m, n, k) = (draw.size(), draw.size(), draw.size());
                let s = draw.operand(m, n);
                let a = draw.operand(m, k);
                number(residual_squared(s, a, draw.operand(k, n)))
            },
        },
    ]
}
