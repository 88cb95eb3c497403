//! Sparse matrices.

use deepmf_store::*;

use super::Call;
use super::draw::Draw;
use super::matrices::{nothing, number};

/// A sparse matrix with entries anywhere, some of them twice; now and then of another shape or precision,
/// unfinished, dense, or none.
pub fn sparse(draw: &mut Draw, rows: u32, cols: u32) -> u32 {
    let (mut rows, mut cols) = (rows, cols);
    let mut precision = draw.precision();
    let mut finished = true;
    if draw.chance(30) {
        match draw.below(5) {
            0 => return draw.operand(rows, cols),
            1 => return u32::MAX,
            2 => precision = 96 - precision,
            3 => (rows, cols) = (cols, rows + 1),
            _ => finished = false,
        }
    }
    let count = draw.below((rows * cols) as usize + 2);
    let x = sparse_allocate(rows, cols, count as f64, precision, "entries").unwrap();
    draw.note(x);
    let at = |draw: &mut Draw, end: u32| (0..count).map(|_| draw.between(0, end - 1)).collect();
    let (i, j): (Vec<u32>, Vec<u32>) = (at(draw, rows), at(draw, cols));
    let values: Vec<f64> = (0..count).map(|_| draw.value()).collect();
    if precision == 64 {
        sparse_append_entries64(x, &i, &j, &values).unwrap();
    } else {
        let values: Vec<f32> = values.into_iter().map(|value| value as f32).collect();
        sparse_append_entries32(x, &i, &j, &values).unwrap();
    }
    if finished {
        sparse_finish(x).unwrap();
    }
    x
}

/// The entries of a matrix that a call made, row by row.
fn made(draw: &mut Draw, outcome: Result<u32>) -> Result<Vec<f64>> {
    let x = outcome?;
    draw.note(x);
    entries_of(x)
}

fn entries_of(x: u32) -> Result<Vec<f64>> {
    let mut all: Vec<f64> = sparse_starts(x)?.into_iter().map(f64::from).collect();
    sparse_indices(x, |indices| {
        all.extend(indices.iter().map(|&j| f64::from(j)));
        Ok(())
    })?;
    let values = sparse_values64(x, |values| Ok(values.to_vec()))
        .or_else(|_| sparse_values32(x, |v| Ok(v.iter().map(|&v| f64::from(v)).collect())))?;
    all.extend(values);
    Ok(all)
}

/// A piece for an unfinished matrix, often with a mistake: whole, or refused whole.
fn append(draw: &mut Draw, pieces: &str) -> Result<Vec<f64>> {
    let (rows, cols) = (draw.size(), draw.size());
    let room = draw.below(40);
    let precision = draw.precision();
    let x = sparse_allocate(rows, cols, room as f64, precision, pieces)?;
    draw.note(x);
    for _ in 0..2 {
        let count = draw.below(20);
        let off = |draw: &mut Draw| usize::from(draw.chance(20));
        let lengths = [count + off(draw), count, count + off(draw)];
        let past = u32::from(draw.chance(8));
        let columns: Vec<u32> = (0..lengths[1])
            .map(|_| draw.between(0, cols - 1 + past))
            .collect();
        let values: Vec<f64> = (0..lengths[2]).map(|_| draw.value()).collect();
        let singles: Vec<f32> = values.iter().map(|&value| value as f32).collect();
        if pieces == "rows" {
            let mut left = count as u32;
            let mut counts = Vec::new();
            while left > 0 {
                counts.push(draw.between(0, left));
                left -= counts[counts.len() - 1];
            }
            if precision == 64 {
                sparse_append_rows64(x, &counts, &columns, &values)?;
            } else {
                sparse_append_rows32(x, &counts, &columns, &singles)?;
            }
        } else {
            let at: Vec<u32> = (0..lengths[0])
                .map(|_| draw.between(0, rows - 1 + past))
                .collect();
            if precision == 64 {
                sparse_append_entries64(x, &at, &columns, &values)?;
            } else {
                sparse_append_entries32(x, &at, &columns, &singles)?;
            }
        }
    }
    sparse_finish(x)?;
    entries_of(x)
}

