//! The divergence of many entries: logarithms several at a time, where all are of normal numbers.

use super::beta::Beta;
use crate::PANEL;
use crate::elementary::normal_logs;
use crate::simd::dispatch;

/// v ← d(x | v), entry by entry, as [`Beta::term`] has it.
pub(super) fn terms(beta: Beta, x: &[f64], v: &mut [f64]) {
    if !matches!(beta, Beta::KullbackLeibler | Beta::ItakuraSaito) {
        for (x, v) in x.iter().zip(v) {
            *v = beta.term(*x, *v);
        }
        return;
    }
    let mut logs = [0.0; PANEL];
    for (x, v) in x.chunks(PANEL).zip(v.chunks_mut(PANEL)) {
        let logs = &mut logs[..v.len()];
        let normal = ratios(x, v, logs);
        if !normal || (beta == Beta::ItakuraSaito && x.contains(&0.0)) {
            for (x, v) in x.iter().zip(v) {
                *v = beta.term(*x, *v);
            }
            continue;
        }
        if beta == Beta::KullbackLeibler {
            normal_logs(logs);
            kullback_leibler(x, logs, v);
        } else {
            for (ratio, v) in logs.iter().zip(&mut *v) {
                *v = *ratio;
            }
            normal_logs(logs);
            itakura_saito(logs, v);
        }
    }
}

/// v ← x log(x / v) − x: the Kullback-Leibler divergence but for the summand v.
pub(super) fn without_v(x: &[f64], v: &mut [f64]) {
    let mut logs = [0.0; PANEL];
    for (x, v) in x.chunks(PANEL).zip(v.chunks_mut(PANEL)) {
        let logs = &mut logs[..v.len()];
        if ratios(x, v, logs) {
            normal_logs(logs);
            for ((x, v), log) in x.iter().zip(v).zip(logs) {
                *v = *x * *log - *x;
            }
            continue;
        }
        for (x, v) in x.iter().zip(v) {
            *v = if *x <= 0.0 {
                0.0
            } else if *v > 0.0 {
                *x * libm::log(*x / *v) - *x
            } else {
                f64::INFINITY
            };
        }
    }
}

dispatch! {
    /// ratios ← x / v, or 1 where x is 0; whether all of them are positive normal numbers.
    fn ratios(x: &[f64], v: &[f64], ratios: &mut [f64]) -> bool {
        let mut strange = 0u64;
        for ((x, v), ratio) in x.iter().zip(v).zip(ratios) {
            let y = *x / *v;
            let y = if *x > 0.0 { y } else { 1.0 };
            *ratio = y;
            strange |= u64::from(!(f64::MIN_POSITIVE..=f64::MAX).contains(&y));
        }
        strange == 0
    }

    fn kullback_leibler(x: &[f64], logs: &[f64], v: &mut [f64]) {
        for ((x, log), v) in x.iter().zip(logs).zip(v) {
            let d = *x * *log + (*v - *x);
            *v = if d > 0.0 { d } else { 0.0 };
        }
    }

    fn itakura_saito(logs: &[f64], v: &mut [f64]) {
        for (log, v) in logs.iter().zip(v) {
            let d = *v - *log - 1.0;
            *v = if d > 0.0 { d } else { 0.0 };
        }
    }
}
