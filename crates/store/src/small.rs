//! Linear algebra of small dense matrices. A call without a result leaves its outputs as they were.

use deepmf_kernels::Real;
use std::rc::Rc;

use deepmf_kernels::small::{self as kernel, Dense, Failure, Sketch, Sparse};

use crate::error::{Error, Result};
use crate::memory::zeros;
use crate::random::parse_seed;
use crate::slab::{self, Matrix, Stored, by_precision};

/// The largest |eigenvalue| of a symmetric matrix.
pub fn spectral_norm(a: u32) -> Result<f64> {
    let a = slab::find(a)?;
    a.expect_square("a")?;
    by_precision!(a, T => Ok(kernel::spectral_norm(a.rows, &a.read::<T>()?).to_f64()))
}

/// A = L Lᵀ of a symmetric positive definite A, of which the lower triangle is read.
pub fn cholesky(l: u32, a: u32) -> Result<()> {
    let (l, a) = (slab::find(l)?, slab::find(a)?);
    a.expect_square("a")?;
    l.expect_shape("l", a.rows, a.rows)?;
    by_precision!(l, T => {
        let mut out = l.write::<T>()?;
        let mut factor = a.read::<T>()?.to_vec();
        kernel::cholesky(a.rows, &mut factor).map_err(Failure::NotDefinite)?;
        out.copy_from_slice(&factor);
        Ok(())
    })
}

/// X = (L Lᵀ)⁻¹ X for a lower triangular L.
pub fn cholesky_solve(x: u32, l: u32) -> Result<()> {
    let (x, l) = (slab::find(x)?, slab::find(l)?);
    l.expect_square("l")?;
    x.expect_shape("x", l.rows, x.cols)?;
    by_precision!(x, T => {
        let mut out = x.write::<T>()?;
        let mut solution = out.to_vec();
        kernel::cholesky_solve(l.rows, &l.read::<T>()?, x.cols, &mut solution);
        if !solution.iter().all(|x| x.is_finite()) {
            return Err(Failure::Overflow.into());
        }
        out.copy_from_slice(&solution);
        Ok(())
    })
}

/// dst = A⁻¹ of a symmetric positive definite A, of which the lower triangle is read.
pub fn inverse_definite(dst: u32, a: u32) -> Result<()> {
    let (dst, a) = (slab::find(dst)?, slab::find(a)?);
    a.expect_square("a")?;
    dst.expect_shape("dst", a.rows, a.rows)?;
    by_precision!(dst, T => {
        let mut out = dst.write::<T>()?;
        let mut inverse = zeros::<T>(a.len())?;
        kernel::inverse_definite(a.rows, &a.read::<T>()?, &mut inverse)?;
        out.copy_from_slice(&inverse);
        Ok(())
    })
}

/// log det A of a symmetric positive definite A, of which the lower triangle is read.
pub fn log_determinant(a: u32) -> Result<f64> {
    let a = slab::find(a)?;
    a.expect_square("a")?;
    by_precision!(a, T => Ok(kernel::log_determinant(a.rows, &a.read::<T>()?)?))
}

/// A = V diag(values) Vᵀ of a symmetric A, of which the lower triangle is read.
pub fn symmetric_eigen(values: u32, vectors: u32, a: u32) -> Result<()> {
    let (values, vectors) = (slab::find(values)?, slab::find(vectors)?);
    let a = slab::find(a)?;
    a.expect_square("a")?;
    values.expect_entries("values", a.rows)?;
    vectors.expect_shape("vectors", a.rows, a.rows)?;
    by_precision!(values, T => {
        let (mut to_values, mut to_vectors) = (values.write::<T>()?, vectors.write::<T>()?);
        let (mut lambda, mut v) = (zeros::<T>(a.rows)?, zeros::<T>(a.len())?);
        kernel::symmetric_eigen(a.rows, &a.read::<T>()?, &mut lambda, &mut v)?;
        to_values.copy_from_slice(&lambda);
        to_vectors.copy_from_slice(&v);
        Ok(())
    })
}

/// A = U diag(sigma) Vᵀ, thin.
pub fn svd(u: u32, sigma: u32, v: u32, a: u32) -> Result<()> {
    let (u, sigma, v) = (slab::find(u)?, slab::find(sigma)?, slab::find(v)?);
    let a = slab::find(a)?;
    let k = a.rows.min(a.cols);
    u.expect_shape("u", a.rows, k)?;
    sigma.expect_entries("sigma", k)?;
    v.expect_shape("v", a.cols, k)?;
    by_precision!(u, T => {
        let (mut to_u, mut to_sigma) = (u.write::<T>()?, sigma.write::<T>()?);
        let mut to_v = v.write::<T>()?;
        let (mut left, mut values) = (zeros::<T>(u.len())?, zeros::<T>(k)?);
        let mut right = zeros::<T>(v.len())?;
        kernel::svd(a.rows, a.cols, &a.read::<T>()?, &mut left, &mut values, &mut right)?;
        to_u.copy_from_slice(&left);
        to_sigma.copy_from_slice(&values);
        to_v.copy_from_slice(&right);
        Ok(())
    })
}

