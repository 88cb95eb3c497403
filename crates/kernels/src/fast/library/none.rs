//! No library: products never get here, for `IS_LINKED` is false.

/// There is none.
pub fn name() -> String {
    "none".to_owned()
}

macro_rules! none {
    ($t:ident) => {
        pub mod $t {
            use crate::fast::library::View;

            pub unsafe fn multiply(
                _shape: (usize, usize, usize),
                _alpha: $t,
                _a: View<$t>,
                _b: View<$t>,
                _beta: $t,
                _c: *mut $t,
                _stride: usize,
            ) {
                unreachable!("no library is linked")
            }

            pub unsafe fn multiply_by_own(
                _n: usize,
                _k: usize,
                _alpha: $t,
                _a: View<$t>,
                _c: *mut $t,
                _stride: usize,
            ) {
                unreachable!("no library is linked")
            }
        }
    };
}

none!(f64);
none!(f32);
