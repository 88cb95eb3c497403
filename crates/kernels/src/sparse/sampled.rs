//! (A B)_ij where X has entries, and nowhere else.

use crate::reduce::sums_by;
use crate::simd::dispatch;
use crate::sparse::lines::parallel_lines;
use crate::sparse::{Compressed, Orders, OutOfMemory};
use crate::threads::Shared;
use crate::{Real, has_shape};

/// Entries side by side: one chain of additions each.
const CHAINS: usize = 4;

/// out_k = Σ_p a_ip b_jp for every entry k of X, at line i and index j; A is x.rows() x `r` and
/// `bt` = Bᵀ x.cols() x `r`, summed over p in the contract's order.
///
/// For X by columns, A and Bᵀ change places, and the numbers are the same to the bit.
pub fn sampled<T: Real>(x: Compressed<T>, r: usize, a: &[T], bt: &[T], out: &mut [T]) {
    assert!(has_shape(a, x.rows(), r) && has_shape(bt, x.cols(), r) && out.len() == x.entries());
    let out = Shared::new(out);
    parallel_lines(&x, r + 1, 1, |lines| {
        for i in lines {
            let (indices, _) = x.line(i);
            // SAFETY: the entries of this line are this part's alone.
            let out = unsafe { out.slice(x.starts()[i], indices.len()) };
            line(indices, &a[i * r..][..r], bt, out);
        }
    });
}

/// The matrix that has (A B)_ij where X has entries.
pub fn sampled_matrix<T: Real>(
    x: &Orders<T>,
    r: usize,
    a: &[T],
    bt: &[T],
) -> Result<Orders<T>, OutOfMemory> {
    let by_rows = x.fresh_values(|out| sampled(x.by_rows(), r, a, bt, out))?;
    let by_columns = x.fresh_values(|out| sampled(x.by_columns(), r, bt, a, out))?;
    x.with_values(by_rows, by_columns)
}

dispatch! {
    fn line<T: Real>(indices: &[u32], a: &[T], bt: &[T], out: &mut [T]) {
        let r = a.len();
        let row = |j: u32| &bt[j as usize * r..][..r];
        let mut groups = out.chunks_exact_mut(CHAINS);
        let mut at = indices.chunks_exact(CHAINS);
        for (out, j) in (&mut groups).zip(&mut at) {
            let b: [&[T]; CHAINS] = core::array::from_fn(|l| row(j[l]));
            let sums = sums_by(r, |p| core::array::from_fn::<T, CHAINS, _>(|l| a[p] * b[l][p]));
            out.copy_from_slice(&sums);
        }
        for (out, &j) in groups.into_remainder().iter_mut().zip(at.remainder()) {
            let b = row(j);
            [*out] = sums_by(r, |p| [a[p] * b[p]]);
        }
    }
}