/// The singular values alone.
pub fn singular_values(sigma: u32, a: u32) -> Result<()> {
    let (sigma, a) = (slab::find(sigma)?, slab::find(a)?);
    sigma.expect_entries("sigma", a.rows.min(a.cols))?;
    by_precision!(sigma, T => {
        let mut out = sigma.write::<T>()?;
        let mut values = zeros::<T>(out.len())?;
        kernel::singular_values(a.rows, a.cols, &a.read::<T>()?, &mut values)?;
        out.copy_from_slice(&values);
        Ok(())
    })
}

/// The leading singular values and vectors of A, as many as sigma has entries.
pub fn truncated_svd(
    u: u32,
    sigma: u32,
    v: u32,
    a: u32,
    oversampling: u32,
    iterations: u32,
    seed: f64,
    stream: u32,
) -> Result<()> {
    let sketch = sketch(oversampling, iterations, seed, stream)?;
    let (outputs, a) = (Outputs::find(u, sigma, v)?, slab::find(a)?);
    outputs.expect(a.rows, a.cols)?;
    by_precision!(outputs.sigma, T => {
        outputs.fill::<T>(|left, values, right| {
            let numbers = a.read::<T>()?;
            let map = Dense::new(a.rows, a.cols, &numbers);
            Ok(kernel::truncated_svd(&map, values.len(), sketch, left, values, right)?)
        })
    })
}

/// The same of a sparse X.
pub fn sparse_truncated_svd(
    u: u32,
    sigma: u32,
    v: u32,
    x: u32,
    oversampling: u32,
    iterations: u32,
    seed: f64,
    stream: u32,
) -> Result<()> {
    let sketch = sketch(oversampling, iterations, seed, stream)?;
    let (outputs, x) = (Outputs::find(u, sigma, v)?, slab::find_sparse(x)?);
    outputs.expect(x.rows, x.cols)?;
    by_precision!(outputs.sigma, T => {
        outputs.fill::<T>(|left, values, right| {
            let x = x.read::<T>()?;
            let map = Sparse::new(x.by_rows(), x.by_columns());
            Ok(kernel::truncated_svd(&map, values.len(), sketch, left, values, right)?)
        })
    })
}

fn sketch(oversampling: u32, iterations: u32, seed: f64, stream: u32) -> Result<Sketch> {
    Ok(Sketch {
        oversampling: oversampling as usize,
        iterations: iterations as usize,
        seed: parse_seed(seed)?,
        stream,
    })
}

/// Where a truncated decomposition goes.
struct Outputs {
    u: Rc<Matrix>,
    sigma: Rc<Matrix>,
    v: Rc<Matrix>,
}

impl Outputs {
    fn find(u: u32, sigma: u32, v: u32) -> Result<Self> {
        let (u, sigma) = (slab::find(u)?, slab::find(sigma)?);
        let v = slab::find(v)?;
        Ok(Self { u, sigma, v })
    }

    /// The matrix decomposed is rows x cols.
    fn expect(&self, rows: usize, cols: usize) -> Result<()> {
        let rank = self.sigma.len();
        if rank > rows.min(cols) {
            return Err(Error::shape(format!(
                "sigma has {rank} entries, but the matrix is {rows} x {cols}"
            )));
        }
        self.u.expect_shape("u", rows, rank)?;
        self.v.expect_shape("v", cols, rank)
    }

    fn fill<T: Stored>(
        &self,
        compute: impl FnOnce(&mut [T], &mut [T], &mut [T]) -> Result<()>,
    ) -> Result<()> {
        let (mut to_u, mut to_sigma) = (self.u.write::<T>()?, self.sigma.write::<T>()?);
        let mut to_v = self.v.write::<T>()?;
        let (mut left, mut values) = (zeros::<T>(to_u.len())?, zeros::<T>(to_sigma.len())?);
        let mut right = zeros::<T>(to_v.len())?;
        compute(&mut left, &mut values, &mut right)?;
        to_u.copy_from_slice(&left);
        to_sigma.copy_from_slice(&values);
        to_v.copy_from_slice(&right);
        Ok(())
    }
}

