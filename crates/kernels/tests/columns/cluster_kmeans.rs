//! k-means: against its definition, brute force on tiny sets, sums as a product, repairs, bits.

use crate::solvers_support::{assert_same_bits, column, contract_sum, everywhere, uniform};
use deepmf_kernels::Real;
use deepmf_kernels::cluster::{Points, cluster_means, nearest_centroids, seed_centroid};
use deepmf_kernels::gemm::gemm;
use deepmf_kernels::random::Generator;
use deepmf_kernels::sparse::Compressed;
use proptest::prelude::*;

fn squared_distance<T: Real>(x: &[T], y: &[T]) -> T {
    let terms: Vec<T> = x.iter().zip(y).map(|(&x, &y)| (x - y) * (x - y)).collect();
    contract_sum(&terms)
}

/// Every distance by its definition; the lowest label of the least one.
fn nearest_slowly<T: Real>(m: usize, n: usize, x: &[T], k: usize, c: &[T]) -> (Vec<u32>, Vec<T>) {
    (0..n)
        .map(|j| {
            let x = column(&x[..m * n], n, j);
            let distance = |l: usize| squared_distance(&x, &column(c, k, l));
            let mut best = 0;
            for l in 1..k {
                if distance(l) < distance(best) {
                    best = l;
                }
            }
            (best as u32, distance(best))
        })
        .unzip()
}

struct Fit {
    labels: Vec<u32>,
    centroids: Vec<f64>,
    inertias: Vec<f64>,
}

fn k_means(m: usize, n: usize, x: &[f64], k: usize, unit: bool, seed: u64) -> Fit {
    let mut random = Generator::new(seed, 0);
    let mut centroids = vec![0.0; m * k];
    let (mut labels, mut distances) = (vec![u32::MAX; n], vec![0.0; n]);
    for count in 0..k {
        seed_centroid(
            Points::dense(m, n, x),
            k,
            count,
            random.unit(),
            &mut centroids,
            &mut distances,
        );
    }
    let mut inertias = Vec::new();
    loop {
        let changed = nearest_centroids(
            Points::dense(m, n, x),
            k,
            &centroids,
            &mut labels,
            &mut distances,
        );
        inertias.push(distances.iter().sum());
        if changed == 0 {
            return Fit {
                labels,
                centroids,
                inertias,
            };
        }
        cluster_means(
            Points::dense(m, n, x),
            k,
            unit,
            &mut centroids,
            &mut labels,
            &mut distances,
        );
    }
}

#[test]
fn nearest_is_the_definition() {
    for (m, n, k) in [
        (3, 1, 1),
        (5, 40, 4),
        (2, 700, 9),
        (300, 90, 3),
        (7, 300, 33),
    ] {
        let x = uniform::<f64>(m, n, -1.0, 1.0, 4);
        let c = uniform::<f64>(m, k, -1.0, 1.0, 5);
        let (labels, distances) = nearest_slowly(m, n, &x, k, &c);
        everywhere(|place| {
            let (mut found, mut apart) = (vec![0; n], vec![0.0; n]);
            let changed = nearest_centroids(Points::dense(m, n, &x), k, &c, &mut found, &mut apart);
            assert_eq!(found, labels, "{place}");
            assert_same_bits(&apart, &distances, place);
            assert_eq!(changed as usize, labels.iter().filter(|l| **l != 0).count());
        });
    }
}

#[test]
fn equally_near_centroids_go_by_the_lowest_index() {
    let x = [0.0, 1.0, 2.0f32];
    let (mut labels, mut distances) = ([7; 3], [9.0; 3]);
    let changed = nearest_centroids(
        Points::dense(1, 3, &x),
        3,
        &[2.0, 0.0, 0.0],
        &mut labels,
        &mut distances,
    );
    assert_eq!(
        (changed, labels, distances),
        (3, [1, 0, 0], [0.0, 1.0, 0.0])
    );
}

#[test]
fn more_products_than_are_kept_at_a_time_change_nothing() {
    let (m, n, k) = (2, 9000, 1000);
    let x = uniform::<f32>(m, n, 0.0, 1.0, 1);
    let c = uniform::<f32>(m, k, 0.0, 1.0, 2);
    let (mut labels, mut distances) = (vec![0; n], vec![0.0; n]);
    nearest_centroids(Points::dense(m, n, &x), k, &c, &mut labels, &mut distances);
    for j in [0, 4097, 8999] {
        let (label, distance) = (labels[j] as usize, distances[j]);
        let x = column(&x, n, j);
        assert_eq!(squared_distance(&x, &column(&c, k, label)), distance);
        for l in 0..k {
            assert!(squared_distance(&x, &column(&c, k, l)) >= distance - 1e-6);
        }
    }
}

