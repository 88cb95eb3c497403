import { expect, test } from 'vitest'
import { readDigits } from '../../packages/demo/src/datasets/digits.js'

test('the committed digits are the 2,000 of the data set', async () => {
  const { data, pixels, samples, labels = [], grid } = await readDigits()
  expect([pixels, samples, data.length]).toEqual([240, 2000, 480_000])
  expect([grid.rows, grid.cols]).toEqual([16, 15])

  const counts = new Array<number>(7).fill(0)
  for (const value of data) counts[value] = (counts[value] as number) + 1
  expect(counts).toEqual([188346, 17272, 15038, 24762, 28835, 18622, 187125])

  // Weighted by the pixel's number, the sum tells whether the pixels are in order.
  let weighted = 0
  for (const [i, value] of data.entries()) weighted += value * (Math.floor(i / samples) + 1)
  expect(weighted).toBe(169_810_098)

  const perClass = new Array<number>(10).fill(0)
  const sums = new Array<number>(10).fill(0)
  for (const [sample, label] of labels.entries()) {
    perClass[label] = (perClass[label] as number) + 1
    for (let pixel = 0; pixel < pixels; pixel++) {
      sums[label] = (sums[label] as number) + (data[pixel * samples + sample] as number)
    }
  }
  expect(perClass).toEqual(new Array(10).fill(200))
  expect(sums).toEqual([162226, 159005, 139943, 137809, 128962, 149248, 143519, 125401, 162441, 144280])
})

test('the first digit is a zero, upright', async () => {
  const { data, samples } = await readDigits()
  const rows = Array.from({ length: 16 }, (_, row) =>
    Array.from({ length: 15 }, (_, col) => ((data[(row * 15 + col) * samples] as number) > 2 ? '#' : '.')).join(''),
  )
  expect(rows).toEqual([
    '.##########....',
    '.#####.#####...',
    '#####...######.',
    '####.....#####.',
    '####.....#####.',
    '####......####.',
    '####.......####',
    '###.......#####',
    '####......#####',
    '####......#####',
    '####......#####',
    '####.....#####.',
    '####.....#####.',
    '#####...#####..',
    '.###########...',
    '..#########....',
  ])
})
