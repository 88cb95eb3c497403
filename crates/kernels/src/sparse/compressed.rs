//! One order of a sparse matrix: its lines, one after the other.

/// A sparse matrix by lines: a CSR where the lines are the rows of X, and the same for Xᵀ where
/// they are its columns. Entries of line i are `starts[i]..starts[i + 1]`.
///
/// What [`Compressed::new`] checks holds for as long as the value lives, for the fields are not to be
/// had from outside: kernels rely on it when they read without bounds checks.
#[derive(Clone, Copy, Debug)]
pub struct Compressed<'a, T> {
    rows: usize,
    cols: usize,
    starts: &'a [usize],
    indices: &'a [u32],
    values: &'a [T],
}

/// What is wrong with a matrix by lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// There are not `rows + 1` starts, or not as many values as indices.
    Lengths,
    /// This start is below the one before it, or the first is not 0, or the last not the number of entries.
    Start(usize),
    /// The index of this entry is not below `cols`.
    Range(usize),
    /// The index of this entry is not above that of the entry before it in the same line.
    Order(usize),
}

impl<'a, T> Compressed<'a, T> {
    /// `rows` lines of length `cols`, once every start and every index has been looked at.
    pub fn new(
        rows: usize,
        cols: usize,
        starts: &'a [usize],
        indices: &'a [u32],
        values: &'a [T],
    ) -> Result<Self, Flaw> {
        check(rows, cols, starts, indices, values.len())?;
        Ok(Self {
            rows,
            cols,
            starts,
            indices,
            values,
        })
    }

    /// The same without looking.
    ///
    /// # Safety
    ///
    /// [`Compressed::new`] would accept these.
    pub unsafe fn new_unchecked(
        rows: usize,
        cols: usize,
        starts: &'a [usize],
        indices: &'a [u32],
        values: &'a [T],
    ) -> Self {
        debug_assert_eq!(check(rows, cols, starts, indices, values.len()), Ok(()));
        Self {
            rows,
            cols,
            starts,
            indices,
            values,
        }
    }

    /// The number of lines.
    #[inline(always)]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The length of a line: every index is below it.
    #[inline(always)]
    pub fn cols(&self) -> usize {
        self.cols
    }

    /// Where lines begin; one more than there are lines, never falling.
    #[inline(always)]
    pub fn starts(&self) -> &'a [usize] {
        self.starts
    }

    /// The place of every entry in its line, rising within the line.
    #[inline(always)]
    pub fn indices(&self) -> &'a [u32] {
        self.indices
    }

    /// Every entry's value.
    #[inline(always)]
    pub fn values(&self) -> &'a [T] {
        self.values
    }

    /// How many entries are stored.
    #[inline(always)]
    pub fn entries(&self) -> usize {
        self.values.len()
    }

    /// The indices and the values of line `i`.
    #[inline(always)]
    pub fn line(&self, i: usize) -> (&'a [u32], &'a [T]) {
        let (start, end) = (self.starts[i], self.starts[i + 1]);
        // SAFETY: starts never fall, and the last is the number of indices and of values.
        unsafe {
            (
                self.indices.get_unchecked(start..end),
                self.values.get_unchecked(start..end),
            )
        }
    }
}

/// Whether these are the lines of a matrix.
fn check(
    rows: usize,
    cols: usize,
    starts: &[usize],
    indices: &[u32],
    values: usize,
) -> Result<(), Flaw> {
    if rows.checked_add(1) != Some(starts.len()) || indices.len() != values {
        return Err(Flaw::Lengths);
    }
    if starts[0] != 0 {
        return Err(Flaw::Start(0));
    }
    if let Some(i) = starts.windows(2).position(|pair| pair[1] < pair[0]) {
        return Err(Flaw::Start(i + 1));
    }
    if starts[rows] != indices.len() {
        return Err(Flaw::Start(rows));
    }
    if let Some(k) = indices.iter().position(|&j| j as usize >= cols) {
        return Err(Flaw::Range(k));
    }
    for line in starts.windows(2) {
        let indices = &indices[line[0]..line[1]];
        if let Some(k) = indices.windows(2).position(|pair| pair[1] <= pair[0]) {
            return Err(Flaw::Order(line[0] + k + 1));
        }
    }
    Ok(())
}
