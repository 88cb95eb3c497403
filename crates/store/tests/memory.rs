//! Handles: made, counted, released, refused.

mod support;

use deepmf_store::*;
use support::{filled, matrix, numbers, refused};

#[test]
fn what_goes_in_comes_out() {
    let id = matrix(2, 3, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    assert_eq!(numbers(id), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    let single = upload32(1, 2, 2, |room| room.copy_from_slice(&[0.5, 1.5])).unwrap();
    assert_eq!(download32(single, copied).unwrap(), [0.5, 1.5]);
    assert_eq!(numbers(allocate(2, 2, 64).unwrap()), [0.0; 4]);
}

#[test]
fn matrices_and_bytes_are_counted() {
    assert_eq!((live_matrices(), live_bytes()), (0, 0.0));
    let double = allocate(10, 3, 64).unwrap();
    let single = allocate(10, 3, 32).unwrap();
    assert_eq!((live_matrices(), live_bytes()), (2, 360.0));
    release(double).unwrap();
    assert_eq!((live_matrices(), live_bytes()), (1, 120.0));
    release(single).unwrap();
    assert_eq!((live_matrices(), live_bytes()), (0, 0.0));
}

#[test]
fn ids_are_never_zero_and_never_used_again() {
    let first = allocate(1, 1, 64).unwrap();
    release(first).unwrap();
    let second = allocate(1, 1, 64).unwrap();
    assert!(first > 0 && second > first);
}

#[test]
fn an_id_that_names_nothing_is_refused() {
    let released = filled(2, 2);
    release(released).unwrap();
    for id in [0, released, u32::MAX] {
        refused(release(id), Code::Disposed);
        refused(fill(id, 1.0), Code::Disposed);
        refused(sum(id), Code::Disposed);
        refused(download64(id, copied), Code::Disposed);
        refused(copy(filled(2, 2), id), Code::Disposed);
    }
}

#[test]
fn lengths_and_shapes_are_checked_on_the_way_in() {
    refused(upload64(2, 2, 3, |_| ()), Code::Shape);
    refused(upload32(2, 2, 5, |_| ()), Code::Shape);
    refused(allocate(0, 3, 64), Code::Shape);
    refused(upload64(3, 0, 0, |_| ()), Code::Shape);
    refused(allocate(2, 2, 16), Code::InvalidArgument);
    assert_eq!(live_matrices(), 0);
}

#[test]
fn memory_that_cannot_be_had_is_an_error() {
    refused(allocate(u32::MAX, u32::MAX, 64), Code::OutOfMemory);
    refused(allocate(u32::MAX, u32::MAX, 32), Code::OutOfMemory);
    assert_eq!(live_matrices(), 0);
}

#[test]
fn a_precision_is_not_converted_silently() {
    let (double, single) = (allocate(2, 2, 64).unwrap(), allocate(2, 2, 32).unwrap());
    refused(copy(double, single), Code::Precision);
    refused(inner(single, double), Code::Precision);
    refused(
        gemm(double, false, false, 1.0, double, single, 0.0),
        Code::InvalidArgument,
    );
    let other = allocate(2, 2, 64).unwrap();
    refused(
        gemm(double, false, false, 1.0, other, single, 0.0),
        Code::Precision,
    );
    refused(download32(double, copied), Code::Precision);
    refused(download64(single, copied), Code::Precision);
}

#[test]
fn a_panic_in_a_call_gives_its_matrices_back() {
    let id = filled(3, 3);
    let outcome = std::panic::catch_unwind(|| download64::<()>(id, |_| panic!("on purpose")));
    assert!(outcome.is_err());
    fill(id, 2.0).unwrap();
    assert_eq!(numbers(id), [2.0; 9]);
    assert_eq!(live_matrices(), 1);
}

#[test]
fn a_panic_becomes_an_error_with_its_text() {
    let payload = std::panic::catch_unwind(raise_panic).unwrap_err();
    let error = Error::from_panic(payload.as_ref());
    assert_eq!(error.to_string(), "ERR_PANIC: raised by a test");
    let payload = std::panic::catch_unwind(|| std::panic::panic_any(7)).unwrap_err();
    assert_eq!(Error::from_panic(payload.as_ref()).code, Code::Panic);
}
