//! The pool: one worker fewer than threads, for the caller works too.
//!
//! There is one pool, of the largest size asked for so far. A call with fewer threads hands out
//! fewer jobs, so changing the number back and forth starts no thread anew.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::numerics::{self, Scope};

/// The number asked for; 0 means the physical cores.
static THREADS: AtomicUsize = AtomicUsize::new(0);

/// The workers, once they were needed.
static POOL: Mutex<Option<Arc<ThreadPool>>> = Mutex::new(None);

thread_local! {
    /// Whether this thread is running a part: parts do not split again.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

pub fn set_threads(count: usize) {
    THREADS.store(count.max(1), Ordering::Relaxed);
}

pub fn threads() -> usize {
    match THREADS.load(Ordering::Relaxed) {
        0 => {
            let cores = super::physical_cores();
            THREADS.store(cores, Ordering::Relaxed);
            cores
        }
        count => count,
    }
}

/// Marks this thread as inside a part until dropped.
struct Mark;

impl Mark {
    fn set() -> Self {
        INSIDE.set(true);
        Self
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        INSIDE.set(false);
    }
}

/// Runs the parts on the pool; `false`, with nothing done, when that would gain nothing.
pub fn parallel(parts: usize, part: &(impl Fn(usize) + Sync)) -> bool {
    if parts <= 1 || INSIDE.get() {
        return false;
    }
    let threads = threads();
    if threads <= 1 {
        return false;
    }
    let Some(workers) = workers(threads - 1) else {
        return false;
    };
    let next = AtomicUsize::new(0);
    let mode = numerics::current();
    let work = || {
        let _mark = Mark::set();
        let _mode = Scope::enter(mode);
        loop {
            let i = next.fetch_add(1, Ordering::Relaxed);
            if i >= parts {
                break;
            }
            part(i);
        }
    };
    workers.in_place_scope(|scope| {
        for _ in 1..threads.min(parts) {
            scope.spawn(|_| work());
        }
        work();
    });
    true
}

/// A pool of `count` workers or more; none where the system gives no threads.
fn workers(count: usize) -> Option<Arc<ThreadPool>> {
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(workers) = pool.as_ref()
        && workers.current_num_threads() >= count
    {
        return Some(Arc::clone(workers));
    }
    let built = ThreadPoolBuilder::new()
        .num_threads(count)
        .thread_name(|i| format!("deepmf-{i}"))
        .build()
        .ok()?;
    let workers = Arc::new(built);
    *pool = Some(Arc::clone(&workers));
    Some(workers)
}
