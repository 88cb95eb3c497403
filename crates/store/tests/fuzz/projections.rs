//! Constraint sets and penalties.

use deepmf_store::*;

use super::Call;
use super::draw::Draw;
use super::matrices::{nothing, number};

pub const ALONG: [&str; 2] = ["columns", "rows"];

const SETS: [&str; 25] = [
    "none",
    "nonnegative",
    "box",
    "binary",
    "signs",
    "simplex",
    "simplex",
    "sum-at-most",
    "sum-within",
    "near-convex",
    "l1-ball",
    "l2-ball",
    "nonnegative-l2-ball",
    "unit-l2",
    "nonnegative-unit-l2",
    "k-sparse",
    "nonnegative-k-sparse",
    "hoyer",
    "nonnegative-hoyer",
    "grouped-hoyer",
    "nonnegative-grouped-hoyer",
    "orthogonal",
    "doubly-stochastic",
    "doubly-stochastic",
    "nonnegative-simplex",
];

const PENALTIES: [&str; 12] = [
    "l1",
    "l1-half",
    "l1-squared",
    "l2-squared",
    "group-l2",
    "total-variation",
    "nonnegative-l1",
    "nonnegative-l1-half",
    "nonnegative-l1-squared",
    "nonnegative-l2-squared",
    "nonnegative-group-l2",
    "nonnegative-total-variation",
];

pub fn calls() -> Vec<Call> {
    vec![
        Call {
            name: "project",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let (name, along, parameters) = set(draw, rows, cols);
                let square = name == "doubly-stochastic" && !draw.chance(10);
                let f = draw.operand(rows, if square { rows } else { cols });
                nothing(project(f, name, along, &parameters))
            },
        },
        Call {
            name: "proximal",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let f = draw.operand(rows, cols);
                let (penalty, along) = (draw.name(&PENALTIES), draw.name(&ALONG));
                let mut parameters = vec![draw.number(0.0, 2.0)];
                if penalty.ends_with("total-variation") {
                    let length = if along == "columns" { rows } else { cols };
                    let width = 1 + draw.below(4) as u32;
                    let width = if length % width == 0 { width } else { 1 };
                    let steps = draw.between(0, 9);
                    let image = [length / width, width, draw.below(2) as u32, steps];
                    parameters.extend(image.map(f64::from));
                }
                if draw.chance(40) {
                    parameters.push(draw.number(0.0, 3.0));
                }
                let step = draw.number(0.0, 2.0);
                number(proximal(f, penalty, along, step, &parameters))
            },
        },
    ]
}

/// A set for a matrix of this shape: its name, its direction and its numbers.
pub fn set(draw: &mut Draw, rows: u32, cols: u32) -> (&'static str, &'static str, Vec<f64>) {
    let (name, along) = (draw.name(&SETS), draw.name(&ALONG));
    let (length, count) = if along == "columns" {
        (rows, cols)
    } else {
        (cols, rows)
    };
    let mut parameters: Vec<f64> = match name.trim_start_matches("nonnegative-") {
        "none" | "nonnegative" | "binary" | "signs" | "unit-l2" | "orthogonal"
        | "doubly-stochastic" => vec![],
        "near-convex" => (0..count).map(|_| draw.unit()).collect(),
        "box" => vec![draw.number(-1.0, 0.2), draw.number(0.2, 1.0)],
        "sum-within" => vec![draw.number(0.1, 1.0), draw.number(1.0, 2.0)],
        "k-sparse" => vec![f64::from(draw.between(1, length))],
        "hoyer" | "grouped-hoyer" => vec![draw.number(0.0, 1.0)],
        _ => vec![draw.number(0.1, 3.0)],
    };
    if draw.chance(40) {
        parameters.push(draw.number(0.1, 3.0));
    }
    (name, along, parameters)
}
