import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { loadBackend, Matrix } from 'deepmf'
import { describe, expect, test } from 'vitest'
import { adopt, checkNonnegative, checkScale, onBackend } from '../../packages/deepmf/src/matrix/internals.js'
import { backends } from '../support/backends.ts'

const coded = (code: string, rest: object = {}) => expect.objectContaining({ code, ...rest })
const rows = [
  [1, 2, 3],
  [4, 5, 6],
]

describe.each(backends)('memory of the %s backend', (name) => {
  test('takes a copy at first use, once, and gives it back', async () => {
    const backend = await loadBackend(name)
    const live = backend.kernels.liveMatrices()
    const matrix = Matrix.from(rows)
    expect(backend.kernels.liveMatrices()).toBe(live)
    const id = onBackend(matrix, backend)
    expect(onBackend(matrix, backend)).toBe(id)
    expect(backend.kernels.download64(id)).toEqual(matrix.toArray())
    expect(backend.kernels.liveMatrices()).toBe(live + 1)
    matrix.dispose()
    expect(backend.kernels.liveMatrices()).toBe(live)
  })

  test.each(['float64', 'float32'] as const)('results in %s are fetched when read', async (precision) => {
    const backend = await loadBackend(name)
    const id = backend.kernels.allocate(2, 3, precision === 'float64' ? 64 : 32)
    backend.kernels.fill(id, 0.1)
    const matrix = adopt(backend, id, 2, 3, precision)
    const expected = precision === 'float64' ? 0.1 : Math.fround(0.1)
    expect(matrix.precision).toBe(precision)
    expect(matrix.get(1, 2)).toBe(expected)
    expect(matrix.toArray()).toEqual(new Float64Array(6).fill(expected))
    expect(onBackend(matrix, backend)).toBe(id)
    matrix.dispose()
    expect(() => backend.kernels.sum(id)).toThrowError(coded('ERR_DISPOSED'))
  })

  test('matrices move from one backend to another', async () => {
    const backend = await loadBackend(name)
    const id = backend.kernels.allocate(2, 2, 64)
    backend.kernels.fill(id, 7)
    const matrix = adopt(backend, id, 2, 2, 'float64')
    for (const other of backends) {
      const { kernels } = await loadBackend(other)
      expect(kernels.sum(onBackend(matrix, await loadBackend(other)))).toBe(28)
    }
    matrix.dispose()
  })

  test('is given back when a matrix is forgotten', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const backend = await loadBackend(name)
    const live = backend.kernels.liveMatrices()
    const forget = () => {
      for (let i = 0; i < 50; i++) onBackend(Matrix.from(rows), backend)
    }
    forget()
    expect(backend.kernels.liveMatrices()).toBe(live + 50)
    for (let round = 0; round < 50 && backend.kernels.liveMatrices() > live; round++) {
      collect()
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    expect(backend.kernels.liveMatrices()).toBe(live)
  })
})

describe('a disposed matrix', () => {
  const uses: [string, (matrix: Matrix) => unknown][] = [
    ['toArray', (matrix) => matrix.toArray()],
    ['toFloat32Array', (matrix) => matrix.toFloat32Array()],
    ['toRows', (matrix) => matrix.toRows()],
    ['get', (matrix) => matrix.get(0, 0)],
    ['column', (matrix) => matrix.column(0)],
    ['Matrix.from', (matrix) => Matrix.from(matrix)],
    ['Matrix.from in another precision', (matrix) => Matrix.from(matrix, { precision: 'float32' })],
  ]
  test.each(uses)('cannot be used by %s', (_, use) => {
    const matrix = Matrix.from(rows)
    matrix.dispose()
    expect(() => use(matrix)).toThrowError(coded('ERR_DISPOSED'))
  })

  test('cannot be used by a backend', async () => {
    const backend = await loadBackend()
    const matrix = Matrix.from(rows)
    onBackend(matrix, backend)
    matrix.dispose()
    expect(() => onBackend(matrix, backend)).toThrowError(coded('ERR_DISPOSED'))
  })

  test('still tells its shape, and may be disposed of again', () => {
    const matrix = Matrix.from(rows)
    expect(matrix.disposed).toBe(false)
    matrix.dispose()
    matrix.dispose()
    expect(matrix.disposed).toBe(true)
    expect(matrix.shape).toEqual([2, 3])
    expect(String(matrix)).toBe('Matrix(2 x 3, float64, disposed)')
  })

  test('comes at the end of a using block', () => {
    let seen: Matrix
    {
      using matrix = Matrix.from(rows)
      seen = matrix
      expect(seen.disposed).toBe(false)
    }
    expect(seen.disposed).toBe(true)
  })
})

describe('checks before any work', () => {
  test('negative numbers are named', () => {
    checkNonnegative(Matrix.from([[0, -0, 1e-300]]), 'X')
    expect(() =>
      checkNonnegative(
        Matrix.from([
          [1, 2],
          [3, -1e-300],
          [-5, 0],
        ]),
        'X',
      ),
    ).toThrowError(
      coded('ERR_NEGATIVE', { option: 'X', received: '-1e-300', message: expect.stringContaining('row 1, column 1') }),
    )
  })

  const scales: [number, 'float64' | 'float32', boolean][] = [
    [0, 'float64', true],
    [1, 'float64', true],
    [1e-100, 'float64', true],
    [-1e100, 'float64', true],
    [1e-101, 'float64', false],
    [1.1e100, 'float64', false],
    [-1e300, 'float64', false],
    [1e-300, 'float64', false],
    [0, 'float32', true],
    [1e-11, 'float32', true],
    [1e11, 'float32', true],
    [1e-13, 'float32', false],
    [-1e13, 'float32', false],
  ]
  test.each(scales)('magnitude %d in %s: %o', (value, precision, fine) => {
    const matrix = Matrix.from([[0, value]], { precision })
    if (fine) checkScale(matrix, 'X')
    else {
      expect(() => checkScale(matrix, 'X')).toThrowError(
        coded('ERR_SCALE', { option: 'X', message: expect.stringContaining('rescale') }),
      )
    }
  })

  test('small magnitudes pass where they do no harm', () => {
    checkScale(Matrix.from([[1e-300]]), 'X', { tiny: true })
    expect(() => checkScale(Matrix.from([[1e300]]), 'X', { tiny: true })).toThrowError(coded('ERR_SCALE'))
  })
})
