import { DeepMFError } from '../../errors.js'
import type { FloatArray, Precision } from '../types.js'
import type { Lines } from './types.js'

/** Arrays for so many entries, or `ERR_OUT_OF_MEMORY`. */
function room(entries: number, precision: Precision): { indices: Uint32Array; values: FloatArray } {
  try {
    const values = precision === 'float32' ? new Float32Array(entries) : new Float64Array(entries)
    return { indices: new Uint32Array(entries), values }
  } catch (cause) {
    throw new DeepMFError('ERR_OUT_OF_MEMORY', { message: `no memory for ${entries} ${precision} entries`, cause })
  }
}

/** The lines with rising indices, entries of one cell added in their order. What is so already comes back as it is. */
export function canonical(lines: Lines): Lines {
  return rises(lines) ? lines : turned(added(turned(lines)))
}

/** The same matrix by its other side: a stable counting sort by index. */
export function turned({ count, length, starts, indices, values }: Lines): Lines {
  const next = new Uint32Array(length + 2)
  countInto(next, indices)
  for (let j = 2; j < next.length; j++) next[j] = (next[j] as number) + (next[j - 1] as number)
  const to = room(indices.length, values instanceof Float32Array ? 'float32' : 'float64')
  for (let i = 0; i < count; i++) {
    for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) {
      const j = (indices[k] as number) + 1
      const at = next[j] as number
      next[j] = at + 1
      to.indices[at] = i
      to.values[at] = values[k] as number
    }
  }
  return { count: length, length: count, starts: next.subarray(0, length + 1), ...to }
}

/** How many entries each line will have, two places on: one on is where the next entry of the line goes. */
function countInto(next: Uint32Array, lineOf: Uint32Array): void {
  for (const i of lineOf) next[i + 2] = (next[i + 2] as number) + 1
}

/** Entries in any order as lines, each with its entries as they came. */
export function sorted(
  count: number,
  length: number,
  lineOf: Uint32Array,
  indices: Uint32Array,
  values: FloatArray,
): Lines {
  const next = new Uint32Array(count + 2)
  countInto(next, lineOf)
  for (let i = 2; i < next.length; i++) next[i] = (next[i] as number) + (next[i - 1] as number)
  const to = room(indices.length, values instanceof Float32Array ? 'float32' : 'float64')
  for (let k = 0; k < indices.length; k++) {
    const i = (lineOf[k] as number) + 1
    const at = next[i] as number
    next[i] = at + 1
    to.indices[at] = indices[k] as number
    to.values[at] = values[k] as number
  }
  return { count, length, starts: next.subarray(0, count + 1), ...to }
}

function rises({ count, starts, indices }: Lines): boolean {
  for (let i = 0; i < count; i++) {
    for (let k = (starts[i] as number) + 1; k < (starts[i + 1] as number); k++) {
      if ((indices[k] as number) <= (indices[k - 1] as number)) return false
    }
  }
  return true
}

/** Entries of one cell, which are neighbours, become one. */
function added(lines: Lines): Lines {
  const { count, length, starts, indices, values } = lines
  const ends = new Uint32Array(count + 1)
  let kept = 0
  for (let i = 0; i < count; i++) {
    const first = kept
    for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) {
      if (kept > first && indices[kept - 1] === indices[k]) {
        values[kept - 1] = (values[kept - 1] as number) + (values[k] as number)
      } else {
        indices[kept] = indices[k] as number
        values[kept] = values[k] as number
        kept += 1
      }
    }
    ends[i + 1] = kept
  }
  return { count, length, starts: ends, indices: indices.slice(0, kept), values: values.slice(0, kept) }
}
