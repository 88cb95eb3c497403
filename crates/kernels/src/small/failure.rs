//! Why a decomposition has no result.

/// What stands in the way of a result. Nothing that is returned instead holds a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// An entry of the input is not finite.
    NotFinite,
    /// The result is beyond the largest number.
    Overflow,
    /// To working precision the matrix has no inverse; the pivot that vanished.
    Singular(usize),
    /// To working precision the matrix is not positive definite; the pivot that was not above zero.
    NotDefinite(usize),
    /// An iteration did not end within its limit.
    NotConverged,
}
