//! Work at the size of the ranks.

use deepmf_store::*;

use super::Call;
use super::matrices::number;

pub fn calls() -> Vec<Call> {
    vec![Call {
        name: "spectral_norm",
        run: |draw| {
            let order = draw.size();
            number(spectral_norm(draw.gram(order)))
        },
    }]
}
