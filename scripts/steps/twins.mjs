// The two bindings are twins, and the library's interface is what they both have: same names, same
// order of arguments. Compared are the types that the tools generated, not anyone's list.

import { readdirSync, readFileSync } from 'node:fs'
import { Failure, say } from '../log.mjs'
import { at } from '../paths.mjs'

const ofEachBuild = new Set(['initSync', 'renewInstance'])

export function checkTwins() {
  const sides = {
    'bindings/node': generated('bindings/node/index.d.ts'),
    'bindings/wasm': generated('bindings/wasm/pkg/deepmf_wasm.d.ts'),
    'bindings/wasm, relaxed': generated('bindings/wasm/relaxed/deepmf_relaxed.d.ts'),
    'bindings/wasm, as JavaScript': generated('bindings/wasm/js/deepmf_js.d.ts'),
    'the interface Kernels': kernels('packages/deepmf/src/backend/kernels'),
  }
  const names = new Set(Object.values(sides).flatMap((functions) => [...functions.keys()]))
  const faults = []
  for (const name of [...names].sort()) {
    const spoken = new Map()
    for (const [side, functions] of Object.entries(sides)) {
      const parameters = functions.get(name)
      if (parameters === undefined) faults.push(`${side} lacks ${name}`)
      else spoken.set(`${name}(${parameters.join(', ')})`, side)
    }
    if (spoken.size > 1) faults.push([...spoken].map(([call, side]) => `${side} has ${call}`).join(', '))
  }
  if (faults.length > 0) throw new Failure(`The bindings differ:\n  ${faults.join('\n  ')}`)
  say(`twins: both bindings and the library agree on ${names.size} functions`)
}

function generated(path) {
  const pattern = /^export (?:declare )?function (\w+)\s*\(([^)]*)\)/gm
  return functions(readFileSync(at(path), 'utf8'), pattern)
}

/** The members of the interfaces in a folder: one for each group of kernels. */
function kernels(folder) {
  const bodies = readdirSync(at(folder)).flatMap((file) => {
    const source = readFileSync(at(folder, file), 'utf8')
    return [...source.matchAll(/^export interface \w+Kernels \{([\s\S]*?)\n\}/gm)].map(([, body]) => body)
  })
  if (bodies.length === 0) throw new Failure(`${folder} has no interface of kernels.`)
  return functions(bodies.join('\n'), /^ {2}(\w+)\s*\(([^)]*)\)/gm)
}

function functions(source, pattern) {
  const text = source.replace(/\/\*[\s\S]*?\*\//g, '')
  const found = [...text.matchAll(pattern)].filter(([, name]) => !ofEachBuild.has(name) && !name.startsWith('_'))
  return new Map(found.map(([, name, parameters]) => [name, parameterNames(parameters)]))
}

/** Names without their types, in camel case: wasm-bindgen keeps those of Rust. */
function parameterNames(text) {
  return text
    .split(',')
    .map((parameter) => parameter.split(':')[0].trim())
    .filter((name) => name !== '')
    .map((name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()))
}
