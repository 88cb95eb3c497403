//! Khatri-Rao products, contractions and unfoldings.

use deepmf_store::*;

use super::Call;
use super::matrices::nothing;

pub fn calls() -> Vec<Call> {
    vec![
        Call {
            name: "khatri_rao",
            run: |draw| {
                let (m, n, r) = (draw.between(1, 30), draw.between(1, 30), draw.size());
                let out = draw.operand(m * n, r);
                let a = draw.operand(m, r);
                nothing(khatri_rao(out, a, draw.operand(n, r)))
            },
        },
        Call {
            name: "contract_columns",
            run: |draw| {
                let (m, n, r) = (draw.between(1, 30), draw.between(1, 30), draw.size());
                let out = draw.operand(n, r);
                let y = draw.operand(m * n, r);
                nothing(contract_columns(out, y, draw.operand(m, r), draw.flag()))
            },
        },
        Call {
            name: "unfold",
            run: |draw| {
                let (before, length, after) = (
                    draw.between(1, 20),
                    draw.between(1, 20),
                    draw.between(1, 20),
                );
                let dst = draw.operand(length, before * after);
                let src = if draw.flag() {
                    draw.operand(before, length * after)
                } else {
                    draw.operand(before * length, after)
                };
                let after = if draw.chance(30) { u32::MAX } else { after };
                nothing(unfold(dst, src, before, after))
            },
        },
    ]
}
