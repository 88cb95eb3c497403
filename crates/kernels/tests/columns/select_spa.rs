//! SPA: planted columns, its definition, early ends, bits. And columns as a matrix.

use crate::solvers_support::{assert_same_bits, column, contract_inner, everywhere, uniform};
use deepmf_kernels::random::{Distribution, fill};
use deepmf_kernels::select::{SpaState, select_columns, spa, spa_round};
use deepmf_kernels::sparse::Compressed;
use proptest::prelude::*;

/// X = W [I, M] with the columns of M on the simplex, the pure ones spread by a fixed stride.
fn separable(m: usize, r: usize, n: usize, seed: u64) -> (Vec<f64>, Vec<u32>) {
    let w = uniform::<f64>(m, r, 0.0, 1.0, seed);
    let mut weights = vec![0.0f64; r * n];
    let dirichlet = Distribution::Dirichlet { alpha: 0.8 };
    fill(dirichlet, r, n, seed, 9, &mut weights);
    let mut planted: Vec<u32> = (0..r).map(|k| ((k * 17 + 5) % n) as u32).collect();
    for (k, &j) in planted.iter().enumerate() {
        for i in 0..r {
            weights[i * n + j as usize] = if i == k { 1.0 } else { 0.0 };
        }
    }
    let mut x = vec![0.0; m * n];
    for i in 0..m {
        for j in 0..n {
            x[i * n + j] = (0..r).map(|k| w[i * r + k] * weights[k * n + j]).sum();
        }
    }
    planted.sort_unstable();
    (x, planted)
}

/// SPA as Gillis and Vavasis write it: the residual matrix itself is projected.
fn by_definition(m: usize, n: usize, x: &[f64], r: usize) -> Vec<u32> {
    let mut columns: Vec<Vec<f64>> = (0..n).map(|j| column(&x[..m * n], n, j)).collect();
    let mut chosen = Vec::new();
    for _ in 0..r {
        let norm = |j: usize| contract_inner(&columns[j], &columns[j]);
        let next = (0..n)
            .rev()
            .max_by(|&i, &j| norm(i).total_cmp(&norm(j)))
            .unwrap();
        let (u, length) = (columns[next].clone(), norm(next));
        for column in &mut columns {
            let share = contract_inner(&u, column) / length;
            for (value, u) in column.iter_mut().zip(&u) {
                *value -= share * u;
            }
        }
        chosen.push(next as u32);
    }
    chosen
}

#[test]
fn finds_planted_columns() {
    for (seed, (m, r, n)) in [(10, 3, 40), (30, 8, 120), (60, 12, 203), (300, 20, 211)]
        .into_iter()
        .enumerate()
    {
        let (x, planted) = separable(m, r, n, seed as u64);
        let mut chosen = spa(m, n, &x, r);
        chosen.sort_unstable();
        assert_eq!(chosen, planted);
        let x: Vec<f32> = x.iter().map(|x| *x as f32).collect();
        let mut chosen = spa(m, n, &x, r);
        chosen.sort_unstable();
        assert_eq!(chosen, planted, "float32");
    }
}

#[test]
fn ends_where_nothing_is_left() {
    assert!(spa(2, 4, &[0.0; 8], 3).is_empty());
    // Rank two: a third choice would only fit rounding errors.
    let (x, planted) = separable(20, 2, 50, 3);
    let mut chosen = spa(20, 50, &x, 7);
    chosen.sort_unstable();
    assert_eq!(chosen, planted);
}

#[test]
fn takes_the_lowest_index_of_equal_columns() {
    let x = [
        1.0, 2.0, 0.0, 2.0, 0.0, //
        1.0, 0.0, 2.0, 0.0, 2.0,
    ];
    assert_eq!(spa(2, 5, &x, 2), [1, 2]);
}

#[test]
fn has_the_same_bits_everywhere() {
    for (m, n) in [(20, 3000), (700, 40)] {
        let x = uniform::<f64>(m, n, -1.0, 1.0, 3);
        let mut first = None;
        everywhere(|place| {
            let chosen = spa(m, n, &x, 15);
            assert_eq!(
                first.get_or_insert_with(|| chosen.clone()),
                &chosen,
                "{place}"
            );
        });
    }
}

#[test]
fn selects_columns_in_the_order_given() {
    let x: Vec<f64> = (0..12).map(f64::from).collect();
    let mut out = [0.0; 12];
    select_columns(3, 4, &x, &[3, 0, 3, 1], &mut out);
    assert_eq!(
        out,
        [3.0, 0.0, 3.0, 1.0, 7.0, 4.0, 7.0, 5.0, 11.0, 8.0, 11.0, 9.0]
    );
    select_columns(3, 4, &x, &[], &mut []);
    let (m, n) = (701, 300);
    let x = uniform::<f32>(m, n, -1.0, 1.0, 8);
    let columns: Vec<u32> = (0..n as u32).rev().collect();
    everywhere(|place| {
        let mut out = vec![0.0f32; m * n];
        select_columns(m, n, &x, &columns, &mut out);
        for j in [0, 17, 299] {
            assert_same_bits(&column(&out, n, j), &column(&x, n, n - 1 - j), place);
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn agrees_with_the_definition(m in 2usize..40, n in 2usize..60, seed in 0u64..1000) {
        let x = uniform::<f64>(m, n, -0.2, 1.0, seed);
        let r = m.min(n).min(8);
        prop_assert_eq!(spa(m, n, &x, r), by_definition(m, n, &x, r));
    }
}

#[test]
fn chooses_the_same_columns_of_a_sparse_matrix() {
    let (m, n, r) = (60, 90, 12);
    let x: Vec<f64> = uniform::<f64>(m, n, -1.0, 0.6, 44)
        .into_iter()
        .map(|x| x.max(0.0))
        .collect();
    let (mut starts, mut indices, mut values) = (vec![0], Vec::new(), Vec::new());
    for j in 0..n {
        for (i, x) in column(&x, n, j).into_iter().enumerate() {
            if x != 0.0 {
                indices.push(i as u32);
                values.push(x);
            }
        }
        starts.push(indices.len());
    }
    let sparse = Compressed::new(n, m, &starts, &indices, &values).unwrap();
    let expected = spa(m, n, &x, r);
    assert_eq!(expected.len(), r);
    let mut first: Option<Vec<f64>> = None;
    everywhere(|place| {
        let (mut basis, mut residuals) = (vec![0.0; r * m], vec![0.0; 2 * n]);
        let mut chosen = Vec::new();
        while chosen.len() < r {
            let state = SpaState {
                chosen: &chosen,
                basis: &mut basis,
                residuals: &mut residuals,
            };
            let next = spa_round(&sparse, state).unwrap();
            chosen.push(next);
        }
        assert_eq!(chosen, expected, "{place}");
        let basis_before = first.get_or_insert_with(|| basis.clone());
        assert_same_bits(&basis, basis_before, place);
    });
}
