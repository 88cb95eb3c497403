//! How many steps FPGD takes, and how long they are.

use crate::Real;

/// How long a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepRule {
    /// 1/L.
    Lipschitz,
    /// The longest of a search that lowers the objective.
    Backtracking,
}

/// The steps of a call.
#[derive(Clone, Copy, Debug)]
pub struct Steps<T> {
    /// How many.
    pub count: usize,
    /// In (0, 1]: what the momentum starts from.
    pub alpha1: T,
    /// Their length.
    pub rule: StepRule,
}

impl<T: Real> Steps<T> {
    /// Steps of length 1/L.
    pub fn fixed(count: usize, alpha1: T) -> Self {
        Self {
            count,
            alpha1,
            rule: StepRule::Lipschitz,
        }
    }

    /// The first length that is tried after a step of this length.
    #[inline(always)]
    pub(super) fn lengthened(&self, step: T, shortest: T) -> T {
        match self.rule {
            StepRule::Lipschitz => step,
            StepRule::Backtracking => {
                let longest = (shortest * T::from_f64(LONGEST)).min(T::MAX);
                (step * T::from_f64(3.0)).min(longest)
            }
        }
    }

    /// The next length that is tried where this one did not lower the objective; 1/L, the shortest,
    /// is the last, for without momentum it always does.
    #[inline(always)]
    pub(super) fn shortened(step: T, shortest: T) -> Option<T> {
        (step > shortest).then(|| (step / T::from_f64(2.0)).max(shortest))
    }
}

/// In units of 1/L: where nothing curves along the way longer steps would have no end.
const LONGEST: f64 = 1048576.0;
