//! Safe functions refuse slices that do not fit their shape, in release builds too.

use std::panic::catch_unwind;

use deepmf_kernels::nnls::{Side, Steps, Sweeps, fpgd, hals};
use deepmf_kernels::project::{Along, Projection, project};
use deepmf_kernels::small::spectral_norm;
use deepmf_kernels::{elementwise, gemm, reduce};

/// Half of all numbers: twice this wraps around to zero.
const HALF: usize = 1 << (usize::BITS - 1);

macro_rules! refused {
    ($($call:expr),+ $(,)?) => {$(
        let message = match catch_unwind(|| { let _ = $call; }) {
            Ok(()) => panic!("{} was accepted", stringify!($call)),
            Err(payload) => match payload.downcast::<String>() {
                Ok(message) => *message,
                Err(payload) => (*payload.downcast::<&str>().expect("a message")).to_owned(),
            },
        };
        assert!(message.contains("assertion"), "{}: {message}", stringify!($call));
    )+};
}

#[test]
fn products() {
    let a = [1.0f64; 6];
    refused!(
        gemm::gemm(false, false, 2, 2, 3, 1.0, &a[..5], &a, 0.0, &mut [0.0; 4]),
        gemm::gemm(false, false, 2, 2, 3, 1.0, &a, &a[..5], 0.0, &mut [0.0; 4]),
        gemm::gemm(true, true, 2, 2, 3, 1.0, &a, &a, 0.0, &mut [0.0; 3]),
        gemm::gemm(false, false, 2, HALF, 3, 1.0, &a, &a, 0.0, &mut []),
        gemm::gram(true, 3, 3, &a, 1.0, 0.0, &mut [0.0; 9]),
        gemm::gram(true, 3, 2, &a, 1.0, 0.0, &mut [0.0; 3]),
        gemm::gram(false, 2, 3, &a, 1.0, 0.0, &mut [0.0; 3]),
        gemm::residual_squared(2, 2, 3, &[0.0; 4], &a[..5], &a),
        gemm::residual_squared(2, 2, 3, &[0.0; 4], &a, &a[..5]),
        gemm::residual_squared(2, 2, 3, &[0.0; 3], &a, &a),
        gemm::pack_square(3, &a),
        gemm::packed_times_tile(&gemm::pack_square(2, &a[..4]), &[], HALF, &mut []),
    );
}

#[test]
fn elementwise_and_reductions() {
    let a = [1.0f32; 6];
    refused!(
        elementwise::transpose(2, 3, &a, &mut [0.0; 5]),
        elementwise::transpose(2, 4, &a, &mut [0.0; 8]),
        elementwise::transpose(2, HALF, &a[..0], &mut []),
        elementwise::axpby(1.0, &a, 0.0, &mut [0.0; 5]),
        elementwise::scale_rows(&a[..3], 2, 3, &mut [0.0; 6]),
        elementwise::scale_columns(&a[..2], 2, 3, &mut [0.0; 6]),
        elementwise::add_diagonal(1.0, 2, 3, &mut [0.0; 7]),
        reduce::inner(&a, &a[..5]),
        reduce::distance_squared(&a[..5], &a),
        reduce::row_sums(2, 3, &a, &mut [0.0; 3]),
        reduce::row_norms_squared(3, 3, &a, &mut [0.0; 3]),
        reduce::column_sums(2, 3, &a, &mut [0.0; 2]),
        reduce::column_norms_squared(2, 4, &a, &mut [0.0; 4]),
    );
}

#[test]
fn solvers() {
    let gram = [1.0f64; 4];
    let (kind, along) = (Projection::None, Along::Columns);
    refused!(
        spectral_norm(3, &gram),
        project(kind, along, 2, 3, &mut [0.0; 5]),
        hals(
            &mut [0.0; 6],
            &[0.0; 5],
            2,
            3,
            &gram,
            Side::Left,
            true,
            Sweeps::cyclic(1)
        ),
        hals(
            &mut [0.0; 6],
            &[0.0; 6],
            2,
            3,
            &gram,
            Side::Right,
            true,
            Sweeps::cyclic(1)
        ),
        fpgd(
            &mut [0.0; 6],
            &[0.0; 5],
            2,
            3,
            &[],
            kind,
            along,
            Steps::fixed(1, 0.5)
        ),
        fpgd(
            &mut [0.0; 6],
            &[0.0; 6],
            2,
            3,
            &[(None, Some(&gram))],
            kind,
            along,
            Steps::fixed(1, 0.5)
        ),
        fpgd(
            &mut [0.0; 6],
            &[0.0; 6],
            2,
            3,
            &[(Some(&gram), None)],
            kind,
            along,
            Steps::fixed(1, 0.0)
        ),
    );
}
