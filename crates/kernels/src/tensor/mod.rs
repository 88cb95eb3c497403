//! Dense tensors, unfolded: what a canonical polyadic decomposition needs beside matrix products.
//!
//! A tensor of I_1 x ... x I_K is the slice of its elements, the last index fastest, so it is also a matrix of
//! (I_1 ⋯ I_p) x (I_{p+1} ⋯ I_K) for every p, without a copy. Its product with a Khatri-Rao product of the factors of
//! the modes on one side is a matrix product; what is left of the modes on the other side is contracted column by
//! column (Phan, Tichavský and Cichocki, *Fast alternating LS algorithms for high order CANDECOMP/PARAFAC tensor
//! factorizations*, 2013).

mod contract;
mod khatri_rao;
mod unfold;

pub use contract::contract_columns;
pub use khatri_rao::khatri_rao;
pub use unfold::unfold;
