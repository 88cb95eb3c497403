//! The plane of the two leading left singular vectors, by orthogonal iteration.

use crate::gemm::{gemm, gram};
use crate::random::Generator;
use crate::reduce::inner;
use crate::{Real, has_shape};

/// Iterations at most; where the second and third singular values are close it ends here.
const ITERATIONS: usize = 100;

/// Up to this order the Gram matrix of the shorter side is formed, and X is passed over once.
const GRAM_ORDER: usize = 1024;

/// An orthonormal basis of the two leading left singular vectors of X (`m` x `n`), one after the
/// other (2 x `m`), with zeros for a second one where the rank is one, and the squares of the two
/// leading singular values.
///
/// The start is the vector of ones, near the first singular vector of nonnegative data, and a fixed
/// random one; it ends when the two values no longer change by more than rounding. The basis is the
/// plane's: which two vectors of it is left open.
pub fn dominant_plane<T: Real>(m: usize, n: usize, x: &[T]) -> (Vec<T>, [T; 2]) {
    assert!(has_shape(x, m, n));
    let order = m.min(n);
    let mut product = Vec::new();
    if order <= GRAM_ORDER {
        product = vec![T::ZERO; order * order];
        gram(m > n, m, n, x, T::ONE, T::ZERO, &mut product);
    }
    // Two vectors in rows times the symmetric XXᵀ or XᵀX.
    let apply = |vectors: &[T]| -> Vec<T> {
        let mut out = vec![T::ZERO; 2 * order];
        if order <= GRAM_ORDER {
            gemm(
                false,
                false,
                2,
                order,
                order,
                T::ONE,
                vectors,
                &product,
                T::ZERO,
                &mut out,
            );
        } else if m <= n {
            let across = times(false, m, n, x, vectors);
            out = times(true, m, n, x, &across);
        } else {
            let down = times(true, m, n, x, vectors);
            out = times(false, m, n, x, &down);
        }
        out
    };
    let mut vectors = start(order);
    orthonormalise(order, &mut vectors);
    let mut values = [T::ZERO; 2];
    for _ in 0..ITERATIONS {
        let mut image = apply(&vectors);
        let found = ritz_values(order, &vectors, &image);
        orthonormalise(order, &mut image);
        vectors = image;
        let settled = (0..2).all(|i| (found[i] - values[i]).abs() <= T::EPSILON * found[0]);
        values = found;
        if settled {
            break;
        }
    }
    if m > n {
        vectors = times(true, m, n, x, &vectors);
        orthonormalise(m, &mut vectors);
    }
    (vectors, values)
}

/// Two vectors in rows times X, or times Xᵀ where `transposed`.
pub(super) fn times<T: Real>(
    transposed: bool,
    m: usize,
    n: usize,
    x: &[T],
    vectors: &[T],
) -> Vec<T> {
    let (depth, width) = if transposed { (n, m) } else { (m, n) };
    let mut out = vec![T::ZERO; 2 * width];
    gemm(
        false,
        transposed,
        2,
        width,
        depth,
        T::ONE,
        vectors,
        x,
        T::ZERO,
        &mut out,
    );
    out
}

fn start<T: Real>(order: usize) -> Vec<T> {
    let mut generator = Generator::new(0, 0);
    let ones = (0..order).map(|_| T::ONE);
    let mut vectors: Vec<T> = ones.collect();
    vectors.extend((0..order).map(|_| T::from_f64(generator.uniform(-1.0, 1.0))));
    vectors
}

/// Gram and Schmidt, twice. What is left of a vector below rounding becomes zero.
fn orthonormalise<T: Real>(order: usize, vectors: &mut [T]) {
    let (first, second) = vectors.split_at_mut(order);
    normalise(first);
    normalise(second);
    let before = length(second);
    for _ in 0..2 {
        let shared = inner(first, second);
        for (second, first) in second.iter_mut().zip(first.iter()) {
            *second -= shared * *first;
        }
    }
    if length(second) <= T::from_f64(16.0) * T::EPSILON * before {
        second.fill(T::ZERO);
    }
    normalise(second);
}

/// Unit length; zero stays zero.
fn normalise<T: Real>(vector: &mut [T]) {
    let largest = vector
        .iter()
        .fold(T::ZERO, |largest, value| value.abs().max(largest));
    if largest == T::ZERO {
        return;
    }
    // Divided by the largest entry first, squares neither overflow nor vanish.
    divide(vector, largest);
    let length = length(vector);
    divide(vector, length);
}

fn divide<T: Real>(vector: &mut [T], divisor: T) {
    for value in vector.iter_mut() {
        *value = *value / divisor + T::ZERO;
    }
}

fn length<T: Real>(vector: &[T]) -> T {
    inner(vector, vector).sqrt()
}

/// The eigenvalues of the 2 x 2 matrix of inner products between vectors and their images, the
/// larger one first.
fn ritz_values<T: Real>(order: usize, vectors: &[T], image: &[T]) -> [T; 2] {
    let entry =
        |i: usize, j: usize| inner(&vectors[i * order..][..order], &image[j * order..][..order]);
    let (a, b, c) = (entry(0, 0), entry(1, 1), entry(0, 1));
    let half = T::from_f64(0.5);
    let (middle, apart) = (half * (a + b), half * (a - b));
    let scale = apart.abs().max(c.abs());
    let radius = if scale > T::ZERO {
        let (apart, c) = (apart / scale, c / scale);
        scale * (apart * apart + c * c).sqrt()
    } else {
        T::ZERO
    };
    [middle + radius, (middle - radius).max(T::ZERO)]
}
