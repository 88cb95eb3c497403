//! A matrix by lines is what it says, or it is not made.

use deepmf_kernels::sparse::{Compressed, Flaw};

fn made(
    rows: usize,
    cols: usize,
    starts: &[usize],
    indices: &[u32],
    values: usize,
) -> Result<(), Flaw> {
    Compressed::new(rows, cols, starts, indices, &vec![1.0; values]).map(|_| ())
}

#[test]
fn lines_are_handed_out() {
    let (starts, indices, values) = ([0, 2, 2, 5], [1, 3, 0, 1, 2], [1.0, 2.0, 3.0, 4.0, 5.0]);
    let x = Compressed::new(3, 4, &starts, &indices, &values).unwrap();
    assert_eq!((x.rows(), x.cols(), x.entries()), (3, 4, 5));
    assert_eq!(x.line(0), (&indices[..2], &values[..2]));
    assert_eq!(x.line(1), (&[][..], &[][..]));
    assert_eq!(x.line(2), (&indices[2..], &values[2..]));
}

#[test]
fn what_is_no_matrix_is_refused() {
    assert_eq!(made(0, 0, &[0], &[], 0), Ok(()));
    assert_eq!(made(2, 3, &[0, 1], &[0], 1), Err(Flaw::Lengths));
    assert_eq!(made(1, 3, &[0, 2], &[0, 1], 1), Err(Flaw::Lengths));
    assert_eq!(made(usize::MAX, 3, &[0], &[], 0), Err(Flaw::Lengths));
    assert_eq!(made(1, 3, &[1, 1], &[0], 1), Err(Flaw::Start(0)));
    assert_eq!(made(2, 3, &[0, 2, 1], &[0, 1], 2), Err(Flaw::Start(2)));
    assert_eq!(made(2, 3, &[0, 1, 1], &[0, 1], 2), Err(Flaw::Start(2)));
    assert_eq!(made(2, 3, &[0, 1, 3], &[0, 1], 2), Err(Flaw::Start(2)));
    assert_eq!(made(2, 3, &[0, 1, 2], &[0, 3], 2), Err(Flaw::Range(1)));
    assert_eq!(made(2, 3, &[0, 1, 3], &[2, 1, 1], 3), Err(Flaw::Order(2)));
    assert_eq!(made(1, 3, &[0, 2], &[2, 0], 2), Err(Flaw::Order(1)));
}