#[test]
fn sums_are_those_of_a_product_with_the_labels() {
    for (m, n, k) in [
        (1, 1, 1),
        (5, 40, 4),
        (4, 700, 9),
        (3, 16_384 + 300, 3),
        (9, 40_000, 2),
    ] {
        let x = uniform::<f64>(m, n, -1.0, 1.0, 6);
        let labels: Vec<u32> = (0..n).map(|j| ((j * j + j / 7) % k) as u32).collect();
        let mut indicator = vec![0.0; n * k];
        for (j, &label) in labels.iter().enumerate() {
            indicator[j * k + label as usize] = 1.0;
        }
        let mut expected = vec![0.0; m * k];
        gemm(
            false,
            false,
            m,
            k,
            n,
            1.0,
            &x,
            &indicator,
            0.0,
            &mut expected,
        );
        for (index, value) in expected.iter_mut().enumerate() {
            let members = labels.iter().filter(|&&l| l as usize == index % k).count();
            if members > 0 {
                *value /= members as f64;
            }
        }
        everywhere(|place| {
            let (mut labels, mut centroids) = (labels.clone(), vec![0.0; m * k]);
            let distances = &mut vec![0.0; n];
            cluster_means(
                Points::dense(m, n, &x),
                k,
                false,
                &mut centroids,
                &mut labels,
                distances,
            );
            assert_same_bits(&centroids, &expected, place);
        });
    }
}

#[test]
fn empty_clusters_take_the_farthest_columns() {
    let x = [0.0, 1.0, 10.0, 10.0];
    let mut centroids = [2.0, 50.0, 60.0];
    let (mut labels, mut distances) = ([0; 4], [4.0, 1.0, 64.0, 64.0]);
    let filled = cluster_means(
        Points::dense(1, 4, &x),
        3,
        false,
        &mut centroids,
        &mut labels,
        &mut distances,
    );
    assert_eq!((filled, labels), (2, [0, 0, 1, 2]));
    assert_eq!(
        (centroids, distances),
        ([0.5, 10.0, 10.0], [4.0, 1.0, 0.0, 0.0])
    );
    // Nothing lies away from its centroid: the empty cluster keeps its own.
    let mut centroids = [3.0, 50.0];
    let filled = cluster_means(
        Points::dense(1, 2, &[3.0, 3.0]),
        2,
        false,
        &mut centroids,
        &mut [0; 2],
        &mut [0.0; 2],
    );
    assert_eq!((filled, centroids), (0, [3.0, 50.0]));
}

#[test]
fn a_draw_follows_the_distances() {
    let x = [0.0, 1.0, 3.0];
    let draw = |chance: f64| {
        let (mut centroids, mut distances) = (vec![0.0; 2], vec![0.0; 3]);
        assert_eq!(
            seed_centroid(
                Points::dense(1, 3, &x),
                2,
                0,
                0.0,
                &mut centroids,
                &mut distances
            ),
            0
        );
        assert_eq!(distances, [0.0, 1.0, 9.0]);
        let chosen = seed_centroid(
            Points::dense(1, 3, &x),
            2,
            1,
            chance,
            &mut centroids,
            &mut distances,
        );
        assert_eq!(centroids, [0.0, x[chosen as usize]]);
        (chosen, distances)
    };
    assert_eq!(draw(0.0), (1, vec![0.0, 0.0, 4.0]));
    assert_eq!(draw(0.0999).0, 1);
    assert_eq!(draw(0.11), (2, vec![0.0, 1.0, 0.0]));
    assert_eq!(draw(1.0).0, 2);
    // Equal columns: the distances say nothing, and any will do.
    let (mut centroids, mut distances) = ([5.0; 2], [0.0; 2]);
    assert_eq!(
        seed_centroid(
            Points::dense(1, 2, &[5.0; 2]),
            2,
            1,
            0.6,
            &mut centroids,
            &mut distances
        ),
        1
    );
    assert_eq!(
        seed_centroid(
            Points::dense(1, 2, &[5.0; 2]),
            2,
            1,
            1.0,
            &mut centroids,
            &mut distances
        ),
        1
    );
}

