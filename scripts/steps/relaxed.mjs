// A second WebAssembly module for engines with relaxed SIMD: the first one in which the calls of three functions
// became instructions. All other code is the same, so reproducible kernels give the same bits in both; crates/kernels/
// src/simd/vector/relaxed.rs says why the compiler is not asked.

import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Failure } from '../log.mjs'
import { at, cache } from '../paths.mjs'
import { runNode } from '../run.mjs'

const folder = 'bindings/wasm/relaxed'
const base = `${folder}/deepmf_relaxed`

export const relaxedOutputs = [`${base}.js`, `${base}.d.ts`, `${base}_bg.wasm`]

const binaryen = at('node_modules/binaryen/bin')

/** What the compiler of the first module was told, and relaxed SIMD. */
const features = [
  '--enable-simd',
  '--enable-bulk-memory',
  '--enable-nontrapping-float-to-int',
  '--enable-sign-ext',
  '--enable-mutable-globals',
  '--enable-reference-types',
  '--enable-multivalue',
  '--enable-relaxed-simd',
]

const operands = '(param $0 v128) (param $1 v128) (param $2 v128) (result v128)'

/** The functions, what they must look like, and what takes the place of a call's beginning. */
const replaced = [
  { name: 'f64x2_relaxed_madd', signature: operands, call: '', instruction: '(f64x2.relaxed_madd' },
  { name: 'f32x4_relaxed_madd', signature: operands, call: '', instruction: '(f32x4.relaxed_madd' },
  { name: 'relaxed_simd', signature: '(result i32)', call: '\\)', instruction: '(i32.const 1)' },
]

/** Makes the module and its glue of the first one's, whose path without endings is given. */
export async function makeRelaxed(first) {
  mkdirSync(at(folder), { recursive: true })
  const text = `${cache}/relaxed.wat`
  await runNode(`${binaryen}/wasm-dis`, [`${first}_bg.wasm`, '-o', text])
  writeFileSync(text, replaceCalls(readFileSync(text, 'utf8')))
  await runNode(`${binaryen}/wasm-as`, [text, ...features, '--debuginfo', '-o', at(`${base}_bg.wasm`)])
  rmSync(text)
  // The names of its imports are in the module too, and stay.
  const glue = readFileSync(`${first}.js`, 'utf8').replaceAll(/deepmf_wasm(\.d\.ts|_bg\.wasm)/g, 'deepmf_relaxed$1')
  writeFileSync(at(`${base}.js`), glue)
  copyFileSync(`${first}.d.ts`, at(`${base}.d.ts`))
}

function replaceCalls(module) {
  let text = module
  for (const { name, signature, call, instruction } of replaced) {
    const full = `\\$deepmf_kernels::simd::vector::relaxed::${name}::h[0-9a-f]+`
    const defined = new RegExp(`^ \\(func ${full} (.*)$`, 'm').exec(text)?.[1]
    if (defined !== signature) {
      throw new Failure(`The module has ${name} as ${defined}: adapt scripts/steps/relaxed.mjs.`)
    }
    const calls = new RegExp(`\\(call ${full}${call}(?=\\s|$|\\))`, 'gm')
    const count = text.match(calls)?.length ?? 0
    if (count === 0) throw new Failure(`The module never calls ${name}: adapt scripts/steps/relaxed.mjs.`)
    text = text.replace(calls, instruction)
  }
  return text
}
