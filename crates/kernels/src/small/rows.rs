//! Combinations of rows: out ± Σ_k factor_k row_k, in the order of k.

use crate::Real;

/// out += Σ_k factors(k) rows(k), k < count, four rows at a time so that `out` is read and written once
/// for them; each entry takes its terms one after the other. Rows are as long as `out`.
#[inline(always)]
pub(super) fn add_rows<'a, T: Real>(
    count: usize,
    factors: impl Fn(usize) -> T,
    rows: impl Fn(usize) -> &'a [T],
    out: &mut [T],
) {
    let whole = count - count % 4;
    for k in (0..whole).step_by(4) {
        let [f0, f1, f2, f3] = [factors(k), factors(k + 1), factors(k + 2), factors(k + 3)];
        let (r0, r1) = (&rows(k)[..out.len()], &rows(k + 1)[..out.len()]);
        let (r2, r3) = (&rows(k + 2)[..out.len()], &rows(k + 3)[..out.len()]);
        for i in 0..out.len() {
            out[i] = out[i] + f0 * r0[i] + f1 * r1[i] + f2 * r2[i] + f3 * r3[i];
        }
    }
    for k in whole..count {
        let (factor, row) = (factors(k), &rows(k)[..out.len()]);
        for i in 0..out.len() {
            out[i] += factor * row[i];
        }
    }
}
