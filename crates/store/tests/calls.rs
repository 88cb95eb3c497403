//! Each call finds its operands, checks their shapes and calls the kernel that its name says.
//!
//! That the kernels are right is tested beside them; here one small case per call shows that its
//! arguments arrive where they belong.

mod support;

use deepmf_store::*;
use support::{filled, matrix, numbers, refused};

#[test]
fn elementwise_calls() {
    let a = matrix(2, 3, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    let t = allocate(3, 2, 64).unwrap();
    transpose(t, a).unwrap();
    assert_eq!(numbers(t), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
    let y = matrix(2, 3, &[1.0; 6]);
    axpby(y, 2.0, a, 10.0).unwrap();
    assert_eq!(numbers(y), [12.0, 14.0, 16.0, 18.0, 20.0, 22.0]);
    hadamard(y, matrix(2, 3, &[1.0, 0.0, 2.0, 1.0, 1.0, -1.0])).unwrap();
    assert_eq!(numbers(y), [12.0, 0.0, 32.0, 18.0, 20.0, -22.0]);
    scale_rows(a, matrix(1, 2, &[1.0, 10.0])).unwrap();
    assert_eq!(numbers(a), [1.0, 2.0, 3.0, 40.0, 50.0, 60.0]);
    scale_columns(a, matrix(3, 1, &[1.0, 0.0, 2.0])).unwrap();
    assert_eq!(numbers(a), [1.0, 0.0, 6.0, 40.0, 0.0, 120.0]);
    let square = matrix(2, 2, &[1.0, 2.0, 3.0, 4.0]);
    add_diagonal(square, 0.5).unwrap();
    assert_eq!(numbers(square), [1.5, 2.0, 3.0, 4.5]);
}

#[test]
fn elementary_calls_may_work_in_place() {
    let a = matrix(1, 3, &[1.0, 4.0, 9.0]);
    let root = allocate(1, 3, 64).unwrap();
    elementary(root, a, "sqrt").unwrap();
    assert_eq!(
        (numbers(root), numbers(a)),
        (vec![1.0, 2.0, 3.0], vec![1.0, 4.0, 9.0])
    );
    elementary(a, a, "sqrt").unwrap();
    assert_eq!(numbers(a), [1.0, 2.0, 3.0]);
    power(a, a, 2.0).unwrap();
    assert_eq!(numbers(a), [1.0, 4.0, 9.0]);
    let zero = allocate(1, 1, 64).unwrap();
    for (name, value) in [("exp", 1.0), ("log", 0.0), ("tanh", 1f64.tanh())] {
        elementary(zero, zero, name).unwrap();
        assert!((numbers(zero)[0] - value).abs() < 1e-15, "{name}");
        fill(zero, 1.0).unwrap();
    }
    refused(elementary(a, a, "sin"), Code::InvalidArgument);
}

#[test]
fn products() {
    let a = matrix(2, 3, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    let b = matrix(3, 1, &[1.0, 0.0, -1.0]);
    let c = matrix(2, 1, &[100.0, 200.0]);
    gemm(c, false, false, 2.0, a, b, 1.0).unwrap();
    assert_eq!(numbers(c), [96.0, 196.0]);
    let g = allocate(2, 2, 64).unwrap();
    gram(g, a, false, 1.0, 0.0).unwrap();
    assert_eq!(numbers(g), [14.0, 32.0, 32.0, 77.0]);
    let g = allocate(3, 3, 64).unwrap();
    gram(g, a, true, 2.0, 0.0).unwrap();
    assert_eq!(numbers(g)[0], 34.0);
    let s = matrix(2, 1, &[0.0, 0.0]);
    assert_eq!(residual_squared(s, a, b), Ok(8.0));
}

#[test]
fn tensors() {
    let a = matrix(2, 2, &[1.0, 2.0, 3.0, 4.0]);
    let b = matrix(3, 2, &[1.0, 10.0, 0.0, 1.0, -1.0, 2.0]);
    let both = allocate(6, 2, 64).unwrap();
    khatri_rao(both, a, b).unwrap();
    let products = [
        1.0, 20.0, 0.0, 2.0, -1.0, 4.0, 3.0, 40.0, 0.0, 4.0, -3.0, 8.0,
    ];
    assert_eq!(numbers(both), products);
    let c = allocate(3, 2, 64).unwrap();
    contract_columns(c, both, a, true).unwrap();
    assert_eq!(numbers(c), [10.0, 200.0, 0.0, 20.0, -10.0, 40.0]);
    let c = allocate(2, 2, 64).unwrap();
    contract_columns(c, both, b, false).unwrap();
    assert_eq!(numbers(c), [2.0, 210.0, 6.0, 420.0]);
    let t = allocate(3, 4, 64).unwrap();
    unfold(t, both, 2, 2).unwrap();
    assert_eq!(
        numbers(t),
        [
            1.0, 20.0, 3.0, 40.0, 0.0, 2.0, 0.0, 4.0, -1.0, 4.0, -3.0, 8.0
        ]
    );
    refused(
        khatri_rao(both, b, a.wrapping_add(1_000_000)),
        Code::Disposed,
    );
    refused(khatri_rao(c, a, b), Code::Shape);
    refused(contract_columns(c, both, a, true), Code::Shape);
    refused(unfold(t, both, 4, 2), Code::Shape);
}

#[test]
fn reductions() {
    let a = matrix(2, 2, &[1.0, 2.0, 3.0, 4.0]);
    let b = matrix(2, 2, &[1.0, 0.0, 0.0, 1.0]);
    assert_eq!(sum(a), Ok(10.0));
    assert_eq!(norm_squared(a), Ok(30.0));
    assert_eq!(inner(a, b), Ok(5.0));
    assert_eq!(distance_squared(a, b), Ok(22.0));
    let v = allocate(1, 2, 64).unwrap();
    type Vector = fn(u32, u32) -> Result<()>;
    let calls: [(Vector, [f64; 2]); 4] = [
        (row_sums, [3.0, 7.0]),
        (column_sums, [4.0, 6.0]),
        (row_norms_squared, [5.0, 25.0]),
        (column_norms_squared, [10.0, 20.0]),
    ];
    for (call, expected) in calls {
        call(v, a).unwrap();
        assert_eq!(numbers(v), expected);
    }
    let diagonal = matrix(2, 2, &[-3.0, 0.0, 0.0, 2.0]);
    assert!((spectral_norm(diagonal).unwrap() - 3.0).abs() < 1e-14);
}

#[test]
fn solvers() {
    let gram_matrix = matrix(2, 2, &[2.0, 0.0, 0.0, 4.0]);
    let b = matrix(2, 1, &[2.0, -4.0]);
    let f = allocate(2, 1, 64).unwrap();
    let objective = fpgd(
        f,
        b,
        &[gram_matrix],
        &[0],
        "nonnegative",
        "columns",
        &[],
        100,
        0.05,
        "lipschitz",
    )
    .unwrap();
    assert!((numbers(f)[0] - 1.0).abs() < 1e-8 && numbers(f)[1] == 0.0);
    assert!((objective + 1.0).abs() < 1e-8);
    fill(f, 0.0).unwrap();
    hals(f, b, gram_matrix, "left", true, 3, 0.0, "cyclic", 0.0, 0).unwrap();
    assert_eq!(numbers(f), [1.0, 0.0]);
    let (row, b) = (allocate(1, 2, 64).unwrap(), matrix(1, 2, &[2.0, -4.0]));
    hals(
        row,
        b,
        gram_matrix,
        "right",
        false,
        3,
        0.0,
        "cyclic",
        0.0,
        0,
    )
    .unwrap();
    assert_eq!(numbers(row), [1.0, -1.0]);
    project(row, "simplex", "rows", &[1.0]).unwrap();
    assert_eq!(numbers(row), [1.0, 0.0]);
    let x = matrix(2, 3, &[1.0, 0.0, 0.5, 0.0, 1.0, 0.5]);
    let h = allocate(2, 3, 64).unwrap();
    let (products, residuals) = (allocate(2, 3, 64).unwrap(), allocate(2, 3, 64).unwrap());
    assert_eq!(snpa_round(h, products, residuals, x, &[], 100).unwrap(), 0);
    assert_eq!(snpa_round(h, products, residuals, x, &[0], 100).unwrap(), 1);
}

#[test]
fn projections_by_name() {
    let nearest = |numbers_in: &[f64], name: &str, parameters: &[f64]| {
        let f = matrix(numbers_in.len() as u32, 1, numbers_in);
        project(f, name, "columns", parameters).unwrap();
        numbers(f)
    };
    let y = [3.0, -4.0, 0.0];
    for (name, parameters, expected) in [
        ("none", &[][..], y),
        ("nonnegative", &[], [3.0, 0.0, 0.0]),
        ("box", &[-1.0, f64::INFINITY], [3.0, -1.0, 0.0]),
        ("binary", &[], [1.0, 0.0, 0.0]),
        ("signs", &[], [1.0, -1.0, -1.0]),
        ("simplex", &[2.0], [2.0, 0.0, 0.0]),
        ("sum-at-most", &[5.0], [3.0, 0.0, 0.0]),
        ("sum-within", &[1.0, 2.0], [2.0, 0.0, 0.0]),
        ("near-convex", &[0.25], [1.5, -0.25, -0.25]),
        ("l1-ball", &[1.0], [0.0, -1.0, 0.0]),
        ("l2-ball", &[2.5], [1.5, -2.0, 0.0]),
        ("nonnegative-l2-ball", &[2.0], [2.0, 0.0, 0.0]),
        ("unit-l2", &[], [0.6, -0.8, 0.0]),
        ("nonnegative-unit-l2", &[], [1.0, 0.0, 0.0]),
        ("k-sparse", &[1.0], [0.0, -4.0, 0.0]),
        ("nonnegative-k-sparse", &[1.0], [3.0, 0.0, 0.0]),
        ("hoyer", &[1.0], [0.0, -4.0, 0.0]),
        ("nonnegative-hoyer", &[1.0], [3.0, 0.0, 0.0]),
        ("grouped-hoyer", &[1.0], [0.0, -4.0, 0.0]),
        ("nonnegative-grouped-hoyer", &[1.0], [3.0, 0.0, 0.0]),
        ("orthogonal", &[], [1.0, 0.0, 0.0]),
    ] {
        let found = nearest(&y, name, parameters);
        for (found, expected) in found.iter().zip(expected) {
            assert!(
                (found - expected).abs() < 1e-14,
                "{name}: {found} {expected}"
            );
        }
    }
    let square = matrix(2, 2, &[5.0, 1.0, 1.0, 5.0]);
    project(square, "doubly-stochastic", "rows", &[]).unwrap();
    assert_eq!(numbers(square), [1.0, 0.0, 0.0, 1.0]);
    refused(
        project(filled(2, 3), "doubly-stochastic", "rows", &[]),
        Code::Shape,
    );
}

#[test]
fn proximal_maps_by_name() {
    let y = [3.0, -4.0, 0.0];
    for (name, parameters, expected) in [
        ("l1", &[2.0][..], [2.0, -3.0, 0.0]),
        ("nonnegative-l1", &[2.0], [2.0, 0.0, 0.0]),
        ("l2-squared", &[2.0], [1.5, -2.0, 0.0]),
        ("group-l2", &[5.0], [1.5, -2.0, 0.0]),
        ("l1-half", &[1000.0], [0.0, 0.0, 0.0]),
        ("l1-squared", &[1.0], [2.0 / 3.0, -5.0 / 3.0, 0.0]),
        (
            "total-variation",
            &[1e3, 1.0, 3.0, 1.0, 0.0],
            [-1.0 / 3.0; 3],
        ),
    ] {
        let f = matrix(1, 3, &y);
        let gap = proximal(f, name, "rows", 0.5, parameters).unwrap();
        assert_eq!(gap, 0.0);
        for (found, expected) in numbers(f).iter().zip(expected) {
            assert!(
                (found - expected).abs() < 1e-14,
                "{name}: {found} {expected}"
            );
        }
    }
    let f = filled(6, 2);
    proximal(
        f,
        "total-variation",
        "columns",
        1.0,
        &[0.1, 2.0, 3.0, 0.0, 50.0],
    )
    .unwrap();
}

#[test]
fn sets_and_penalties_that_are_none_are_refused() {
    let a = filled(3, 3);
    for (name, parameters) in [
        ("cone", &[][..]),
        ("nonnegative-box", &[0.0, 1.0]),
        ("nonnegative", &[1.0]),
        ("box", &[1.0, 0.0]),
        ("box", &[f64::NAN, 0.0]),
        ("box", &[f64::INFINITY, f64::INFINITY]),
        ("simplex", &[]),
        ("simplex", &[0.0]),
        ("sum-at-most", &[f64::INFINITY]),
        ("sum-within", &[0.0, 1.0]),
        ("sum-within", &[2.0, 1.0]),
        ("near-convex", &[0.1, 0.1]),
        ("near-convex", &[0.1, 0.1, -0.1]),
        ("l1-ball", &[-1.0]),
        ("l2-ball", &[0.0]),
        ("unit-l2", &[1.0]),
        ("k-sparse", &[0.0]),
        ("k-sparse", &[1.5]),
        ("k-sparse", &[4.0]),
        ("hoyer", &[1.1]),
        ("grouped-hoyer", &[-0.1]),
        ("orthogonal", &[1.0]),
        ("doubly-stochastic", &[1.0]),
    ] {
        refused(
            project(a, name, "columns", parameters),
            Code::InvalidArgument,
        );
    }
    for (name, step, parameters) in [
        ("l0", 1.0, &[1.0][..]),
        ("l1", -1.0, &[1.0]),
        ("l1", 1.0, &[-1.0]),
        ("l1", 1.0, &[]),
        ("l1", f64::NAN, &[1.0]),
        ("l1", f64::MAX, &[f64::MAX]),
        ("total-variation", 1.0, &[1.0, 3.0, 1.0, 2.0, 5.0]),
        ("total-variation", 1.0, &[1.0, 3.0, 1.0, 1.0, 0.5]),
        ("total-variation", 1.0, &[1.0]),
    ] {
        refused(
            proximal(a, name, "rows", step, parameters),
            Code::InvalidArgument,
        );
    }
    let image = [1.0, 2.0, 2.0, 1.0, 5.0];
    refused(
        proximal(a, "total-variation", "rows", 1.0, &image),
        Code::Shape,
    );
    refused(
        proximal(a, "l1", "diagonal", 1.0, &[1.0]),
        Code::InvalidArgument,
    );
}

#[test]
fn solvers_of_every_kind() {
    // 2 x - 2 and 4 y + 4 vanish at 1 and -1, of which only the first is in the set.
    let gram_matrix = matrix(2, 2, &[2.0, 0.0, 0.0, 4.0]);
    let b = matrix(2, 1, &[2.0, -4.0]);
    let start = || matrix(2, 1, &[0.5, 0.5]);
    let near = |f: u32, expected: [f64; 2]| {
        for (found, expected) in numbers(f).iter().zip(expected) {
            assert!((found - expected).abs() < 1e-6, "{found} {expected}");
        }
    };
    let f = start();
    bpp(f, b, gram_matrix, "left").unwrap();
    near(f, [1.0, 0.0]);
    let f = start();
    mu(f, b, &[gram_matrix], &[0], 60).unwrap();
    near(f, [1.0, 0.0]);
    let (f, dual) = (start(), matrix(2, 1, &[0.0, 0.0]));
    for _ in 0..2 {
        admm(
            f,
            dual,
            b,
            gram_matrix,
            "left",
            "nonnegative",
            "columns",
            &[],
            50,
            0.0,
        )
        .unwrap();
    }
    near(f, [1.0, 0.0]);
    near(dual, [0.0, 4.0 / 3.0]);
    let f = start();
    admm(
        f,
        0,
        b,
        gram_matrix,
        "left",
        "nonnegative",
        "columns",
        &[],
        500,
        1e-20,
    )
    .unwrap();
    near(f, [1.0, 0.0]);
    let f = start();
    pgd(
        f,
        b,
        &[gram_matrix],
        &[0],
        "nonnegative",
        "columns",
        &[],
        100,
    )
    .unwrap();
    near(f, [1.0, 0.0]);
    let f = start();
    closed_form(f, b, gram_matrix, 0).unwrap();
    near(f, [1.0, -1.0]);
    let f = matrix(1, 2, &[0.5, 0.5]);
    closed_form(f, matrix(1, 2, &[2.0, -4.0]), 0, gram_matrix).unwrap();
    near(f, [1.0, -1.0]);
    let f = matrix(1, 2, &[0.6, 0.1]);
    mu_orthogonal(f, matrix(1, 2, &[0.6, 0.8]), true, 1).unwrap();
    // f √(b / (f bᵀ f)) for the single row f.
    near(
        f,
        [
            0.6 * (0.6 / (0.44 * 0.6f64)).sqrt(),
            0.1 * (0.8 / (0.44 * 0.1f64)).sqrt(),
        ],
    );
    let (x, residuals) = (matrix(2, 1, &[0.0; 2]), matrix(1, 1, &[0.0]));
    nnls(
        x,
        residuals,
        matrix(3, 2, &[1.0, 0.0, 0.0, 1.0, 0.0, 0.0]),
        matrix(3, 1, &[2.0, -1.0, 2.0]),
    )
    .unwrap();
    near(x, [2.0, 0.0]);
    assert!((numbers(residuals)[0] - 5f64.sqrt()).abs() < 1e-15);
}

#[test]
fn solvers_refuse_what_does_not_fit() {
    let (a, b, g) = (filled(2, 3), filled(2, 3), filled(2, 2));
    let set = ("nonnegative", "columns");
    let ids = [g];
    for outcome in [
        bpp(a, b, filled(3, 3), "left"),
        bpp(a, filled(3, 2), g, "left"),
        mu(a, b, &ids, &ids, 1),
        mu(a, b, &[filled(3, 3)], &[0], 1),
        mu_orthogonal(a, g, true, 1),
        admm(a, g, b, g, "left", set.0, set.1, &[], 1, 0.0),
        admm(a, 0, b, g, "right", set.0, set.1, &[], 1, 0.0),
        pgd(a, b, &[0], &ids, set.0, set.1, &[], 1),
        closed_form(a, b, 0, g),
        nnls(a, filled(1, 3), g, filled(3, 3)),
        nnls(a, filled(1, 2), g, b),
        nnls(g, filled(1, 3), g, b),
    ] {
        refused(outcome, Code::Shape);
    }
    for outcome in [
        bpp(a, a, g, "left"),
        bpp(a, b, g, "middle"),
        mu(a, a, &ids, &[0], 1),
        mu(a, b, &[], &[], 1),
        admm(a, a, b, g, "left", set.0, set.1, &[], 1, 0.0),
        admm(a, 0, b, g, "left", set.0, set.1, &[], 1, f64::NAN),
        admm(a, 0, b, g, "left", "cone", set.1, &[], 1, 0.0),
        pgd(a, b, &ids, &[0], "cone", set.1, &[], 1),
        closed_form(a, a, g, 0),
        nnls(a, filled(1, 3), g, a),
        hals(a, b, g, "left", true, 1, 1.0, "cyclic", 0.0, 0),
        hals(a, b, g, "left", true, 1, 0.0, "backwards", 0.0, 0),
        hals(a, b, g, "left", true, 1, 0.0, "random", 0.5, 0),
    ] {
        refused(outcome, Code::InvalidArgument);
    }
}

#[test]
fn random_numbers_follow_seed_and_stream() {
    let (a, b) = (allocate(3, 4, 64).unwrap(), allocate(3, 4, 64).unwrap());
    for (name, low, high) in [
        ("uniform", 2.0, 3.0),
        ("normal", 0.0, 1.0),
        ("gamma", 0.5, 2.0),
        ("dirichlet", 0.1, 0.0),
    ] {
        random_fill(a, name, low, high, 7.0, 1).unwrap();
        random_fill(b, name, low, high, 7.0, 1).unwrap();
        assert_eq!(numbers(a), numbers(b), "{name}");
        random_fill(b, name, low, high, 7.0, 2).unwrap();
        assert_ne!(numbers(a), numbers(b), "{name}");
    }
    let single = allocate(3, 4, 32).unwrap();
    random_fill(single, "uniform", 0.0, 1.0, 9_007_199_254_740_991.0, 0).unwrap();
}

#[test]
fn shapes_that_do_not_fit_are_refused() {
    let (a, b, v) = (filled(2, 3), filled(4, 5), filled(1, 2));
    for outcome in [
        copy(a, b),
        transpose(a, b),
        axpby(a, 1.0, b, 1.0),
        scale_rows(b, v),
        scale_columns(a, v),
        add_diagonal(a, 1.0),
        elementary(a, b, "exp"),
        power(a, b, 2.0),
        gemm(filled(2, 2), false, false, 1.0, a, b, 0.0),
        gemm(filled(2, 2), false, true, 1.0, a, filled(5, 3), 0.0),
        gram(filled(2, 2), a, true, 1.0, 0.0),
        row_sums(v, b),
        column_sums(v, a),
        row_norms_squared(v, b),
        column_norms_squared(v, a),
        hals(a, b, filled(2, 2), "left", true, 1, 0.0, "cyclic", 0.0, 0),
        hals(
            a,
            filled(2, 3),
            filled(3, 3),
            "left",
            true,
            1,
            0.0,
            "cyclic",
            0.0,
            0,
        ),
        hals(
            a,
            filled(2, 3),
            filled(2, 2),
            "right",
            true,
            1,
            0.0,
            "cyclic",
            0.0,
            0,
        ),
    ] {
        refused(outcome, Code::Shape);
    }
    for outcome in [
        residual_squared(a, b, v),
        inner(a, b),
        distance_squared(a, b),
        spectral_norm(a),
        fpgd(
            a,
            b,
            &[0],
            &[0],
            "none",
            "columns",
            &[],
            1,
            0.05,
            "lipschitz",
        ),
        fpgd(
            a,
            filled(2, 3),
            &[b],
            &[0],
            "none",
            "columns",
            &[],
            1,
            0.05,
            "lipschitz",
        ),
        fpgd(
            a,
            filled(2, 3),
            &[0],
            &[b],
            "none",
            "columns",
            &[],
            1,
            0.05,
            "lipschitz",
        ),
    ] {
        refused(outcome, Code::Shape);
    }
    let (h, residuals) = (filled(2, 2), filled(2, 2));
    refused(
        snpa_round(h, filled(3, 2), residuals, b, &[], 1),
        Code::Shape,
    );
    refused(
        snpa_round(h, filled(2, 2), filled(1, 2), b, &[], 1),
        Code::Shape,
    );
    refused(
        snpa_round(filled(2, 5), h, residuals, b, &[], 1),
        Code::Shape,
    );
}

#[test]
fn an_output_that_is_another_operand_is_refused_and_unchanged() {
    let a = filled(3, 3);
    let before = numbers(a);
    let b = filled(3, 3);
    for outcome in [
        copy(a, a),
        transpose(a, a),
        axpby(a, 1.0, a, 1.0),
        gemm(a, false, false, 1.0, a, b, 0.0),
        gemm(a, false, false, 1.0, b, a, 0.0),
        gram(a, a, true, 1.0, 0.0),
        hals(a, a, b, "left", true, 1, 0.0, "cyclic", 0.0, 0),
        hals(a, b, a, "left", true, 1, 0.0, "cyclic", 0.0, 0),
    ] {
        refused(outcome, Code::InvalidArgument);
    }
    refused(
        fpgd(
            a,
            a,
            &[0],
            &[0],
            "none",
            "columns",
            &[],
            1,
            0.05,
            "lipschitz",
        ),
        Code::InvalidArgument,
    );
    refused(
        fpgd(
            a,
            b,
            &[a],
            &[0],
            "none",
            "columns",
            &[],
            1,
            0.05,
            "lipschitz",
        ),
        Code::InvalidArgument,
    );
    assert_eq!(numbers(a), before);
    // Inputs may be one and the same.
    gemm(b, false, true, 1.0, a, a, 0.0).unwrap();
    assert_eq!(inner(a, a), norm_squared(a));
}

#[test]
fn names_and_numbers_out_of_range_are_refused() {
    let (a, b) = (filled(2, 2), filled(2, 2));
    for outcome in [
        project(a, "cube", "rows", &[1.0]),
        project(a, "simplex", "diagonal", &[1.0]),
        project(a, "simplex", "rows", &[0.0]),
        project(a, "sum-at-most", "rows", &[f64::NAN]),
        hals(a, b, filled(2, 2), "top", true, 1, 0.0, "cyclic", 0.0, 0),
        random_fill(a, "cauchy", 0.0, 1.0, 1.0, 0),
        random_fill(a, "uniform", 2.0, 1.0, 1.0, 0),
        random_fill(a, "normal", 0.0, -1.0, 1.0, 0),
        random_fill(a, "gamma", 0.0, 1.0, 1.0, 0),
        random_fill(a, "dirichlet", f64::INFINITY, 0.0, 1.0, 0),
        random_fill(a, "uniform", 0.0, 1.0, -1.0, 0),
        random_fill(a, "uniform", 0.0, 1.0, 0.5, 0),
        random_fill(a, "uniform", 0.0, 1.0, f64::NAN, 0),
        set_threads(0),
        set_instruction_set("mmx"),
    ] {
        refused(outcome, Code::InvalidArgument);
    }
    refused(
        fpgd(
            a,
            b,
            &[0, 0],
            &[0],
            "none",
            "rows",
            &[],
            1,
            0.05,
            "lipschitz",
        ),
        Code::InvalidArgument,
    );
    refused(
        fpgd(a, b, &[], &[], "none", "rows", &[], 1, 0.05, "lipschitz"),
        Code::InvalidArgument,
    );
    refused(
        fpgd(a, b, &[0], &[0], "none", "rows", &[], 1, 0.0, "lipschitz"),
        Code::InvalidArgument,
    );
    refused(
        fpgd(a, b, &[0], &[0], "none", "rows", &[], 1, 0.05, "long"),
        Code::InvalidArgument,
    );
    let (h, products, residuals, x) = (filled(2, 2), filled(2, 2), filled(2, 2), filled(2, 2));
    for chosen in [[0, 1].as_slice(), &[9]] {
        refused(
            snpa_round(h, products, residuals, x, chosen, 1),
            Code::InvalidArgument,
        );
    }
    refused(
        snpa_round(h, h, residuals, x, &[], 1),
        Code::InvalidArgument,
    );
    refused(probe(16, 1), Code::InvalidArgument);
    refused(probe_memory(0), Code::Disposed);
}

#[test]
fn the_machine_describes_itself() {
    assert!(threads() >= 1 && physical_cores() >= 1);
    let sets = instruction_sets();
    assert!(sets.split(',').any(|name| name == instruction_set()));
    for name in sets.split(',') {
        set_instruction_set(name).unwrap();
        assert_eq!(instruction_set(), name);
    }
    assert!(probe(64, 10).unwrap() > 0.0 && probe(32, 10).unwrap() > 0.0);
    assert_eq!(probe_memory(filled(3, 5)).unwrap(), 120.0);
    assert_eq!(version(), env!("CARGO_PKG_VERSION"));
}

#[test]
fn small_decompositions() {
    let a = matrix(2, 2, &[4.0, 2.0, 2.0, 5.0]);
    let to = allocate(2, 2, 64).unwrap();
    cholesky(to, a).unwrap();
    assert_eq!(numbers(to), [2.0, 0.0, 1.0, 2.0]);
    let x = matrix(2, 1, &[8.0, 12.0]);
    cholesky_solve(x, to).unwrap();
    assert_eq!(numbers(x), [1.0, 2.0]);
    inverse_definite(to, a).unwrap();
    assert_eq!(numbers(to), [0.3125, -0.125, -0.125, 0.25]);
    assert!((log_determinant(a).unwrap() - 4.0 * std::f64::consts::LN_2).abs() < 1e-15);
    inverse(to, a).unwrap();
    assert!((numbers(to)[0] - 0.3125).abs() < 1e-15);
    let x = matrix(2, 1, &[8.0, 12.0]);
    solve_general(x, a).unwrap();
    assert!((numbers(x)[1] - 2.0).abs() < 1e-15);
    let values = allocate(2, 1, 64).unwrap();
    symmetric_eigen(values, to, matrix(2, 2, &[2.0, 9.0, 0.0, 7.0])).unwrap();
    assert_eq!(
        (numbers(values), numbers(to)),
        (vec![7.0, 2.0], vec![0.0, 1.0, 1.0, 0.0])
    );

    let wide = matrix(2, 3, &[0.0, -3.0, 0.0, 2.0, 0.0, 0.0]);
    let (u, sigma) = (allocate(2, 2, 64).unwrap(), allocate(1, 2, 64).unwrap());
    let v = allocate(3, 2, 64).unwrap();
    svd(u, sigma, v, wide).unwrap();
    assert_eq!(numbers(u), [1.0, 0.0, 0.0, 1.0]);
    assert_eq!(numbers(sigma), [3.0, 2.0]);
    assert_eq!(numbers(v), [0.0, 1.0, -1.0, 0.0, 0.0, 0.0]);
    let again = allocate(1, 2, 64).unwrap();
    singular_values(again, wide).unwrap();
    assert_eq!(numbers(again), [3.0, 2.0]);
    let one = allocate(1, 1, 64).unwrap();
    let (left, right) = (allocate(2, 1, 64).unwrap(), allocate(3, 1, 64).unwrap());
    truncated_svd(left, one, right, wide, 5, 2, 1.0, 0).unwrap();
    assert!((numbers(one)[0] - 3.0).abs() < 1e-14 && (numbers(right)[1] + 1.0).abs() < 1e-14);
    let x = sparse_allocate(2, 3, 2.0, 64, "entries").unwrap();
    sparse_append_entries64(x, &[0, 1], &[1, 0], &[-3.0, 2.0]).unwrap();
    sparse_finish(x).unwrap();
    fill(one, 0.0).unwrap();
    sparse_truncated_svd(left, one, right, x, 5, 2, 1.0, 0).unwrap();
    assert!((numbers(one)[0] - 3.0).abs() < 1e-14 && (numbers(right)[1] + 1.0).abs() < 1e-14);
    refused(
        truncated_svd(left, one, right, x, 5, 2, 1.0, 0),
        Code::InvalidArgument,
    );
    let r = allocate(2, 3, 64).unwrap();
    qr(u, r, wide).unwrap();
    assert_eq!(numbers(r), [2.0, 0.0, 0.0, 0.0, 3.0, 0.0]);
    let p = allocate(3, 2, 64).unwrap();
    assert_eq!(pseudo_inverse(p, wide, -1.0).unwrap(), 2);
    assert_eq!(numbers(p)[1], 0.5);
    let x = allocate(3, 1, 64).unwrap();
    assert_eq!(
        least_squares(x, wide, matrix(2, 1, &[3.0, 4.0]), -1.0).unwrap(),
        2
    );
    assert_eq!(numbers(x), [2.0, -1.0, 0.0]);
    assert_eq!(shrink_singular_values(wide, 2.5).unwrap(), 1);
    assert_eq!(numbers(wide), [0.0, -0.5, 0.0, 0.0, 0.0, 0.0]);
}

#[test]
fn decompositions_without_a_result() {
    let (to, bad) = (filled(2, 2), matrix(2, 2, &[1.0, 2.0, 2.0, 1.0]));
    let before = numbers(to);
    refused(cholesky(to, bad), Code::NotPositiveDefinite);
    refused(inverse_definite(to, bad), Code::NotPositiveDefinite);
    refused(log_determinant(bad), Code::NotPositiveDefinite);
    let singular = matrix(2, 2, &[1.0, 2.0, 2.0, 4.0]);
    refused(inverse(to, singular), Code::Singular);
    refused(solve_general(to, singular), Code::Singular);
    let infinite = matrix(2, 2, &[1.0, f64::INFINITY, 0.0, 1.0]);
    refused(inverse(to, infinite), Code::NotFinite);
    refused(shrink_singular_values(infinite, 1.0), Code::NotFinite);
    let huge = matrix(2, 2, &[f64::MAX; 4]);
    let sigma = allocate(1, 2, 64).unwrap();
    refused(singular_values(sigma, huge), Code::Overflow);
    refused(symmetric_eigen(sigma, to, huge), Code::Overflow);
    let zero = matrix(2, 2, &[0.0; 4]);
    refused(cholesky_solve(to, zero), Code::Overflow);
    assert_eq!(numbers(to), before);
    refused(cholesky(to, to), Code::InvalidArgument);
    refused(pseudo_inverse(to, bad, 1.0), Code::InvalidArgument);
    refused(shrink_singular_values(to, -1.0), Code::InvalidArgument);
    refused(qr(to, bad, filled(2, 3)), Code::Shape);
    refused(
        truncated_svd(to, sigma, to, filled(1, 5), 0, 0, 0.0, 0),
        Code::Shape,
    );
    refused(
        truncated_svd(filled(5, 2), sigma, to, filled(5, 2), 0, 0, 0.5, 0),
        Code::InvalidArgument,
    );
}

#[test]
fn divergences() {
    let x = matrix(2, 2, &[1.0, 0.0, 2.0, 3.0]);
    let (w, h) = (matrix(2, 1, &[1.0, 2.0]), matrix(1, 2, &[3.0, 1.0]));
    // W H = [3, 1; 6, 2].
    assert_eq!(
        beta_divergence(x, w, h, 0, "all", 2.0, 0.0).unwrap(),
        0.5 * (4.0 + 1.0 + 16.0 + 1.0)
    );
    let weights = matrix(2, 2, &[1.0, 0.0, 0.5, 0.0]);
    assert_eq!(
        beta_divergence(x, w, h, weights, "all", 2.0, 0.0).unwrap(),
        0.5 * (4.0 + 8.0)
    );
    let product = matrix(2, 2, &[3.0, 1.0, 6.0, 2.0]);
    let kl = beta_divergence(x, w, h, 0, "all", 1.0, 0.0).unwrap();
    assert_eq!(
        kl,
        beta_divergence(x, product, 0, 0, "all", 1.0, 0.0).unwrap()
    );
    let sparse = sparse_allocate(2, 2, 3.0, 64, "entries").unwrap();
    sparse_append_entries64(sparse, &[0, 1, 1], &[0, 0, 1], &[1.0, 2.0, 3.0]).unwrap();
    sparse_finish(sparse).unwrap();
    let stored = beta_divergence(sparse, w, h, 0, "all", 1.0, 0.0).unwrap();
    assert!((stored - kl).abs() < 1e-12 * kl, "{stored} {kl}");

    // With one component the update is the ratio of sums.
    let update = |f, other, x, side| {
        divergence_update(
            f,
            other,
            x,
            0,
            "all",
            side,
            1.0,
            1e-30,
            1.0,
            0.0,
            "multiplicative",
            1,
        )
    };
    assert_eq!(update(h, w, x, "right").unwrap(), 1.0);
    assert_eq!(numbers(h), [1.0, 1.0]);
    update(w, h, sparse, "left").unwrap();
    assert_eq!(numbers(w), [0.5, 2.5]);
    let kept = divergence_update(
        h, w, x, 0, "all", "right", 1.0, 1e-30, 1.0, 0.0, "newton", 3,
    )
    .unwrap();
    assert!((0.0..=1.0).contains(&kept));

    refused(update(h, w, x, "above"), Code::InvalidArgument);
    refused(update(w, w, x, "left"), Code::Shape);
    refused(update(h, w, w, "right"), Code::Shape);
    refused(update(h, w, u32::MAX, "right"), Code::Disposed);
    let odd = |beta, floor, exponent, method| {
        divergence_update(
            h, w, x, 0, "all", "right", beta, floor, exponent, 0.0, method, 1,
        )
    };
    refused(odd(f64::NAN, 1e-9, 1.0, "newton"), Code::InvalidArgument);
    refused(odd(0.0, 1e-9, 1.0, "newton"), Code::InvalidArgument);
    refused(odd(1.0, 0.0, 1.0, "newton"), Code::InvalidArgument);
    refused(odd(1.0, 1e-9, 0.0, "newton"), Code::InvalidArgument);
    refused(odd(1.0, 1e-9, 1.0, "sgd"), Code::InvalidArgument);
    for l1 in [-1.0, f64::NAN, f64::INFINITY] {
        refused(
            divergence_update(h, w, x, 0, "all", "right", 1.0, 1e-9, 1.0, l1, "newton", 1),
            Code::InvalidArgument,
        );
    }
    refused(beta_divergence(x, w, h, w, "all", 1.0, 0.0), Code::Shape);
    refused(beta_divergence(x, w, 0, 0, "all", 1.0, 0.0), Code::Shape);
    refused(
        beta_divergence(x, w, h, 0, "all", 1.0, -1.0),
        Code::InvalidArgument,
    );
    refused(
        divergence_update(x, x, x, 0, "all", "left", 1.0, 1e-9, 1.0, 0.0, "newton", 1),
        Code::InvalidArgument,
    );

    // Cells that count alone: those of sparse weights, or of x itself. X = [1, 0; 2, 3], W H = [3, 1; 6, 2].
    let (w, h) = (matrix(2, 1, &[1.0, 2.0]), matrix(1, 2, &[3.0, 1.0]));
    let sparse_weights = sparse_allocate(2, 2, 2.0, 64, "entries").unwrap();
    sparse_append_entries64(sparse_weights, &[0, 1], &[1, 0], &[1.0, 0.5]).unwrap();
    sparse_finish(sparse_weights).unwrap();
    assert_eq!(
        beta_divergence(sparse, w, h, sparse_weights, "all", 2.0, 0.0).unwrap(),
        0.5 * (1.0 + 8.0)
    );
    assert_eq!(
        beta_divergence(sparse, w, h, 0, "stored", 2.0, 0.0).unwrap(),
        0.5 * (4.0 + 16.0 + 1.0)
    );
    divergence_update(
        h, w, sparse, 0, "stored", "right", 2.0, 1e-30, 1.0, 0.0, "newton", 1,
    )
    .unwrap();
    assert_eq!(numbers(h), [1.0, 1.5]);
    let masked = |x, weights, cells| beta_divergence(x, w, h, weights, cells, 2.0, 0.0);
    refused(masked(x, sparse_weights, "all"), Code::InvalidArgument);
    refused(masked(x, 0, "stored"), Code::InvalidArgument);
    refused(
        masked(sparse, sparse_weights, "stored"),
        Code::InvalidArgument,
    );
    refused(masked(sparse, 0, "none"), Code::InvalidArgument);
    let flat = sparse_allocate(1, 2, 0.0, 64, "entries").unwrap();
    sparse_finish(flat).unwrap();
    refused(masked(sparse, flat, "all"), Code::Shape);
}
