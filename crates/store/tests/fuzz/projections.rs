//! Constraint sets.

use deepmf_store::*;

use super::Call;
use super::matrices::nothing;

pub const SETS: [&str; 4] = ["none", "nonnegative", "simplex", "sum-at-most"];
pub const ALONG: [&str; 2] = ["columns", "rows"];

pub fn calls() -> Vec<Call> {
    vec![Call {
        name: "project",
        run: |draw| {
            let (rows, cols) = (draw.size(), draw.size());
            let f = draw.operand(rows, cols);
            let (set, along) = (draw.name(&SETS), draw.name(&ALONG));
            nothing(project(f, set, along, draw.number(0.1, 3.0)))
        },
    }]
}
