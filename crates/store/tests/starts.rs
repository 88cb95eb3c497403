//! Choosing and grouping columns: arguments arrive where they belong, and what is refused.

mod support;

use deepmf_store::*;
use support::{filled, matrix, numbers, refused};

#[test]
fn choosing_columns() {
    let x = matrix(2, 3, &[1.0, 0.0, 3.0, 0.0, 2.0, 0.0]);
    let (basis, residuals) = (filled(2, 2), filled(2, 3));
    assert_eq!(spa_round(basis, residuals, x, &[]), Ok(2));
    assert_eq!(spa_round(basis, residuals, x, &[2]), Ok(1));
    assert_eq!(numbers(basis), [1.0, 0.0, 0.0, 1.0]);
    let picked = allocate(2, 2, 64).unwrap();
    select_columns(picked, x, &[2, 1]).unwrap();
    assert_eq!(numbers(picked), [3.0, 0.0, 0.0, 2.0]);

    refused(
        spa_round(basis, residuals, x, &[2, 1]),
        Code::InvalidArgument,
    );
    refused(spa_round(basis, residuals, x, &[3]), Code::InvalidArgument);
    refused(spa_round(filled(2, 3), residuals, x, &[]), Code::Shape);
    refused(spa_round(basis, filled(1, 3), x, &[]), Code::Shape);
    refused(select_columns(picked, x, &[0, 3]), Code::InvalidArgument);
    refused(select_columns(picked, x, &[0]), Code::Shape);
    refused(select_columns(x, x, &[0, 1, 2]), Code::InvalidArgument);
}

#[test]
fn k_means() {
    let x = matrix(1, 4, &[0.0, 1.0, 10.0, 11.0]);
    let (centroids, distances) = (filled(1, 2), filled(1, 4));
    let labels = matrix(1, 4, &[-1.0; 4]);
    assert_eq!(seed_centroid(centroids, distances, x, 0, 0.3), Ok(1));
    assert_eq!(seed_centroid(centroids, distances, x, 1, 0.9), Ok(3));
    assert_eq!(nearest_centroids(labels, distances, x, centroids), Ok(4));
    assert_eq!(numbers(labels), [0.0, 0.0, 1.0, 1.0]);
    assert_eq!(numbers(distances), [1.0, 0.0, 1.0, 0.0]);
    assert_eq!(cluster_means(centroids, labels, distances, x, false), Ok(0));
    assert_eq!(numbers(centroids), [0.5, 10.5]);
    assert_eq!(nearest_centroids(labels, distances, x, centroids), Ok(0));
    assert_eq!(cluster_means(centroids, labels, distances, x, true), Ok(0));
    assert_eq!(numbers(centroids), [1.0, 1.0]);

    // The same columns, stored.
    let sparse = sparse_allocate(1, 4, 3.0, 64, "entries").unwrap();
    sparse_append_entries64(sparse, &[0, 0, 0], &[1, 2, 3], &[1.0, 10.0, 11.0]).unwrap();
    sparse_finish(sparse).unwrap();
    let centroids = filled(1, 2);
    assert_eq!(seed_centroid(centroids, distances, sparse, 0, 0.3), Ok(1));
    assert_eq!(seed_centroid(centroids, distances, sparse, 1, 0.9), Ok(3));
    let unknown = matrix(1, 4, &[-1.0; 4]);
    assert_eq!(
        nearest_centroids(unknown, distances, sparse, centroids),
        Ok(4)
    );
    assert_eq!(numbers(unknown), [0.0, 0.0, 1.0, 1.0]);
    assert_eq!(
        cluster_means(centroids, unknown, distances, sparse, false),
        Ok(0)
    );
    assert_eq!(numbers(centroids), [0.5, 10.5]);

    refused(
        seed_centroid(centroids, distances, x, 2, 0.5),
        Code::InvalidArgument,
    );
    for chance in [-0.1, 1.1, f64::NAN] {
        refused(
            seed_centroid(centroids, distances, x, 0, chance),
            Code::InvalidArgument,
        );
    }
    refused(
        seed_centroid(filled(2, 2), distances, x, 0, 0.5),
        Code::Shape,
    );
    refused(
        nearest_centroids(filled(1, 3), distances, x, centroids),
        Code::Shape,
    );
    refused(
        nearest_centroids(labels, labels, x, centroids),
        Code::InvalidArgument,
    );
    for bad in [-1.0, 2.0, 0.5, f64::NAN] {
        let labels = matrix(1, 4, &[0.0, 1.0, bad, 0.0]);
        refused(
            cluster_means(centroids, labels, distances, x, false),
            Code::InvalidArgument,
        );
    }
}

