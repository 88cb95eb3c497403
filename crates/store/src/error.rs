//! What a call that is refused gets: a stable code for programs and a sentence for people.

use std::any::Any;
use std::fmt;

use deepmf_kernels::small::Failure;

/// What every call returns.
pub type Result<T> = std::result::Result<T, Error>;

/// The codes that a caller can tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// No matrix has this id: it was released, or never was.
    Disposed,
    /// Shapes that do not fit together.
    Shape,
    /// A float32 matrix where a float64 one belongs, or the reverse.
    Precision,
    /// The memory for a matrix cannot be had.
    OutOfMemory,
    /// A name, a number or a combination of matrices that the call does not take.
    InvalidArgument,
    /// An entry is NaN or infinite where only numbers make sense.
    NotFinite,
    /// A result is beyond the largest number.
    Overflow,
    /// A matrix that to working precision has no inverse.
    Singular,
    /// A matrix that to working precision is not positive definite.
    NotPositiveDefinite,
    /// An iteration did not end within its limit.
    NotConverged,
    /// A kernel panicked: a defect of this library, not of the call.
    Panic,
}

impl Code {
    /// The code as it reaches JavaScript.
    pub fn name(self) -> &'static str {
        match self {
            Code::Disposed => "ERR_DISPOSED",
            Code::Shape => "ERR_SHAPE",
            Code::Precision => "ERR_PRECISION",
            Code::OutOfMemory => "ERR_OUT_OF_MEMORY",
            Code::InvalidArgument => "ERR_INVALID_ARGUMENT",
            Code::NotFinite => "ERR_NOT_FINITE",
            Code::Overflow => "ERR_OVERFLOW",
            Code::Singular => "ERR_SINGULAR",
            Code::NotPositiveDefinite => "ERR_NOT_POSITIVE_DEFINITE",
            Code::NotConverged => "ERR_NOT_CONVERGED",
            Code::Panic => "ERR_PANIC",
        }
    }
}

/// Why a call was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// For programs.
    pub code: Code,
    /// For people.
    pub message: String,
}

impl Error {
    /// An error of this code.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Error {
            code,
            message: message.into(),
        }
    }

    /// What a caught panic becomes.
    pub fn from_panic(payload: &(dyn Any + Send)) -> Self {
        let text = payload.downcast_ref::<&str>().copied();
        let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        Error::new(Code::Panic, text.unwrap_or("a kernel panicked"))
    }

    pub(crate) fn shape(message: impl Into<String>) -> Self {
        Error::new(Code::Shape, message)
    }

    pub(crate) fn argument(message: impl Into<String>) -> Self {
        Error::new(Code::InvalidArgument, message)
    }
}

/// A decomposition that has no result.
impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NotFinite => {
                Error::new(Code::NotFinite, "an entry of the matrix is NaN or infinite")
            }
            Failure::Overflow => {
                Error::new(Code::Overflow, "the result is beyond the largest number")
            }
            Failure::Singular(pivot) => Error::new(
                Code::Singular,
                format!("the matrix is singular to working precision: pivot {pivot} vanishes"),
            ),
            Failure::NotDefinite(pivot) => Error::new(
                Code::NotPositiveDefinite,
                format!("the matrix is not positive definite: pivot {pivot} is not above zero"),
            ),
            Failure::NotConverged => {
                Error::new(Code::NotConverged, "the iteration did not converge")
            }
        }
    }
}

/// `CODE: text`, the form in which both bindings hand it to JavaScript.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.name(), self.message)
    }
}

impl std::error::Error for Error {}