/// A = Q R, thin.
pub fn qr(q: u32, r: u32, a: u32) -> Result<()> {
    let (q, r, a) = (slab::find(q)?, slab::find(r)?, slab::find(a)?);
    let k = a.rows.min(a.cols);
    q.expect_shape("q", a.rows, k)?;
    r.expect_shape("r", k, a.cols)?;
    by_precision!(q, T => {
        let (mut to_q, mut to_r) = (q.write::<T>()?, r.write::<T>()?);
        let (mut orthogonal, mut triangle) = (zeros::<T>(q.len())?, zeros::<T>(r.len())?);
        kernel::qr(a.rows, a.cols, &a.read::<T>()?, &mut orthogonal, &mut triangle)?;
        to_q.copy_from_slice(&orthogonal);
        to_r.copy_from_slice(&triangle);
        Ok(())
    })
}

/// X = A⁻¹ X for a general square A.
pub fn solve_general(x: u32, a: u32) -> Result<()> {
    let (x, a) = (slab::find(x)?, slab::find(a)?);
    a.expect_square("a")?;
    x.expect_shape("x", a.rows, x.cols)?;
    by_precision!(x, T => {
        let mut out = x.write::<T>()?;
        let mut solution = out.to_vec();
        kernel::solve_general(a.rows, &a.read::<T>()?, x.cols, &mut solution)?;
        out.copy_from_slice(&solution);
        Ok(())
    })
}

/// dst = A⁻¹ of a general square A.
pub fn inverse(dst: u32, a: u32) -> Result<()> {
    let (dst, a) = (slab::find(dst)?, slab::find(a)?);
    a.expect_square("a")?;
    dst.expect_shape("dst", a.rows, a.rows)?;
    by_precision!(dst, T => {
        let mut out = dst.write::<T>()?;
        let mut inverse = zeros::<T>(a.len())?;
        kernel::inverse(a.rows, &a.read::<T>()?, &mut inverse)?;
        out.copy_from_slice(&inverse);
        Ok(())
    })
}

/// dst = A⁺; returns the rank. A negative tolerance stands for the default.
pub fn pseudo_inverse(dst: u32, a: u32, tolerance: f64) -> Result<u32> {
    let (dst, a) = (slab::find(dst)?, slab::find(a)?);
    dst.expect_shape("dst", a.cols, a.rows)?;
    expect_tolerance(tolerance)?;
    by_precision!(dst, T => {
        let mut out = dst.write::<T>()?;
        let mut inverse = zeros::<T>(a.len())?;
        let numbers = a.read::<T>()?;
        let rank = kernel::pseudo_inverse(a.rows, a.cols, &numbers, tolerance, &mut inverse)?;
        out.copy_from_slice(&inverse);
        Ok(rank as u32)
    })
}

/// X = A⁺ B; returns the rank. A negative tolerance stands for the default.
pub fn least_squares(x: u32, a: u32, b: u32, tolerance: f64) -> Result<u32> {
    let (x, a, b) = (slab::find(x)?, slab::find(a)?, slab::find(b)?);
    b.expect_shape("b", a.rows, b.cols)?;
    x.expect_shape("x", a.cols, b.cols)?;
    expect_tolerance(tolerance)?;
    by_precision!(x, T => {
        let mut out = x.write::<T>()?;
        let mut solution = zeros::<T>(x.len())?;
        let (left, right) = (a.read::<T>()?, b.read::<T>()?);
        let rank =
            kernel::least_squares(a.rows, a.cols, &left, tolerance, b.cols, &right, &mut solution)?;
        out.copy_from_slice(&solution);
        Ok(rank as u32)
    })
}

/// A = U diag(max(σ − threshold, 0)) Vᵀ; returns how many singular values are left.
pub fn shrink_singular_values(a: u32, threshold: f64) -> Result<u32> {
    let a = slab::find(a)?;
    if !(threshold >= 0.0 && threshold.is_finite()) {
        return Err(Error::argument(format!(
            "the threshold is a finite number, 0 or more, received {threshold}"
        )));
    }
    by_precision!(a, T => {
        let mut out = a.write::<T>()?;
        let mut shrunk = out.to_vec();
        let threshold = T::from_f64(threshold);
        let left = kernel::shrink_singular_values(a.rows, a.cols, threshold, &mut shrunk)?;
        out.copy_from_slice(&shrunk);
        Ok(left as u32)
    })
}

fn expect_tolerance(tolerance: f64) -> Result<()> {
    if tolerance < 1.0 {
        return Ok(());
    }
    Err(Error::argument(format!(
        "the tolerance is below 1, or negative for the default, received {tolerance}"
    )))
}
