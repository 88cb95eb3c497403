/**
 * Ratings of 9 movies by 15 users, from 1 to 10 (De Handschutter, Gillis and Siebert, *A survey on deep matrix
 * factorizations* (2021), section 4.1.1): three horror movies, three comedies, three
 * biopics, and five fans of each.
 */
export const ratings: number[][] = [
  [7, 8, 10, 8, 9, 4, 1, 2, 3, 2, 4, 1, 3, 5, 2],
  [8, 8, 7, 8, 10, 5, 1, 2, 6, 1, 4, 2, 2, 1, 2],
  [9, 9, 9, 9, 10, 4, 1, 4, 2, 1, 4, 3, 1, 1, 1],
  [3, 1, 2, 1, 3, 8, 8, 7, 8, 10, 3, 4, 1, 2, 2],
  [2, 1, 3, 2, 3, 9, 10, 9, 9, 8, 2, 2, 2, 2, 2],
  [1, 2, 1, 1, 2, 8, 8, 9, 9, 8, 3, 2, 3, 3, 1],
  [4, 1, 1, 2, 2, 2, 5, 1, 1, 5, 9, 7, 8, 9, 7],
  [2, 2, 2, 1, 2, 2, 6, 2, 1, 3, 8, 8, 8, 8, 8],
  [1, 2, 2, 1, 3, 2, 4, 1, 1, 4, 6, 9, 8, 10, 7],
]
