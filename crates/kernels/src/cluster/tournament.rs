//! The least of many numbers that change one at a time.

use crate::Real;

/// A tree of winners over some places: the least of them is at the root, and a change goes up one
/// path. Of equal ones the lowest wins.
pub(super) struct Tournament<T> {
    /// A power of two.
    leaves: usize,
    /// The values by place, of those that take part.
    values: Vec<Option<T>>,
    /// The winner below each inner node; the root is number 1.
    winners: Vec<u32>,
}

impl<T: Real> Tournament<T> {
    pub(super) fn new(values: impl Iterator<Item = Option<T>>) -> Self {
        let mut values: Vec<Option<T>> = values.collect();
        let leaves = values.len().next_power_of_two();
        values.resize(leaves, None);
        let mut tournament = Self {
            leaves,
            values,
            winners: vec![0; leaves],
        };
        for node in (1..leaves).rev() {
            tournament.play(node);
        }
        tournament
    }

    /// The place of the least value; of no meaning where none takes part.
    pub(super) fn winner(&self) -> usize {
        self.below(1)
    }

    /// Gives a place another value, or none.
    pub(super) fn set(&mut self, place: usize, value: Option<T>) {
        self.values[place] = value;
        let mut node = (self.leaves + place) / 2;
        while node > 0 {
            self.play(node);
            node /= 2;
        }
    }

    fn play(&mut self, node: usize) {
        let (left, right) = (self.below(2 * node), self.below(2 * node + 1));
        let right_wins = match (self.values[left], self.values[right]) {
            (Some(left), Some(right)) => right < left,
            (left, right) => left.is_none() && right.is_some(),
        };
        self.winners[node] = if right_wins { right } else { left } as u32;
    }

    /// The winner at or below a node.
    fn below(&self, node: usize) -> usize {
        if node >= self.leaves {
            node - self.leaves
        } else {
            self.winners[node] as usize
        }
    }
}
