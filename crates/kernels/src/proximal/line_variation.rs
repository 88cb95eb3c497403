//! Total variation of a line: min 1/2 Σ (x_i − y_i)² + t Σ |x_{i+1} − x_i|, exactly and directly
//! (Condat, 2013).
//!
//! The line is walked once, keeping the two extreme constant values that the current segment can
//! still take, and how far each is from its bound; where neither fits any more, the segment ends and
//! the walk goes back to the last place that the ending value allowed. Time is proportional to the
//! length in practice, to its square at worst.

use crate::Real;

/// One of the two extreme values of the current segment.
#[derive(Clone, Copy)]
struct Bound<T> {
    value: T,
    /// The dual variable that the value leads to at the current place.
    dual: T,
    /// The last place where the dual variable was at its limit: the segment may end there.
    end: usize,
}

/// Maps one line, in place: what was passed is never looked at again.
pub(super) fn map<T: Real>(threshold: T, line: &mut [T]) {
    let Some(last) = line.len().checked_sub(1) else {
        return;
    };
    let t = threshold;
    let source = line.to_vec();
    let y = &source[..];
    let mut start = 0;
    let mut at = 0;
    let [mut low, mut high] = around(t, y[0] - t, y[0] + t, 0);
    loop {
        if at == last {
            if low.dual < T::ZERO {
                line[start..=low.end].fill(low.value);
                start = low.end + 1;
                at = start;
                high.dual = y[at] + t - high.value;
                low = Bound {
                    value: y[at],
                    dual: t,
                    end: at,
                };
            } else if high.dual > T::ZERO {
                line[start..=high.end].fill(high.value);
                start = high.end + 1;
                at = start;
                low.dual = y[at] - t - low.value;
                high = Bound {
                    value: y[at],
                    dual: -t,
                    end: at,
                };
            } else {
                let rest = T::from_f64((at - start + 1) as f64);
                line[start..].fill(low.value + low.dual / rest);
                break;
            }
        } else if y[at + 1] + low.dual < low.value - t {
            line[start..=low.end].fill(low.value);
            start = low.end + 1;
            at = start;
            [low, high] = around(t, y[at], y[at] + (t + t), at);
        } else if y[at + 1] + high.dual > high.value + t {
            line[start..=high.end].fill(high.value);
            start = high.end + 1;
            at = start;
            [low, high] = around(t, y[at] - (t + t), y[at], at);
        } else {
            at += 1;
            let length = T::from_f64((at - start + 1) as f64);
            low.dual += y[at] - low.value;
            high.dual += y[at] - high.value;
            if low.dual >= t {
                low.value += (low.dual - t) / length;
                low.dual = t;
                low.end = at;
            }
            if high.dual <= -t {
                high.value += (high.dual + t) / length;
                high.dual = -t;
                high.end = at;
            }
        }
    }
    line.iter_mut().for_each(|x| *x += T::ZERO);
}

/// The bounds of a segment that starts here.
fn around<T: Real>(t: T, low: T, high: T, at: usize) -> [Bound<T>; 2] {
    [(low, t), (high, -t)].map(|(value, dual)| Bound {
        value,
        dual,
        end: at,
    })
}
