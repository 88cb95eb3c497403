import { nmf, readMatMatrix } from 'deepmf'
import { dataFile, noteOf, strips } from '../support/index.js'

// "Mary had a little lamb" on a piano, 4.7 seconds: 129 frequencies, 62.5 Hz apart, by 586 moments.
const X = await readMatMatrix(await dataFile('audio/piano_Mary.mat'), 'X')

for (const rank of [3, 4, 5, 6, 7]) {
  const loud = await nmf(X, { rank, loss: 'kullback-leibler', seed: 1, maxIterations: 200 })
  // Itakura-Saito minds the quiet parts too; it starts best from what the louder ones say.
  const quiet = await nmf(X, { rank, loss: 'itakura-saito', init: loud, floor: 1e-6, maxIterations: 200 })
  for (const [name, fit] of Object.entries({ 'Kullback-Leibler': loud, 'Itakura-Saito': quiet })) {
    // A column of W is the spectrum of a sound, its row of H says when it is heard.
    const notes = Array.from({ length: rank }, (_, k) => noteOf(fit.W.column(k), 62.5))
    console.log(`${name.padEnd(16)} rank ${rank}: ${notes.join(' ')}`)
    if (rank > 3 || fit !== loud) continue
    const rows = fit.H.toRows().map((values, k) => ({ label: notes[k], values }))
    rows.sort((a, b) => (a.label < b.label ? 1 : -1))
    await strips('piano', { rows, axis: 'how loud each sound is, over time', from: '0 s', to: '4.7 s' })
  }
}
