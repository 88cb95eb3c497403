//! `dispatch!`: one body, compiled once per instruction set, chosen at run time.

/// Defines functions whose body is compiled for every instruction set of the target.
///
/// ```ignore
/// dispatch! {
///     /// y += x.
///     pub fn add<T: Real>(x: &[T], y: &mut [T]) {
///         for (y, &x) in y.iter_mut().zip(x) {
///             *y += x;
///         }
///     }
/// }
/// ```
///
/// The call looks at [`crate::simd::current`] once and runs the copy for it;
/// LLVM vectorises each copy at that set's width. Write loops over outputs:
/// without reassociation LLVM leaves sums scalar and in order, so every copy gives
/// the same bits. Helpers that the body calls should be `#[inline(always)]`, or
/// they stay at the baseline set. Limits: parameters are plain names (no
/// patterns, no `mut`), generics are `T: path`, no `where`.
macro_rules! dispatch {
    ($(
        $(#[$meta:meta])*
        $vis:vis fn $name:ident $(<$($generic:ident : $bound:path),+>)? ($($arg:ident : $ty:ty),* $(,)?) $(-> $ret:ty)? $body:block
    )+) => {$(
        $(#[$meta])*
        $vis fn $name $(<$($generic: $bound),+>)? ($($arg: $ty),*) $(-> $ret)? {
            #[inline(always)]
            fn body $(<$($generic: $bound),+>)? ($($arg: $ty),*) $(-> $ret)? $body

            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx2")]
                #[inline(never)]
                fn avx512 $(<$($generic: $bound),+>)? ($($arg: $ty),*) $(-> $ret)? {
                    body($($arg),*)
                }
                #[target_feature(enable = "avx2")]
                #[inline(never)]
                fn avx2 $(<$($generic: $bound),+>)? ($($arg: $ty),*) $(-> $ret)? {
                    body($($arg),*)
                }
                match $crate::simd::current() {
                    // SAFETY: a set is in use only if the machine has it.
                    $crate::simd::InstructionSet::Avx512 => return unsafe { avx512($($arg),*) },
                    // SAFETY: as above.
                    $crate::simd::InstructionSet::Avx2 => return unsafe { avx2($($arg),*) },
                    _ => {}
                }
            }
            #[inline(never)]
            fn baseline $(<$($generic: $bound),+>)? ($($arg: $ty),*) $(-> $ret)? {
                body($($arg),*)
            }
            baseline($($arg),*)
        }
    )+};
}

pub(crate) use dispatch;
