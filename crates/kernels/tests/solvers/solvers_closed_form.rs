//! The closed form: its equations, its least norm, and the same bits everywhere.

use crate::solvers_support::lawson_hanson::solve_on;
use crate::solvers_support::{
    assert_same_bits, column, cross, everywhere, problem, transposed, uniform,
};
use deepmf_kernels::Real;
use deepmf_kernels::nnls::closed_form;

#[test]
fn solves_the_equations() {
    for (r, n) in [(1, 3), (7, 12), (40, 300)] {
        let problem = problem::<f64>(2 * r + 9, r, n, 5);
        let every: Vec<usize> = (0..r).collect();
        let mut f = vec![0.0; r * n];
        closed_form(&mut f, &problem.b, r, n, Some(&problem.gram), None).unwrap();
        for j in (0..n).step_by(7) {
            let exact = solve_on(&every, r, &problem.gram, &column(&problem.b, n, j));
            for (x, exact) in column(&f, n, j).iter().zip(exact) {
                assert!((x - exact).abs() < 1e-9, "{x} {exact}");
            }
        }
        let turned = transposed(r, n, &problem.b);
        let mut right = vec![0.0; r * n];
        closed_form(&mut right, &turned, n, r, None, Some(&problem.gram)).unwrap();
        assert_same_bits(&right, &transposed(r, n, &f), "right");
        let mut both = vec![0.0; r * r];
        let square = cross(r, r, r, &problem.gram, &problem.gram);
        // P (P) P = P³: the solution of P F P = P P... is the identity for B = P².
        closed_form(
            &mut both,
            &square,
            r,
            r,
            Some(&problem.gram),
            Some(&problem.gram),
        )
        .unwrap();
        for i in 0..r * r {
            let expected = f64::from(u8::from(i / r == i % r));
            assert!((both[i] - expected).abs() < 1e-6, "{}", both[i]);
        }
    }
}

#[test]
fn a_side_that_is_singular_gives_the_solution_of_least_norm() {
    let (m, r, n) = (30, 8, 5);
    let mut w = uniform::<f64>(m, r, 0.0, 1.0, 1);
    for row in w.chunks_exact_mut(r) {
        (row[1], row[4]) = (row[0], 0.0);
    }
    let gram = cross(m, r, r, &w, &w);
    let b = cross(m, r, n, &w, &uniform::<f64>(m, n, 0.0, 1.0, 2));
    let mut f = vec![7.0; r * n];
    closed_form(&mut f, &b, r, n, Some(&gram), None).unwrap();
    let residual = cross(r, r, n, &gram, &f);
    for (x, b) in residual.iter().zip(&b) {
        assert!((x - b).abs() < 1e-10, "{x} {b}");
    }
    for j in 0..n {
        assert!((f[j] - f[n + j]).abs() < 1e-10, "copies share their weight");
        assert!(f[4 * n + j].abs() < 1e-10, "and what is zero has none");
    }
}

fn same_bits<T: Real>(r: usize, n: usize) {
    let problem = problem::<T>(2 * r + 9, r, n, 5);
    let mut expected: Option<Vec<T>> = None;
    everywhere(|place| {
        let mut f = vec![T::ZERO; r * n];
        closed_form(&mut f, &problem.b, r, n, Some(&problem.gram), None).unwrap();
        assert_same_bits(expected.get_or_insert_with(|| f.clone()), &f, place);
    });
}

#[test]
fn has_the_same_bits_everywhere() {
    same_bits::<f64>(49, 200);
    same_bits::<f64>(300, 20);
    same_bits::<f32>(20, 70);
}

#[test]
fn refuses_what_has_no_solution() {
    for bad in [f64::NAN, f64::INFINITY] {
        let mut f = vec![0.5; 6];
        let gram = [1.0, 0.0, 0.0, bad];
        assert!(closed_form(&mut f, &[1.0; 6], 2, 3, Some(&gram), None).is_err());
        assert_eq!(f, [0.5; 6]);
        assert!(closed_form(&mut f, &[bad; 6], 2, 3, Some(&[1.0, 0.0, 0.0, 1.0]), None).is_err());
        assert_eq!(f, [0.5; 6]);
    }
    let mut f = vec![0.5; 6];
    closed_form(&mut f, &[1.0; 6], 2, 3, Some(&[0.0; 4]), None).unwrap();
    assert_same_bits(&f, &[0.0; 6], "no curvature at all");
    closed_form::<f64>(&mut [], &[], 0, 5, None, None).unwrap();
}
