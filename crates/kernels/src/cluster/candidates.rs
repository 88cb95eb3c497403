//! The partners of one column, cheapest first.

use core::cmp::Ordering;
use std::collections::BinaryHeap;

/// A pair, as it was at one time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<T> {
    pub(super) error: T,
    pub(super) partner: u32,
    /// How often the partner had been merged then.
    pub(super) merges: u32,
}

/// A heap of pairs. What has changed since is still in it, and passed over when it comes up; as many
/// of these come up as were put in, so a search costs O(log n) for each.
pub(super) struct Candidates<T>(BinaryHeap<Candidate<T>>);

impl<T: PartialOrd + Copy> Candidates<T> {
    /// In time proportional to their number.
    pub(super) fn new(candidates: Vec<Candidate<T>>) -> Self {
        Self(candidates.into())
    }

    pub(super) fn push(&mut self, candidate: Candidate<T>) {
        self.0.push(candidate);
    }

    /// How many there are, those that have changed among them.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The cheapest of those for which `valid` holds, and the lowest of equal ones; drops the others
    /// that come before.
    pub(super) fn cheapest(
        &mut self,
        valid: impl Fn(&Candidate<T>) -> bool,
    ) -> Option<Candidate<T>> {
        while let Some(candidate) = self.0.peek() {
            if valid(candidate) {
                return Some(*candidate);
            }
            self.0.pop();
        }
        None
    }
}

/// The greatest is the one that comes first.
impl<T: PartialOrd> Ord for Candidate<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_error = other.error.partial_cmp(&self.error);
        let by_error = by_error.unwrap_or(Ordering::Equal);
        by_error.then(other.partner.cmp(&self.partner))
    }
}

impl<T: PartialOrd> PartialOrd for Candidate<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: PartialOrd> PartialEq for Candidate<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<T: PartialOrd> Eq for Candidate<T> {}
