import { type BadInput, overcompleteInWords, unknownStart } from '../../support/bad-input.js'
import type { Rows } from '../../support/dense.js'
import { sparseOf } from '../../support/sparse.js'

/** Zeros in every third row and column. */
export const symmetricThinned = (X: Rows): Rows =>
  X.map((row, i) => row.map((x, j) => (i % 3 === 0 || j % 3 === 0 ? 0 : x)))

/** What all models of symmetric data refuse. */
export const symmetricBadInput: BadInput[] = [
  {
    what: 'data that is not square',
    data: [
      [1, 2, 1],
      [2, 1, 1],
    ],
    options: {},
    code: 'ERR_SHAPE',
    option: 'X',
  },
  {
    what: 'data that is not symmetric',
    data: [
      [1, 2, 3],
      [2, 1, 1],
      [3, 1.5, 1],
    ],
    options: {},
    code: 'ERR_INVALID_MATRIX',
    option: 'X',
    says: /\[2, 1\] and \[1, 2\]/,
  },
  {
    what: 'sparse data that is not symmetric',
    data: sparseOf([
      [1, 0, 3],
      [0, 1, 1],
      [3, 0, 1],
    ]),
    options: {},
    code: 'ERR_INVALID_MATRIX',
    option: 'X',
    says: /row 1 and column 1/,
  },
  unknownStart,
  { what: 'a start without W', options: { init: { H: [[1]] } }, code: 'ERR_INVALID_OPTION', option: 'init' },
  { what: 'a start of another shape', options: { init: { W: [[1]] } }, code: 'ERR_SHAPE', option: 'init.W' },
  { what: 'the closed form', options: { solver: 'als' }, code: 'ERR_INVALID_OPTION', option: 'solver' },
  overcompleteInWords,
]
