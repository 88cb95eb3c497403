//! Grouping columns of the data: k-means, rank-two splitting, successive merging.
//!
//! Whole algorithms would hold up their caller, so the kernels are rounds: `seed` draws one center,
//! `nearest` and `means` are one iteration of Lloyd, `rank_two` with `split` cuts one cluster in
//! two, `merge` joins pairs of columns, cheapest first.

mod candidates;
mod distance;
mod means;
mod merge;
mod nearest;
mod pair;
mod plane;
mod points;
mod rank_two;
mod seed;
mod split;
mod stored;
mod tournament;

pub use means::cluster_means;
pub use merge::{MergeState, merge_pairs, merge_start};
pub use nearest::nearest_centroids;
pub use pair::{Merged, merged, merging_error};
pub use plane::dominant_plane;
pub use points::Points;
pub use rank_two::{nonnegative_pairs, rank_two};
pub use seed::seed_centroid;
pub use split::split_by_ratio;
