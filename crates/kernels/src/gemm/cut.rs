//! Rows are cut into micro-panels of nearly equal height, at most `mr`, so that no tile is much
//! smaller than the others.

use core::ops::Range;

/// How rows are cut into micro-panels: the first `higher` have one row more than the others.
#[derive(Clone, Copy)]
pub struct Cut {
    all: usize,
    count: usize,
    height: usize,
    higher: usize,
}

impl Cut {
    /// `rows` in as few panels of at most `mr` rows as can be.
    pub fn new(rows: usize, mr: usize) -> Self {
        let count = rows.div_ceil(mr).max(1);
        Self {
            all: rows,
            count,
            height: rows / count,
            higher: rows % count,
        }
    }

    /// `rows` in panels of just `height`; the last may have fewer.
    pub fn every(rows: usize, height: usize) -> Self {
        Self {
            all: rows,
            count: rows.div_ceil(height).max(1),
            height,
            higher: 0,
        }
    }

    /// The rows of the highest micro-panel: the stride of packed ones.
    pub fn height(self) -> usize {
        self.height + usize::from(self.higher > 0)
    }

    /// The number of micro-panels.
    pub fn count(self) -> usize {
        self.count
    }

    /// The rows of one micro-panel.
    #[inline(always)]
    pub fn rows(self, panel: usize) -> Range<usize> {
        let start = panel * self.height + panel.min(self.higher);
        let end = start + self.height + usize::from(panel < self.higher);
        start..end.min(self.all)
    }
}
