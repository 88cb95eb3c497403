//! Short forms that the cases share.

use deepmf_store::Result;

/// A call that returns nothing.
pub fn nothing(outcome: Result<()>) -> Result<Vec<f64>> {
    outcome.map(|()| Vec::new())
}

/// A call that returns a number.
pub fn number<N: Into<f64>>(outcome: Result<N>) -> Result<Vec<f64>> {
    outcome.map(|number| vec![number.into()])
}
