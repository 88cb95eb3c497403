//! Khatri-Rao products, contractions and unfoldings against loops over indices, to the bit.

use crate::common::{assert_bits, data, everywhere, oracle_sum};
use deepmf_kernels::{Real, elementwise, gemm, tensor};
use proptest::prelude::*;

fn khatri_rao<T: Real>(m: usize, n: usize, r: usize) {
    let (a, b) = (data::<T>(m * r, 1), data::<T>(n * r, 2));
    let mut want = Vec::new();
    for i in 0..m {
        for j in 0..n {
            for c in 0..r {
                want.push(a[i * r + c] * b[j * r + c]);
            }
        }
    }
    everywhere(|setting| {
        let mut out = vec![T::ONE; m * n * r];
        tensor::khatri_rao(m, n, r, &a, &b, &mut out);
        assert_bits(&out, &want, &format!("{m} and {n} rows of {r}, {setting}"));
    });
}

fn contraction<T: Real>(leading: bool, m: usize, n: usize, r: usize) {
    let (y, z) = (data::<T>(m * n * r, 3), data::<T>(m * r, 4));
    let mut want = Vec::new();
    for i in 0..n {
        for c in 0..r {
            want.push(oracle_sum(m, |l| {
                let row = if leading { l * n + i } else { i * m + l };
                y[row * r + c] * z[l * r + c]
            }));
        }
    }
    everywhere(|setting| {
        let mut out = vec![T::ONE; n * r];
        tensor::contract_columns(leading, m, n, r, &y, &z, &mut out);
        let what = format!("{m} of {n} rows of {r}, leading {leading}, {setting}");
        assert_bits(&out, &want, &what);
    });
}

fn unfolding<T: Real>(before: usize, length: usize, after: usize) {
    let t = data::<T>(before * length * after, 5);
    let mut want = Vec::new();
    for i in 0..length {
        for l in 0..before {
            for q in 0..after {
                want.push(t[(l * length + i) * after + q]);
            }
        }
    }
    everywhere(|setting| {
        let mut out = vec![T::ONE; t.len()];
        tensor::unfold(before, length, after, &t, &mut out);
        assert_bits(
            &out,
            &want,
            &format!("{before} x {length} x {after}, {setting}"),
        );
    });
}

fn all<T: Real>(m: usize, n: usize, r: usize) {
    khatri_rao::<T>(m, n, r);
    contraction::<T>(true, m, n, r);
    contraction::<T>(false, m, n, r);
    unfolding::<T>(m, n, r);
}

#[test]
fn shapes_at_the_edges() {
    for (m, n, r) in [
        (1, 1, 1),
        (3, 2, 4),
        (7, 1, 16),
        (1, 9, 17),
        (31, 8, 20),
        (9, 300, 39),
        (300, 70, 5),
        (0, 3, 2),
        (3, 0, 2),
        (3, 2, 0),
    ] {
        all::<f64>(m, n, r);
        all::<f32>(m, n, r);
    }
}

#[test]
fn sums_over_several_blocks() {
    for m in [256, 257, 16384, 16384 + 300, 3 * 16384 + 1] {
        for leading in [true, false] {
            contraction::<f64>(leading, m, 2, 3);
            contraction::<f32>(leading, m, 3, 6);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_shape(m in 1..40usize, n in 1..40usize, r in 1..40usize) {
        all::<f64>(m, n, r);
        all::<f32>(m, n, r);
    }

    /// (A ⊙ B)ᵀ(A ⊙ B) = AᵀA ∘ BᵀB.
    #[test]
    fn grams_of_khatri_rao_products(m in 1..20usize, n in 1..20usize, r in 1..9usize) {
        let (a, b) = (data::<f64>(m * r, 1), data::<f64>(n * r, 2));
        let gram = |rows: usize, a: &[f64]| {
            let mut gram = vec![0.0; r * r];
            gemm::gram(true, rows, r, a, 1.0, 0.0, &mut gram);
            gram
        };
        let mut both = vec![0.0; m * n * r];
        tensor::khatri_rao(m, n, r, &a, &b, &mut both);
        let mut product = gram(m, &a);
        elementwise::hadamard(&gram(n, &b), &mut product);
        for (got, want) in product.iter().zip(gram(m * n, &both)) {
            prop_assert!((got - want).abs() <= 1e-12 * want.abs().max(1.0), "{got} {want}");
        }
    }

    /// Both ways to multiply a tensor by a Khatri-Rao product agree: at once, or one mode after the other.
    #[test]
    fn products_by_steps(i in 1..9usize, j in 1..9usize, k in 1..9usize, r in 1..7usize) {
        let t = data::<f64>(i * j * k, 1);
        let (b, c) = (data::<f64>(j * r, 2), data::<f64>(k * r, 3));
        let mut together = vec![0.0; j * k * r];
        tensor::khatri_rao(j, k, r, &b, &c, &mut together);
        let mut want = vec![0.0; i * r];
        gemm::gemm(false, false, i, r, j * k, 1.0, &t, &together, 0.0, &mut want);
        let mut half = vec![0.0; i * j * r];
        gemm::gemm(false, false, i * j, r, k, 1.0, &t, &c, 0.0, &mut half);
        let mut got = vec![0.0; i * r];
        tensor::contract_columns(false, j, i, r, &half, &b, &mut got);
        for (got, want) in got.iter().zip(want) {
            prop_assert!((got - want).abs() <= 1e-12, "{got} {want}");
        }
    }
}
