import { nmf, readMatMatrix } from 'deepmf'
import { expect, test } from 'vitest'
import { noteOf } from '../../docs/support/notes.js'
import { dataFile } from '../support/data.js'

// "Mary had a little lamb": three notes, found among the columns of W by their peaks. Leplat, Gillis and Ang (2020), *Blind
// audio source separation with minimum-volume beta-divergence NMF*, take this recording; here without the volume.
test('the three notes of the piano, by Kullback-Leibler and by Itakura-Saito', async (context) => {
  const X = await readMatMatrix(await dataFile(context, 'audio/piano_Mary.mat'), 'X')
  for (const rank of [3, 4, 5, 6, 7]) {
    using loud = await nmf(X, { rank, loss: 'kullback-leibler', seed: 1, maxIterations: 200 })
    using quiet = await nmf(X, { rank, loss: 'itakura-saito', init: loud, floor: 1e-6, maxIterations: 200 })
    for (const [name, { W }] of Object.entries({ 'Kullback-Leibler': loud, 'Itakura-Saito': quiet })) {
      const notes = Array.from({ length: rank }, (_, k) => noteOf(W.column(k), 62.5))
      console.log(`${name}, rank ${rank}: ${notes.join(' ')}`)
      // With four sounds, Itakura-Saito mixes two of the notes.
      if (name === 'Itakura-Saito' && rank === 4) continue
      expect(notes).toEqual(expect.arrayContaining(['C4', 'D4', 'E4']))
    }
  }
}, 120_000)
