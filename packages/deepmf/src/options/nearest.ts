/** The known name that a mistyped one most likely meant, or `undefined` when none is close. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const wanted = name.toLowerCase()
  let best: string | undefined
  // About one slip in three letters; a longer name that the given one begins or that begins it counts as near.
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1
  for (const candidate of known) {
    const other = candidate.toLowerCase()
    const related = wanted.length >= 3 && (other.startsWith(wanted) || wanted.startsWith(other))
    const distance = related ? 1 : editDistance(wanted, other)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`. */
function editDistance(a: string, b: string): number {
  const distances = Array.from({ length: a.length + 1 }, (_, i) => Array.from(b, () => i).concat(i))
  const at = (i: number, j: number) => distances[i]?.[j] ?? Number.POSITIVE_INFINITY
  for (let i = 0; i <= a.length; i++) {
    for (let j = 0; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      let distance = i === 0 ? j : Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + change)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) distance = Math.min(distance, at(i - 2, j - 2) + 1)
      const row = distances[i]
      if (row !== undefined) row[j] = distance
    }
  }
  return at(a.length, b.length)
}
