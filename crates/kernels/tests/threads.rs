//! The pool: threads are started once, and no more of them work than were asked for.
#![cfg(feature = "threads")]

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Barrier, Mutex};
use std::thread::{self, ThreadId};
use std::time::Duration;

use deepmf_kernels::threads::{parallel_for, set_threads};

/// The threads that `count` parts run on, all at one time.
fn at_once(count: usize) -> HashSet<ThreadId> {
    set_threads(count);
    let (barrier, ids) = (Barrier::new(count), Mutex::new(HashSet::new()));
    parallel_for(count, |_| {
        barrier.wait();
        ids.lock().unwrap().insert(thread::current().id());
    });
    ids.into_inner().unwrap()
}

/// One test, for the number of threads is one for the process.
#[test]
fn threads_come_and_stay() {
    let first = at_once(4);
    assert_eq!(first.len(), 4);
    for _ in 0..3 {
        assert!(at_once(2).is_subset(&first), "two of the four");
        assert_eq!(at_once(4), first, "the same four");
    }
    // More threads than there were: all at once again, and from then on the same.
    let more = at_once(6);
    assert_eq!(more.len(), 6);
    assert!(at_once(3).is_subset(&more));
    assert_eq!(at_once(6), more);

    set_threads(2);
    let (running, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
    parallel_for(40, |_| {
        most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        thread::sleep(Duration::from_millis(1));
        running.fetch_sub(1, Ordering::SeqCst);
    });
    assert!(most.into_inner() <= 2);
}