/// What a call of one sparse matrix gives.
fn of_one(draw: &mut Draw, call: fn(u32) -> Result<f64>) -> Result<Vec<f64>> {
    let (rows, cols) = (draw.size(), draw.size());
    number(call(sparse(draw, rows, cols)))
}

/// The same for one that writes a number for each row or column.
fn of_lines(draw: &mut Draw, call: fn(u32, u32) -> Result<()>, rows: bool) -> Result<Vec<f64>> {
    let (m, n) = (draw.size(), draw.size());
    let dst = draw.operand(1, if rows { m } else { n });
    nothing(call(dst, sparse(draw, m, n)))
}

pub fn calls() -> Vec<Call> {
    vec![
        Call {
            name: "sparse_allocate",
            run: |draw| {
                let (rows, cols) = (draw.between(0, 9), draw.between(0, 9));
                let entries = draw.number(0.0, 9.0).floor();
                let precision = draw.one_of(&[64, 32, 16]);
                let pieces = draw.name(&["rows", "entries"]);
                // What is too large for any machine is a case of its own.
                let entries = if entries > 1e9 { 1e10 } else { entries };
                let x = sparse_allocate(rows, cols, entries, precision, pieces)?;
                draw.note(x);
                Ok(Vec::new())
            },
        },
        Call {
            name: "sparse_append_rows64",
            run: |draw| append(draw, "rows"),
        },
        Call {
            name: "sparse_append_rows32",
            run: |draw| append(draw, "rows"),
        },
        Call {
            name: "sparse_append_entries64",
            run: |draw| append(draw, "entries"),
        },
        Call {
            name: "sparse_append_entries32",
            run: |draw| append(draw, "entries"),
        },
        Call {
            name: "sparse_finish",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let x = sparse(draw, rows, cols);
                if draw.flag() {
                    return number(sparse_finish(x));
                }
                entries_of(x)
            },
        },
        Call {
            name: "sparse_entries",
            run: |draw| of_one(draw, sparse_entries),
        },
        Call {
            name: "sparse_starts",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let starts = sparse_starts(sparse(draw, rows, cols))?;
                Ok(starts.into_iter().map(f64::from).collect())
            },
        },
        Call {
            name: "sparse_indices",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                sparse_indices(sparse(draw, rows, cols), |indices| {
                    Ok(indices.iter().map(|&j| f64::from(j)).collect())
                })
            },
        },
        Call {
            name: "sparse_values64",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let x = sparse(draw, rows, cols);
                sparse_values64(x, |values| Ok(values.to_vec())).or_else(|_| entries_of(x))
            },
        },
        Call {
            name: "sparse_values32",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let x = sparse(draw, rows, cols);
                sparse_values32(x, |values| {
                    Ok(values.iter().map(|&v| f64::from(v)).collect())
                })
                .or_else(|_| entries_of(x))
            },
        },
        Call {
            name: "sparse_transposed",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let x = sparse(draw, rows, cols);
                let outcome = sparse_transposed(x);
                made(draw, outcome)
            },
        },
        Call {
            name: "sparse_scaled",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let x = sparse(draw, rows, cols);
                let d = if draw.flag() {
                    draw.operand(rows, 1)
                } else {
                    0
                };
                let e = if draw.flag() {
                    draw.operand(1, cols)
                } else {
                    0
                };
                let outcome = sparse_scaled(x, d, e);
                made(draw, outcome)
            },
        },
        Call {
            name: "sparse_elementary",
            run: |draw| {
                let (rows, cols) = (draw.size(), draw.size());
                let x = sparse(draw, rows, cols);
                let outcome = sparse_elementary(x, draw.name(&["exp", "log", "tanh", "sqrt"]));
                made(draw, outcome)
            },
        },
        Call {
            name: "sparse_times_dense",
            run: |draw| {
                let (m, n, k) = (draw.size(), draw.size(), draw.size());
                let trans_b = draw.flag();
                let c = draw.operand(m, n);
                let x = sparse(draw, m, k);
                let b = if trans_b {
                    draw.operand(n, k)
                } else {
                    draw.operand(k, n)
                };
                let (alpha, beta) = (draw.one_of(&[1.0, 1.0, 0.3]), draw.one_of(&[0.0, 0.0, 0.7]));
                nothing(sparse_times_dense(c, x, trans_b, alpha, b, beta))
            },
        },
        Call {
            name: "dense_times_sparse",
            run: |draw| {
                let (m, n, k) = (draw.size(), draw.size(), draw.size());
                let trans_a = draw.flag();
                let c = draw.operand(m, n);
                let a = if trans_a {
                    draw.operand(k, m)
                } else {
                    draw.operand(m, k)
                };
                let x = sparse(draw, k, n);
                let (alpha, beta) = (draw.one_of(&[1.0, 1.0, 0.3]), draw.one_of(&[0.0, 0.0, 0.7]));
                nothing(dense_times_sparse(c, trans_a, alpha, a, x, beta))
            },
        },
        Call {
            name: "sparse_residual_squared",
            run: |draw| {
                let (m, n, k) = (draw.size(), draw.size(), draw.size());
                let x = sparse(draw, m, n);
                let a = draw.operand(m, k);
                number(sparse_residual_squared(x, a, draw.operand(k, n)))
            },
        },
        Call {
            name: "sparse_sampled",
            run: |draw| {
                let (m, n, k) = (draw.size(), draw.size(), draw.size());
                let x = sparse(draw, m, n);
                let a = draw.operand(m, k);
                let outcome = sparse_sampled(x, a, draw.operand(k, n));
                made(draw, outcome)
            },
        },
        Call {
            name: "sparse_snpa_round",
            run: |draw| {
                let (m, n, rank) = (draw.size(), draw.size(), draw.size());
                let (h, products) = (draw.nonnegative(rank, n), draw.operand(rank, n));
                let residuals = draw.nonnegative(2, n);
                let x = sparse(draw, m, n);
                let count = draw.below(rank.min(n) as usize + 1);
                let chosen: Vec<u32> = (0..count).map(|_| draw.between(0, n - 1)).collect();
                let steps = draw.between(0, 6);
                number(sparse_snpa_round(h, products, residuals, x, &chosen, steps))
            },
        },
        Call {
            name: "sparse_to_dense",
            run: |draw| {
                let (m, n) = (draw.size(), draw.size());
                let dst = draw.operand(m, n);
                nothing(sparse_to_dense(dst, sparse(draw, m, n)))
            },
        },
        Call {
            name: "sparse_columns",
            run: |draw| {
                let (m, n, k) = (draw.size(), draw.size(), draw.size());
                let dst = draw.operand(m, k);
                let past = u32::from(draw.chance(30));
                let columns: Vec<u32> = (0..k).map(|_| draw.between(0, n - 1 + past)).collect();
                nothing(sparse_columns(dst, sparse(draw, m, n), &columns))
            },
        },
        Call {
            name: "sparse_distance_squared",
            run: |draw| {
                let (m, n) = (draw.size(), draw.size());
                let x = sparse(draw, m, n);
                number(sparse_distance_squared(x, draw.operand(m, n)))
            },
        },
        Call {
            name: "sparse_sum",
            run: |draw| of_one(draw, sparse_sum),
        },
        Call {
            name: "sparse_norm_squared",
            run: |draw| of_one(draw, sparse_norm_squared),
        },
        Call {
            name: "sparse_largest",
            run: |draw| of_one(draw, sparse_largest),
        },
        Call {
            name: "sparse_first_negative",
            run: |draw| of_one(draw, sparse_first_negative),
        },
        Call {
            name: "sparse_row_sums",
            run: |draw| of_lines(draw, sparse_row_sums, true),
        },
        Call {
            name: "sparse_column_sums",
            run: |draw| of_lines(draw, sparse_column_sums, false),
        },
        Call {
            name: "sparse_row_norms_squared",
            run: |draw| of_lines(draw, sparse_row_norms_squared, true),
        },
        Call {
            name: "sparse_column_norms_squared",
            run: |draw| of_lines(draw, sparse_column_norms_squared, false),
        },
    ]
}
