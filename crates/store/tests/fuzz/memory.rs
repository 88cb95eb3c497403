//! Memory and transfers.

use deepmf_store::*;

use super::Call;
use super::draw::Draw;
use super::matrices::nothing;

pub fn calls() -> Vec<Call> {
    vec![
        Call {
            name: "upload64",
            run: |draw| upload(draw, |r, c, n| upload64(r, c, n, |to| to.fill(0.5))),
        },
        Call {
            name: "upload32",
            run: |draw| upload(draw, |r, c, n| upload32(r, c, n, |to| to.fill(0.5))),
        },
        Call {
            name: "allocate",
            run: |draw| {
                // More than there can be memory for, too.
                let rows = if draw.chance(20) {
                    u32::MAX
                } else {
                    draw.size() - 1
                };
                let cols = if rows == u32::MAX {
                    u32::MAX
                } else {
                    draw.size()
                };
                let precision = draw.one_of(&[64, 32, 16]);
                allocate(rows, cols, precision).map(|id| {
                    draw.note(id);
                    Vec::new()
                })
            },
        },
        Call {
            name: "download64",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let id = draw.operand(rows, cols);
                download64(id, copied)
            },
        },
        Call {
            name: "download32",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let id = draw.operand(rows, cols);
                download32(id, |numbers| {
                    Ok(numbers.iter().map(|&x| f64::from(x)).collect())
                })
            },
        },
        Call {
            name: "release",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                nothing(release(draw.operand(rows, cols)))
            },
        },
        Call {
            name: "live_matrices",
            run: |_| Ok(vec![f64::from(live_matrices())]),
        },
        Call {
            name: "live_bytes",
            run: |_| Ok(vec![live_bytes()]),
        },
        Call {
            name: "copy",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let dst = draw.operand(rows, cols);
                nothing(copy(dst, draw.operand(rows, cols)))
            },
        },
    ]
}

fn upload(draw: &mut Draw, call: fn(u32, u32, usize) -> Result<u32>) -> Result<Vec<f64>> {
    let (rows, cols) = (draw.size() - 1, draw.size());
    let length = (rows * cols + u32::from(draw.chance(8))) as usize;
    call(rows, cols, length).map(|id| {
        draw.note(id);
        Vec::new()
    })
}