/// The least inertia over all assignments.
fn brute_force(m: usize, n: usize, x: &[f64], k: usize) -> f64 {
    (0..k.pow(n as u32))
        .map(|code| {
            let labels: Vec<usize> = (0..n).map(|j| code / k.pow(j as u32) % k).collect();
            (0..k)
                .map(|l| {
                    let members: Vec<Vec<f64>> = (0..n)
                        .filter(|&j| labels[j] == l)
                        .map(|j| column(x, n, j))
                        .collect();
                    let mean: Vec<f64> = (0..m)
                        .map(|i| members.iter().map(|x| x[i]).sum::<f64>() / members.len() as f64)
                        .collect();
                    members
                        .iter()
                        .map(|x| squared_distance(x, &mean))
                        .sum::<f64>()
                })
                .sum::<f64>()
        })
        .fold(f64::INFINITY, f64::min)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_best_of_some_starts_is_near_the_best_there_is(seed in 0u64..10_000, k in 2usize..4) {
        let (m, n) = (2, 7);
        let x = uniform::<f64>(m, n, 0.0, 1.0, seed);
        let best = (0..60)
            .map(|start| *k_means(m, n, &x, k, false, start).inertias.last().unwrap())
            .fold(f64::INFINITY, f64::min);
        let least = brute_force(m, n, &x, k);
        // No pair of columns may lead there (seed 1767: two thirds of a percent above).
        prop_assert!(best > least - 1e-12 && best < 1.1 * least + 1e-12, "{} {}", best, least);
    }

    #[test]
    fn inertia_never_rises(seed in 0u64..10_000, n in 3usize..90, unit: bool) {
        let m = 4;
        let mut x = uniform::<f64>(m, n, 0.01, 1.0, seed);
        if unit {
            for j in 0..n {
                let norm = column(&x, n, j).iter().map(|x| x * x).sum::<f64>().sqrt();
                (0..m).for_each(|i| x[i * n + j] /= norm);
            }
        }
        let fit = k_means(m, n, &x, 3, unit, seed);
        for pair in fit.inertias.windows(2) {
            // Where every column is a centroid, rounding of its length is left.
            prop_assert!(pair[1] <= pair[0] * (1.0 + 1e-12) + 1e-28);
        }
        prop_assert!((0..3).all(|l| fit.labels.contains(&l)));
        for l in 0..3 {
            let norm: f64 = column(&fit.centroids, 3, l).iter().map(|x| x * x).sum();
            prop_assert!(!unit || (norm - 1.0).abs() < 1e-12);
        }
    }
}

/// The lines of a matrix: where its entries that are not zero are, and what they are.
fn lines<T: Real>(m: usize, n: usize, x: &[T]) -> (Vec<usize>, Vec<u32>, Vec<T>) {
    let (mut starts, mut indices, mut values) = (vec![0], Vec::new(), Vec::new());
    for i in 0..m {
        for j in 0..n {
            if x[i * n + j] != T::ZERO {
                indices.push(j as u32);
                values.push(x[i * n + j]);
            }
        }
        starts.push(indices.len());
    }
    (starts, indices, values)
}

/// One iteration from drawn centroids, on dense and on sparse points.
fn both_kinds<T: Real>(m: usize, n: usize, k: usize, near: f64) {
    let x: Vec<T> = uniform::<T>(m, n, -1.0, 1.0, 31)
        .into_iter()
        .map(|x| x.max(T::ZERO))
        .collect();
    let transposed: Vec<T> = (0..n * m).map(|at| x[at % m * n + at / m]).collect();
    let (rows, columns) = (lines(m, n, &x), lines(n, m, &transposed));
    let sparse = Points::Sparse {
        by_rows: Compressed::new(m, n, &rows.0, &rows.1, &rows.2).unwrap(),
        by_columns: Compressed::new(n, m, &columns.0, &columns.1, &columns.2).unwrap(),
    };
    let run = |points: Points<'_, T>| {
        let mut centroids = vec![T::ZERO; m * k];
        let (mut labels, mut distances) = (vec![u32::MAX; n], vec![T::ZERO; n]);
        let mut seen = Vec::new();
        for count in 0..k {
            let chance = (count as f64 + 0.5) / k as f64;
            let (c, d) = (&mut centroids, &mut distances);
            let chosen = seed_centroid(points, k, count, chance, c, d);
            // A centroid lies on itself, also where a difference cancels.
            assert_eq!(distances[chosen as usize], T::ZERO);
            seen.push(chosen);
        }
        let changed = nearest_centroids(points, k, &centroids, &mut labels, &mut distances);
        seen.push(changed);
        for &chosen in &seen[..k] {
            assert_eq!(distances[chosen as usize], T::ZERO);
        }
        for unit in [false, true] {
            let (c, l, d) = (&mut centroids, &mut labels, &mut distances);
            seen.push(cluster_means(points, k, unit, c, l, d));
            seen.push(nearest_centroids(points, k, c, l, d));
            seen.extend(labels.iter().copied());
        }
        (seen, centroids, distances)
    };
    let (seen, centroids, distances) = run(Points::dense(m, n, &x));
    let mut first = None;
    everywhere(|place| {
        let got = run(sparse);
        assert_eq!(got.0, seen, "{place}");
        let pairs = got.1.iter().zip(&centroids);
        for (got, want) in pairs.chain(got.2.iter().zip(&distances)) {
            let apart = (got.to_f64() - want.to_f64()).abs();
            assert!(
                apart <= near * (1.0 + want.to_f64()),
                "{place}: {got:?} {want:?}"
            );
        }
        let (centroids, distances) = first.get_or_insert_with(|| (got.1.clone(), got.2.clone()));
        assert_same_bits(&got.1, centroids, place);
        assert_same_bits(&got.2, distances, place);
    });
}

#[test]
fn sparse_points_are_grouped_as_dense_ones() {
    both_kinds::<f64>(30, 50, 4, 1e-12);
    both_kinds::<f64>(700, 300, 7, 1e-11);
    both_kinds::<f64>(1, 5, 1, 1e-13);
    both_kinds::<f32>(40, 90, 5, 1e-4);
}
