import type { Arena, Value } from './arena.js'
import type { Chain } from './problem.js'
import { multiply, normSquared } from './products.js'

/** A result in store, and the state of the matrices it was made from. */
interface Memo {
  readonly value: Value
  stamp: number
}

/**
 * Products of the factors and the data, computed when asked for and kept until a factor changes.
 *
 * Block coordinate descent asks for the same Gram matrices and the same products with the data in
 * neighbouring blocks. Every named matrix has a version; a result remembers the sum of the versions
 * it was made from, which, as versions only grow, is the same if and only if none of them changed.
 * Each result has a buffer of its own that is written again in place: a sweep allocates nothing.
 */
export class Expressions {
  readonly #named = new Map<string, { value: Value; version: number }>()
  readonly #memo = new Map<string, Memo>()
  readonly #buffers = new Map<string, Value>()
  readonly #norms = new Map<string, { norm: number; stamp: number }>()

  constructor(
    readonly arena: Arena,
    readonly first: 'left' | 'right',
  ) {}

  get kernels() {
    return this.arena.backend.kernels
  }

  define(name: string, value: Value): void {
    this.#named.set(name, { value, version: 1 })
  }

  /** Whether a matrix has that name. */
  has(name: string): boolean {
    return this.#named.has(name)
  }

  named(name: string): Value {
    return this.#entry(name).value
  }

  /** Says that the matrix `name` has new entries. */
  touch(name: string): void {
    this.#entry(name).version += 1
  }

  /** M1 M2 ... Mk. A chain of one is the matrix itself, not a copy. */
  product(chain: Chain): Value {
    const last = this.named(chain[chain.length - 1] as string)
    if (chain.length === 1) return last
    const head = chain.slice(0, -1)
    const rows = this.named(chain[0] as string).rows
    return this.memo(`product ${chain.join(' ')}`, chain, rows, last.cols, (out) => {
      const left = this.product(head)
      multiply(this.kernels, out, false, false, left, last)
    })
  }

  /** MᵀM for M = M1 ... Mk, from the right end inwards: only the last product is at full size. */
  leftGram(chain: Chain): Value {
    const name = chain[chain.length - 1] as string
    const last = this.named(name)
    const size = last.cols
    return this.memo(`left-gram ${chain.join(' ')}`, chain, size, size, (out) => {
      if (chain.length === 1) {
        this.kernels.gram(out.id, last.id, true, 1, 0)
      } else {
        const inner = this.leftGram(chain.slice(0, -1))
        const half = this.#scratch(inner.rows, size)
        this.kernels.gemm(half.id, false, false, 1, inner.id, last.id, 0)
        this.kernels.gemm(out.id, true, false, 1, last.id, half.id, 0)
      }
    })
  }

  /** MMᵀ for M = M1 ... Mk, from the left end inwards. */
  rightGram(chain: Chain): Value {
    const head = this.named(chain[0] as string)
    const size = head.rows
    return this.memo(`right-gram ${chain.join(' ')}`, chain, size, size, (out) => {
      if (chain.length === 1) {
        this.kernels.gram(out.id, head.id, false, 1, 0)
      } else {
        const inner = this.rightGram(chain.slice(1))
        const half = this.#scratch(size, inner.cols)
        this.kernels.gemm(half.id, false, false, 1, head.id, inner.id, 0)
        this.kernels.gemm(out.id, false, true, 1, half.id, head.id, 0)
      }
    })
  }

  /** leftᵀ S rightᵀ for S = the product of `target`, one factor at a time from S outwards. */
  cross(target: Chain, left: Chain, right: Chain): Value {
    if (left.length === 0 && right.length === 0) return this.product(target)
    const key = `cross ${left.join(' ')} | ${target.join(' ')} | ${right.join(' ')}`
    const rows = this.#columnsOf(left) ?? this.named(target[0] as string).rows
    const cols = this.#rowsOf(right) ?? this.named(target[target.length - 1] as string).cols
    return this.memo(key, [...left, ...target, ...right], rows, cols, (out) => {
      const leftLast = right.length === 0 || (left.length > 0 && this.first === 'right')
      if (leftLast) {
        const inner = this.cross(target, left.slice(0, -1), right)
        const outer = this.named(left[left.length - 1] as string)
        multiply(this.kernels, out, true, false, outer, inner)
      } else {
        const inner = this.cross(target, left, right.slice(1))
        const outer = this.named(right[0] as string)
        multiply(this.kernels, out, false, true, inner, outer)
      }
    })
  }

  /**
   * The buffer of `key`, filled by `compute` unless it still holds the result for the present state
   * of the matrices named in `parts`.
   */
  memo(key: string, parts: Chain, rows: number, cols: number, compute: (out: Value) => void): Value {
    const stamp = this.#stamp(parts)
    let memo = this.#memo.get(key)
    if (memo === undefined) {
      memo = { value: this.arena.allocate(rows, cols), stamp: -1 }
      this.#memo.set(key, memo)
    }
    if (memo.stamp !== stamp) {
      compute(memo.value)
      memo.stamp = stamp
    }
    return memo.value
  }

  /** ‖S‖² for S = the product of `target`. */
  normSquared(target: Chain): number {
    const key = target.join(' ')
    const stamp = this.#stamp(target)
    const known = this.#norms.get(key)
    if (known?.stamp === stamp) return known.norm
    const norm = normSquared(this.kernels, this.product(target))
    this.#norms.set(key, { norm, stamp })
    return norm
  }

  /** A matrix of zeros at first that keeps what is written to it, one for every key. */
  buffer(key: string, rows: number, cols: number): Value {
    const known = this.#buffers.get(key)
    if (known !== undefined) return known
    const value = this.arena.allocate(rows, cols)
    this.#buffers.set(key, value)
    return value
  }

  /** A buffer that only lives until the next call with the same shape. */
  #scratch(rows: number, cols: number): Value {
    return this.buffer(`scratch ${rows} ${cols}`, rows, cols)
  }

  #stamp(names: Chain): number {
    let stamp = 0
    for (const name of names) stamp += this.#entry(name).version
    return stamp
  }

  #entry(name: string) {
    const entry = this.#named.get(name)
    if (entry === undefined) throw new Error(`no matrix is named ${name}`)
    return entry
  }

  #columnsOf(chain: Chain): number | undefined {
    return chain.length === 0 ? undefined : this.named(chain[chain.length - 1] as string).cols
  }

  #rowsOf(chain: Chain): number | undefined {
    return chain.length === 0 ? undefined : this.named(chain[0] as string).rows
  }
}
