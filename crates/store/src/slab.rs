//! Where the matrices live and how a call borrows them.
//!
//! A matrix is shared by reference count, so a call holds on to its operands without holding the
//! table; its numbers lie in a [`RefCell`], so the rule that an output may not also be an input is
//! checked by the borrow itself, and a panic inside a kernel gives every matrix back.
//!
//! The table belongs to a thread: in Node, a worker has matrices of its own.

use std::cell::{Ref, RefCell, RefMut};
use std::collections::HashMap;
use std::rc::Rc;

use deepmf_kernels::Real;

use crate::aligned::Aligned;
use crate::error::{Code, Error, Result};
use crate::sparse::{Held, Sparse};

/// The id that no matrix has; where a call allows it, it stands for the identity.
pub const NONE: u32 = 0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Precision {
    Double,
    Single,
}

impl Precision {
    pub(crate) fn from_bits(bits: u32) -> Result<Self> {
        match bits {
            64 => Ok(Precision::Double),
            32 => Ok(Precision::Single),
            _ => Err(Error::argument(format!(
                "the precision is 64 or 32, received {bits}"
            ))),
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Precision::Double => "float64",
            Precision::Single => "float32",
        }
    }
}

pub(crate) enum Numbers {
    Double(RefCell<Aligned<f64>>),
    Single(RefCell<Aligned<f32>>),
}

/// A dense row-major matrix.
pub(crate) struct Matrix {
    pub(crate) id: u32,
    pub(crate) rows: usize,
    pub(crate) cols: usize,
    numbers: Numbers,
}

/// A precision in which matrices are kept.
pub(crate) trait Stored: Real {
    const PRECISION: Precision;
    fn wrap(numbers: Aligned<Self>) -> Numbers;
    fn cell(numbers: &Numbers) -> Option<&RefCell<Aligned<Self>>>;
}

impl Stored for f64 {
    const PRECISION: Precision = Precision::Double;

    fn wrap(numbers: Aligned<f64>) -> Numbers {
        Numbers::Double(RefCell::new(numbers))
    }

    fn cell(numbers: &Numbers) -> Option<&RefCell<Aligned<f64>>> {
        match numbers {
            Numbers::Double(cell) => Some(cell),
            Numbers::Single(_) => None,
        }
    }
}

impl Stored for f32 {
    const PRECISION: Precision = Precision::Single;

    fn wrap(numbers: Aligned<f32>) -> Numbers {
        Numbers::Single(RefCell::new(numbers))
    }

    fn cell(numbers: &Numbers) -> Option<&RefCell<Aligned<f32>>> {
        match numbers {
            Numbers::Single(cell) => Some(cell),
            Numbers::Double(_) => None,
        }
    }
}

/// Runs the body with `$real` standing for the type of the matrix's numbers.
macro_rules! by_precision {
    ($matrix:expr, $real:ident => $body:expr) => {
        match $matrix.precision() {
            $crate::slab::Precision::Double => {
                type $real = f64;
                $body
            }
            $crate::slab::Precision::Single => {
                type $real = f32;
                $body
            }
        }
    };
}
pub(crate) use by_precision;

impl Matrix {
    pub(crate) fn precision(&self) -> Precision {
        match self.numbers {
            Numbers::Double(_) => Precision::Double,
            Numbers::Single(_) => Precision::Single,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.rows * self.cols
    }

    pub(crate) fn bytes(&self) -> usize {
        self.len()
            * match self.precision() {
                Precision::Double => size_of::<f64>(),
                Precision::Single => size_of::<f32>(),
            }
    }

    /// The numbers, to read. Borrow every output of a call before its inputs.
    pub(crate) fn read<T: Stored>(&self) -> Result<Ref<'_, [T]>> {
        let numbers = self.cell()?.try_borrow().map_err(|_| self.aliased())?;
        Ok(Ref::map(numbers, |numbers| &**numbers))
    }

