// The JavaScript backend: the binding without vectors, translated by binaryen's wasm2js.

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { Failure } from '../log.mjs'
import { at, cache } from '../paths.mjs'
import { run, runNode } from '../run.mjs'
import { step } from '../stamps.mjs'
import { noVectors, wasmEnvironment, wasmSources } from './wasm.mjs'

const folder = 'bindings/wasm/js'

/**
 * What LLVM leaves in a build without vectors and wasm2js does not know is lowered, and the names of
 * the features taken away: with them wasm-bindgen makes a second table, which wasm2js refuses.
 */
const lowering = [
  '--enable-bulk-memory',
  '--enable-nontrapping-float-to-int',
  '--enable-sign-ext',
  '--enable-mutable-globals',
  '--enable-reference-types',
  '--enable-multivalue',
  '--strip-target-features',
  '--llvm-memory-copy-fill-lowering',
  '--llvm-nontrapping-fptoint-lowering',
  '--signext-lowering',
]

export function buildJs() {
  return step({
    name: 'js backend',
    action: 'building with cargo and wasm2js',
    stamp: 'js',
    inputs: [...wasmSources, 'scripts/steps/js.mjs'],
    outputs: [`${folder}/deepmf_js.js`, `${folder}/deepmf_js.d.ts`, `${folder}/kernels.js`, `${folder}/glue.js`],
    work: build,
  })
}

async function build() {
  const env = await wasmEnvironment()
  // A folder of its own: builds with other flags would push each other out of a shared one.
  const target = `${cache}/js-target`
  const target32 = 'wasm32-unknown-unknown'
  await run('cargo', ['build', '--release', '--quiet', '--package', 'deepmf-wasm', '--target', target32], {
    env: { ...env, RUSTFLAGS: noVectors, CARGO_TARGET_DIR: target },
    label: 'Building the js backend',
  })
  const work = `${cache}/js`
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  const binaryen = at('node_modules/binaryen/bin')
  await runNode(`${binaryen}/wasm-opt`, [
    `${target}/${target32}/release/deepmf_wasm.wasm`,
    ...lowering,
    '-o',
    `${work}/scalar.wasm`,
  ])
  await run(
    'wasm-bindgen',
    [`${work}/scalar.wasm`, '--target', 'bundler', '--out-dir', work, '--out-name', 'deepmf_js'],
    { env },
  )
  // A function that only one place calls stays a function: V8 optimises those that are called often, and never the
  // long ones that inlining would make of a solver's passes. Twice as fast for FPGD.
  const keepSmall = ['-O3', '-ocimfs', '1']
  await runNode(`${binaryen}/wasm2js`, [`${work}/deepmf_js_bg.wasm`, ...keepSmall, '-o', `${work}/kernels.js`])

  rmSync(at(folder), { recursive: true, force: true })
  mkdirSync(at(folder), { recursive: true })
  writeFileSync(at(folder, 'kernels.js'), repeatable(readFileSync(`${work}/kernels.js`, 'utf8')))
  const glue = readFileSync(`${work}/deepmf_js_bg.js`, 'utf8')
  writeFileSync(at(folder, 'glue.js'), forgetful(glue))
  writeFileSync(at(folder, 'deepmf_js.js'), entry(glue))
  renameSync(`${work}/deepmf_js.d.ts`, at(folder, 'deepmf_js.d.ts'))
  writeFileSync(at(folder, 'deepmf_js.d.ts'), readFileSync(at(folder, 'deepmf_js.d.ts'), 'utf8') + entryTypes)
}

/** Turns wasm2js's module, which makes one instance as it is loaded, into one that makes them on demand. */
function repeatable(source) {
  let text = replaced(source, /^import \* as \S+ from '\.\/deepmf_js_bg\.js';\n/m, '')
  text = replaced(
    text,
    /\nvar retasmFunc = asmFunc\([\s\S]*$/,
    "\nexport const instantiate = (glue) => asmFunc({ './deepmf_js_bg.js': glue });\n",
  )
  text = replaced(text, /function __wasm_memory_grow\(pagesToAdd\) \{[\s\S]*?\n {2}return oldPages;\n \}/, memoryGrow)
  // Indentation is half of what it writes; its only literals are base64, on one line each.
  return text.replace(/\n\s+/g, '\n')
}

/**
 * Growth of the memory as WebAssembly has it, where wasm2js's own differs: the old buffer is detached,
 * which the glue's views look for; and what cannot be had is -1, not an exception or a wrong success.
 * Half of the address space is the limit, since wasm2js reads addresses as signed numbers.
 */
const memoryGrow = `function __wasm_memory_grow(pagesToAdd) {
  pagesToAdd = pagesToAdd >>> 0;
  var oldPages = __wasm_memory_size() | 0;
  if (pagesToAdd === 0) return oldPages;
  var newPages = oldPages + pagesToAdd;
  if (newPages >= 32768) return -1;
  var newBuffer;
  try {
   newBuffer = new ArrayBuffer(newPages * 65536);
  } catch (_) {
   return -1;
  }
  new Int8Array(newBuffer).set(HEAP8);
  HEAP8 = new Int8Array(newBuffer);
  HEAP16 = new Int16Array(newBuffer);
  HEAP32 = new Int32Array(newBuffer);
  HEAPU8 = new Uint8Array(newBuffer);
  HEAPU16 = new Uint16Array(newBuffer);
  HEAPU32 = new Uint32Array(newBuffer);
  HEAPF32 = new Float32Array(newBuffer);
  HEAPF64 = new Float64Array(newBuffer);
  structuredClone(buffer, { transfer: [buffer] });
  buffer = newBuffer;
  bufferView = HEAPU8;
  return oldPages;
 }`

/** Lets the glue forget the views of an instance's memory when it gets another instance. */
function forgetful(glue) {
  const views = [...glue.matchAll(/^let (cached\w+Memory0) = null;$/gm)].map((match) => `    ${match[1]} = null;\n`)
  const body = `export function __wbg_set_wasm(val) {\n${views.join('')}`
  return replaced(glue, /export function __wbg_set_wasm\(val\) \{\n/, body)
}

function entry(glue) {
  const names = [...glue.matchAll(/^export function ([a-z]\w*)\(/gm)].map((match) => match[1]).sort()
  return `import * as glue from './glue.js'
import { instantiate } from './kernels.js'

export { ${names.join(', ')} } from './glue.js'

let instance

/** Makes the instance that the functions work on, where there is none yet. */
export function initSync() {
  if (instance === undefined) renewInstance()
}

/** Gives up the instance with all its matrices and makes a new one. */
export function renewInstance() {
  instance = instantiate(glue)
  glue.__wbg_set_wasm(instance)
  instance.__wbindgen_start?.()
}
`
}

const entryTypes = `
/** Makes the instance that the functions work on, where there is none yet. */
export function initSync(): void;

/** Gives up the instance with all its matrices and makes a new one. */
export function renewInstance(): void;
`

function replaced(text, pattern, replacement) {
  if (!pattern.test(text)) {
    throw new Failure(
      `wasm2js or wasm-bindgen writes other code than expected (no ${pattern}): adapt scripts/steps/js.mjs.`,
    )
  }
  return text.replace(pattern, () => replacement)
}
