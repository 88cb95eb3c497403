//! Constraint sets.

use deepmf_store::*;

use super::Call;
use super::draw::Draw;
use super::matrices::nothing;

pub const ALONG: [&str; 2] = ["columns", "rows"];

const SETS: [&str; 5] = [
    "none",
    "nonnegative",
    "simplex",
    "sum-at-most",
    "near-convex",
];

pub fn calls() -> Vec<Call> {
    vec![Call {
        name: "project",
        run: |draw| {
            let (rows, cols) = (draw.size(), draw.size());
            let f = draw.operand(rows, cols);
            let (name, along, parameters) = set(draw, rows, cols);
            nothing(project(f, name, along, &parameters))
        },
    }]
}

/// A set for a matrix of this shape: its name, its direction and its numbers.
pub fn set(draw: &mut Draw, rows: u32, cols: u32) -> (&'static str, &'static str, Vec<f64>) {
    let (name, along) = (draw.name(&SETS), draw.name(&ALONG));
    let count = if along == "columns" { cols } else { rows };
    let mut parameters: Vec<f64> = match name {
        "none" | "nonnegative" => vec![],
        "near-convex" => (0..count).map(|_| draw.unit()).collect(),
        _ => vec![draw.number(0.1, 3.0)],
    };
    if draw.chance(40) {
        parameters.push(draw.number(0.1, 3.0));
    }
    (name, along, parameters)
}
