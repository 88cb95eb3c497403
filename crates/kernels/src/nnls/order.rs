//! In which order the rows of a factor are visited.

use crate::random::Generator;

/// The order of the rows within the sweeps of HALS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// From the first to the last.
    Cyclic,
    /// One random permutation for all sweeps of the call.
    Random {
        /// The source of the permutation.
        seed: u64,
        /// Another permutation for each stream of a seed.
        stream: u32,
    },
}

impl Order {
    /// The rows in this order; a random one has equal chances for all (Durstenfeld, 1964).
    pub(super) fn rows(self, length: usize) -> Vec<usize> {
        let mut rows: Vec<usize> = (0..length).collect();
        if let Order::Random { seed, stream } = self {
            let mut generator = Generator::new(seed, stream);
            for i in (1..length).rev() {
                rows.swap(i, (generator.unit() * (i + 1) as f64) as usize);
            }
        }
        rows
    }
}