#[test]
fn cutting_in_two() {
    let x = matrix(2, 4, &[1.0, 2.0, 0.0, 0.0, 0.0, 0.0, 3.0, 1.0]);
    let (w, h, labels) = (filled(2, 2), filled(2, 4), filled(1, 4));
    assert!((rank_two(w, h, x, 1).unwrap() - 10.0).abs() < 1e-12);
    assert!(split_by_ratio(labels, h).unwrap() > 0.0);
    let sides = numbers(labels);
    assert!(sides[0] == sides[1] && sides[2] == sides[3] && sides[0] != sides[2]);
    assert_eq!(split_by_ratio(labels, matrix(2, 4, &[1.0; 8])), Ok(-1.0));
    assert_eq!(numbers(labels), [0.0; 4]);

    refused(rank_two(filled(3, 2), h, x, 0), Code::Shape);
    refused(rank_two(w, filled(2, 3), x, 0), Code::Shape);
    refused(
        rank_two(w, w, matrix(2, 2, &[1.0; 4]), 0),
        Code::InvalidArgument,
    );
    refused(split_by_ratio(labels, filled(3, 4)), Code::Shape);
    refused(split_by_ratio(filled(1, 3), h), Code::Shape);
}

#[test]
fn merging_pairs() {
    let x = matrix(2, 3, &[1.0, 0.0, 2.0, 0.0, 5.0, 0.0]);
    let (product, state) = (allocate(3, 3, 64).unwrap(), filled(5, 3));
    gram(product, x, true, 1.0, 0.0).unwrap();
    merge_start(state, product).unwrap();
    assert_eq!(merge_pairs(product, state, 1), Ok(0.0));
    let parts = numbers(state);
    assert_eq!(parts[9..12], [0.0, 1.0, 0.0]);
    assert!((parts[12] - 0.2f64.sqrt()).abs() < 1e-15 && (parts[14] - 0.8f64.sqrt()).abs() < 1e-15);
    assert!((merge_pairs(product, state, 1).unwrap() - 2.5).abs() < 1e-12);
    assert_eq!(merge_pairs(product, state, 0), Ok(0.0));
    refused(merge_pairs(product, state, 1), Code::InvalidArgument);

    refused(merge_start(filled(4, 3), product), Code::Shape);
    refused(merge_start(state, filled(3, 2)), Code::Shape);
    refused(merge_pairs(filled(2, 2), state, 1), Code::Shape);
    // What merging never leaves: partners before or gone, clusters of clusters.
    let good = [
        1.0, 2.0, 3.0, 0.0, 0.0, 0.0, 1.0, 2.0, 4.0, 0.0, 1.0, 2.0, 1.0, 1.0, 1.0,
    ];
    merge_pairs(product, matrix(5, 3, &good), 2).unwrap();
    for (at, bad) in [
        (6, 0.0),
        (7, 1.0),
        (6, 4.0),
        (8, 1.0),
        (6, 5.0),
        (6, 0.5),
        (9, 1.0),
        (10, 2.0),
        (11, -1.0),
    ] {
        let mut entries = good;
        entries[at] = bad;
        refused(
            merge_pairs(product, matrix(5, 3, &entries), 1),
            Code::InvalidArgument,
        );
    }
}