    /// The numbers, to write. No other operand of the call may be this matrix.
    pub(crate) fn write<T: Stored>(&self) -> Result<RefMut<'_, [T]>> {
        let numbers = self.cell()?.try_borrow_mut().map_err(|_| self.aliased())?;
        Ok(RefMut::map(numbers, |numbers| &mut **numbers))
    }

    pub(crate) fn expect_shape(&self, role: &str, rows: usize, cols: usize) -> Result<()> {
        if (self.rows, self.cols) == (rows, cols) {
            return Ok(());
        }
        Err(Error::shape(format!(
            "{role} is {} x {}, expected {rows} x {cols}",
            self.rows, self.cols
        )))
    }

    /// A vector may lie as a row or as a column.
    pub(crate) fn expect_entries(&self, role: &str, entries: usize) -> Result<()> {
        if self.len() == entries {
            return Ok(());
        }
        Err(Error::shape(format!(
            "{role} has {} entries, expected {entries}",
            self.len()
        )))
    }

    pub(crate) fn expect_square(&self, role: &str) -> Result<()> {
        if self.rows == self.cols {
            return Ok(());
        }
        Err(Error::shape(format!(
            "{role} is {} x {}, expected a square matrix",
            self.rows, self.cols
        )))
    }

    fn cell<T: Stored>(&self) -> Result<&RefCell<Aligned<T>>> {
        T::cell(&self.numbers).ok_or_else(|| {
            Error::new(
                Code::Precision,
                format!(
                    "matrix {} is {}, expected {}",
                    self.id,
                    self.precision().name(),
                    T::PRECISION.name()
                ),
            )
        })
    }

    fn aliased(&self) -> Error {
        Error::argument(format!(
            "matrix {} is an output and another operand of the same call",
            self.id
        ))
    }
}

#[derive(Default)]
struct Table {
    matrices: HashMap<u32, Rc<Matrix>>,
    sparse: HashMap<u32, Rc<Sparse>>,
    last_id: u32,
}

impl Table {
    /// Ids are never used twice, so a stale one cannot name another matrix.
    fn next_id(&mut self) -> Result<u32> {
        let id = self
            .last_id
            .checked_add(1)
            .ok_or_else(|| Error::new(Code::OutOfMemory, "every matrix id has been used"))?;
        self.last_id = id;
        Ok(id)
    }
}

thread_local! {
    static TABLE: RefCell<Table> = RefCell::new(Table::default());
}

/// Keeps a matrix and returns its id.
pub(crate) fn insert<T: Stored>(rows: usize, cols: usize, numbers: Aligned<T>) -> Result<u32> {
    TABLE.with_borrow_mut(|table| {
        let id = table.next_id()?;
        let matrix = Matrix {
            id,
            rows,
            cols,
            numbers: T::wrap(numbers),
        };
        table.matrices.insert(id, Rc::new(matrix));
        Ok(id)
    })
}

/// Keeps a sparse matrix and returns its id.
pub(crate) fn insert_sparse(rows: usize, cols: usize, held: Held) -> Result<u32> {
    TABLE.with_borrow_mut(|table| {
        let id = table.next_id()?;
        table
            .sparse
            .insert(id, Rc::new(Sparse::new(id, rows, cols, held)));
        Ok(id)
    })
}

/// The dense matrix of an id.
pub(crate) fn find(id: u32) -> Result<Rc<Matrix>> {
    TABLE.with_borrow(|table| {
        let found = table.matrices.get(&id).cloned();
        found.ok_or_else(|| match table.sparse.contains_key(&id) {
            true => Error::argument(format!("matrix {id} is sparse: this call takes dense ones")),
            false => unknown(id),
        })
    })
}

/// The sparse matrix of an id.
pub(crate) fn find_sparse(id: u32) -> Result<Rc<Sparse>> {
    TABLE.with_borrow(|table| {
        let found = table.sparse.get(&id).cloned();
        found.ok_or_else(|| match table.matrices.contains_key(&id) {
            true => Error::argument(format!("matrix {id} is dense: this call takes sparse ones")),
            false => unknown(id),
        })
    })
}

/// The matrix of an id, or nothing for the id that stands for the identity.
pub(crate) fn find_or_identity(id: u32) -> Result<Option<Rc<Matrix>>> {
    if id == NONE {
        Ok(None)
    } else {
        find(id).map(Some)
    }
}

pub(crate) fn remove(id: u32) -> Result<()> {
    // What is removed is dropped after the table was given back.
    let removed = TABLE.with_borrow_mut(|table| {
        let dense = table.matrices.remove(&id);
        let sparse = table.sparse.remove(&id);
        (dense.is_some() || sparse.is_some()).then_some((dense, sparse))
    });
    removed.map(drop).ok_or_else(|| unknown(id))
}

/// How many matrices there are and how many bytes their numbers take; what sparse ones share counts once.
pub(crate) fn live() -> (usize, usize) {
    TABLE.with_borrow(|table| {
        let dense: usize = table.matrices.values().map(|matrix| matrix.bytes()).sum();
        let sparse: HashMap<_, _> = table
            .sparse
            .values()
            .map(|sparse| sparse.memory())
            .collect();
        let count = table.matrices.len() + table.sparse.len();
        (count, dense + sparse.into_values().sum::<usize>())
    })
}

fn unknown(id: u32) -> Error {
    Error::new(
        Code::Disposed,
        format!("no matrix has the id {id}: it was disposed, or never was"),
    )
}
