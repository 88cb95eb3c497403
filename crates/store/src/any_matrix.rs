//! Matrices that may be dense or sparse.

use std::cell::Ref;
use std::rc::Rc;

use deepmf_kernels::cluster::Points;
use deepmf_kernels::divergence::Data;

use crate::error::Result;
use crate::slab::{self, Matrix, Stored};
use crate::sparse::{Oriented, Sparse, StoredSparse};

/// A dense matrix or a sparse one.
pub(crate) enum AnyMatrix {
    Dense(Rc<Matrix>),
    Sparse(Rc<Sparse>),
}

impl AnyMatrix {
    pub(crate) fn find(id: u32) -> Result<Self> {
        // What is neither is refused as a dense matrix would be.
        match slab::find_sparse(id) {
            Ok(sparse) => Ok(AnyMatrix::Sparse(sparse)),
            Err(_) => slab::find(id).map(AnyMatrix::Dense),
        }
    }

    pub(crate) fn shape(&self) -> (usize, usize) {
        match self {
            AnyMatrix::Dense(x) => (x.rows, x.cols),
            AnyMatrix::Sparse(x) => (x.rows, x.cols),
        }
    }

    pub(crate) fn read<T: StoredSparse>(&self) -> Result<Entries<'_, T>> {
        match self {
            AnyMatrix::Dense(x) => x.read::<T>().map(Entries::Dense),
            AnyMatrix::Sparse(x) => x.read::<T>().map(Entries::Sparse),
        }
    }
}

/// Its entries, for the time of a call.
pub(crate) enum Entries<'a, T> {
    Dense(Ref<'a, [T]>),
    Sparse(Oriented<T>),
}

impl<T: Stored> Entries<'_, T> {
    pub(crate) fn data(&self) -> Data<'_, T> {
        match self {
            Entries::Dense(x) => Data::Dense(x),
            Entries::Sparse(x) => Data::Sparse {
                by_rows: x.by_rows(),
                by_columns: x.by_columns(),
            },
        }
    }

    /// Its columns, to be grouped.
    pub(crate) fn points(&self, (m, n): (usize, usize)) -> Points<'_, T> {
        match self.data() {
            Data::Dense(x) => Points::dense(m, n, x),
            Data::Sparse {
                by_rows,
                by_columns,
            } => Points::Sparse {
                by_rows,
                by_columns,
            },
        }
    }
}
