//! The bound of the spectral norm: never below it, and near it where one eigenvalue outweighs the others.

use crate::common::{bits, data, everywhere};
use deepmf_kernels::gemm::gram;
use deepmf_kernels::small::{norm_bound, spectral_norm};

/// XᵀX for a 7 x n matrix of entries from `shift` - 1 on.
fn gram_of(n: usize, shift: f64) -> Vec<f64> {
    let x: Vec<f64> = data::<f64>(7 * n, 5).iter().map(|x| x + shift).collect();
    let mut a = vec![0.0; n * n];
    gram(true, 7, n, &x, 1.0, 0.0, &mut a);
    a
}

#[test]
fn is_the_norm_itself_where_that_is_cheap() {
    let a = gram_of(256, 0.0);
    assert_eq!(norm_bound(256, &a), spectral_norm(256, &a));
}

#[test]
fn is_never_below_the_norm() {
    for (shift, near) in [(0.0, 3.0), (1.0, 1.1)] {
        let a = gram_of(300, shift);
        let (bound, norm) = (norm_bound(300, &a), spectral_norm(300, &a));
        assert!(bound >= norm * (1.0 - 1e-12), "{bound} {norm}");
        assert!(bound <= norm * near, "{bound} {norm}");
    }
    let mut identity = vec![0.0; 300 * 300];
    identity.iter_mut().step_by(301).for_each(|x| *x = 1.0);
    assert_eq!(norm_bound(300, &identity), 1.0);
}

#[test]
fn keeps_its_digits_at_every_scale_and_refuses_what_is_not_finite() {
    let a = gram_of(300, 1.0);
    let norm = norm_bound(300, &a);
    for scale in [1e-300, 1e300] {
        let scaled: Vec<f64> = a.iter().map(|x| x * scale).collect();
        assert!((norm_bound(300, &scaled) / scale / norm - 1.0).abs() < 1e-12);
    }
    assert_eq!(norm_bound(300, &vec![0.0; 90_000]), 0.0);
    for bad in [f64::NAN, f64::INFINITY] {
        let mut a = a.clone();
        a[777] = bad;
        assert_eq!(norm_bound(300, &a), f64::INFINITY);
    }
}

#[test]
fn is_the_same_everywhere() {
    let a = gram_of(300, 0.5);
    let want = bits(&[norm_bound(300, &a)]);
    everywhere(|setting| assert_eq!(bits(&[norm_bound(300, &a)]), want, "{setting}"));
}
