import { describe, expect, test } from 'vitest'
import { readSettings } from '../../packages/demo/src/settings.js'
import { UsageError } from '../../packages/demo/src/usage-error.js'

describe('the command line of the demo', () => {
  test('without arguments: the digits', () => {
    const settings = readSettings([])
    expect(settings?.images).toEqual({ kind: 'digits' })
    expect(settings?.fit).toMatchObject({ decompose: 'coefficients', loss: 'layer-centric' })
    expect(settings?.out).toMatch(/out[\\/]digits$/)
  })

  test('faces take a file and other defaults', () => {
    const settings = readSettings(['faces', 'CBCL.mat'])
    expect(settings?.images).toEqual({ kind: 'faces', path: 'CBCL.mat' })
    expect(settings?.fit).toMatchObject({ decompose: 'features', ranks: [100, 49, 25] })
    expect(settings?.out).toMatch(/out[\\/]faces$/)
  })

  test('options replace defaults', () => {
    const settings = readSettings(
      '--ranks 64,25 --iterations 7 --seed 9 --loss global --backend js --normalisation none --out x'.split(' '),
    )
    expect(settings?.fit).toEqual({
      decompose: 'coefficients',
      ranks: [64, 25],
      maxIterations: 7,
      seed: 9,
      loss: 'global',
      backend: 'js',
      normalisation: 'none',
    })
  })

  test.each(['--help', '-h'])('%s asks for help', (flag) => {
    expect(readSettings([flag])).toBeUndefined()
  })

  test.each([
    [['letters'], "'letters' is neither"],
    [['faces'], "'faces' needs a MATLAB file"],
    [['faces', 'a.mat', 'b.mat'], "'b.mat' is one argument too many"],
    [['digits', 'a.mat'], "'a.mat' is one argument too many"],
    [['--ranks', '10,x'], "--ranks: 'x' is not a whole number"],
    [['--iterations', '-3'], '--iterations'],
    [['--seed', '1.5'], "--seed: '1.5' is not a whole number"],
    [['--ranks', '7,6,5,4,3,2,1'], 'at most 6'],
    [['--rank', '3'], "'--rank'"],
  ])('%j is refused', (args, message) => {
    expect(() => readSettings(args)).toThrow(UsageError)
    expect(() => readSettings(args)).toThrow(message)
  })
})
