//! What an id of a sparse matrix stands for.

use std::cell::RefCell;
use std::rc::Rc;

use deepmf_kernels::sparse::{Compressed, Entries, Orders, OutOfMemory, Rows};

use crate::error::{Code, Error, Result};
use crate::memory::out_of_memory;
use crate::slab::{self, Precision, Stored};

/// A sparse matrix, finished or not.
pub(crate) struct Sparse {
    pub(crate) id: u32,
    pub(crate) rows: usize,
    pub(crate) cols: usize,
    held: Held,
}

/// Its entries, in one of the precisions.
pub(crate) enum Held {
    Double(RefCell<State<f64>>),
    Single(RefCell<State<f32>>),
}

/// How far it is.
pub(crate) enum State<T> {
    /// Rows are coming.
    Rows(Rows<T>),
    /// Entries are coming.
    Entries(Entries<T>),
    /// It is there, in memory that other ids may share.
    Ready(Oriented<T>),
    /// There was no memory to finish it.
    Spent,
}

/// Both orders of a matrix, or of its transpose.
pub(crate) struct Oriented<T> {
    pub(crate) orders: Rc<Orders<T>>,
    pub(crate) transposed: bool,
}

impl<T> Clone for Oriented<T> {
    fn clone(&self) -> Self {
        Self {
            orders: Rc::clone(&self.orders),
            transposed: self.transposed,
        }
    }
}

impl<T: Stored> Oriented<T> {
    /// The lines are the rows.
    pub(crate) fn by_rows(&self) -> Compressed<'_, T> {
        if self.transposed {
            self.orders.by_columns()
        } else {
            self.orders.by_rows()
        }
    }

    /// The lines are the columns.
    pub(crate) fn by_columns(&self) -> Compressed<'_, T> {
        if self.transposed {
            self.orders.by_rows()
        } else {
            self.orders.by_columns()
        }
    }
}

/// A precision in which sparse matrices are kept.
pub(crate) trait StoredSparse: Stored {
    fn hold(state: State<Self>) -> Held;
    fn state(held: &Held) -> Option<&RefCell<State<Self>>>;
}

impl StoredSparse for f64 {
    fn hold(state: State<f64>) -> Held {
        Held::Double(RefCell::new(state))
    }

    fn state(held: &Held) -> Option<&RefCell<State<f64>>> {
        match held {
            Held::Double(cell) => Some(cell),
            Held::Single(_) => None,
        }
    }
}

impl StoredSparse for f32 {
    fn hold(state: State<f32>) -> Held {
        Held::Single(RefCell::new(state))
    }

    fn state(held: &Held) -> Option<&RefCell<State<f32>>> {
        match held {
            Held::Single(cell) => Some(cell),
            Held::Double(_) => None,
        }
    }
}

impl Sparse {
    pub(crate) fn new(id: u32, rows: usize, cols: usize, held: Held) -> Self {
        Sparse {
            id,
            rows,
            cols,
            held,
        }
    }

    pub(crate) fn precision(&self) -> Precision {
        match self.held {
            Held::Double(_) => Precision::Double,
            Held::Single(_) => Precision::Single,
        }
    }

    /// The finished matrix.
    pub(crate) fn read<T: StoredSparse>(&self) -> Result<Oriented<T>> {
        match &*self.state::<T>()?.borrow() {
            State::Ready(oriented) => Ok(oriented.clone()),
            _ => Err(self.unfinished()),
        }
    }

    /// What there is so far, of that precision.
    pub(crate) fn state<T: StoredSparse>(&self) -> Result<&RefCell<State<T>>> {
        T::state(&self.held).ok_or_else(|| {
            Error::new(
                Code::Precision,
                format!(
                    "sparse matrix {} is {}, expected {}",
                    self.id,
                    self.precision().name(),
                    T::PRECISION.name()
                ),
            )
        })
    }

    pub(crate) fn unfinished(&self) -> Error {
        Error::argument(format!("sparse matrix {} is not finished", self.id))
    }

    pub(crate) fn finished_already(&self) -> Error {
        Error::argument(format!("sparse matrix {} is finished already", self.id))
    }

    /// Its memory, told apart by where it is, and how many bytes that has.
    pub(crate) fn memory(&self) -> (*const (), usize) {
        fn of<T: Stored>(state: &State<T>) -> (*const (), usize) {
            match state {
                State::Rows(rows) => ((&raw const *rows).cast(), rows.bytes()),
                State::Entries(entries) => ((&raw const *entries).cast(), entries.bytes()),
                State::Ready(Oriented { orders, .. }) => {
                    (Rc::as_ptr(orders).cast(), orders.bytes())
                }
                State::Spent => (std::ptr::null(), 0),
            }
        }
        match &self.held {
            Held::Double(cell) => of(&cell.borrow()),
            Held::Single(cell) => of(&cell.borrow()),
        }
    }
}

/// Keeps a finished matrix of this shape.
pub(crate) fn insert_ready<T: StoredSparse>(
    rows: usize,
    cols: usize,
    orders: Rc<Orders<T>>,
    transposed: bool,
) -> Result<u32> {
    let ready = State::Ready(Oriented { orders, transposed });
    slab::insert_sparse(rows, cols, T::hold(ready))
}

/// What a kernel says where memory is missing, as a caller is told.
pub(crate) fn no_memory(OutOfMemory { entries }: OutOfMemory) -> Error {
    out_of_memory(entries as f64)
}
