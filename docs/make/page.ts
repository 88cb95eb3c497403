const BEGIN = /<!-- example: (\S+) -->/g
const END = '<!-- end of example -->'

/** The names of the examples that a page shows. */
export const examplesOf = (page: string): string[] => [...page.matchAll(BEGIN)].map(([, name]) => name)

/** The part of a page between two marks, which must be there. */
function between(page: string, begin: string): readonly [from: number, to: number] {
  const from = page.indexOf(begin) + begin.length
  const to = page.indexOf(END, from)
  if (from < begin.length || to < 0) throw new Error(`The page lacks ${begin} or its ${END}`)
  return [from, to]
}

/** What a page shows of an example. */
export function shown(page: string, name: string): string {
  return page.slice(...between(page, `<!-- example: ${name} -->`))
}

/** How an example is shown: its code, and what it prints. */
export const show = (code: string, text: string): string =>
  `\n\`\`\`ts\n${code.trimEnd()}\n\`\`\`\n\nIt prints:\n\n\`\`\`text\n${text.trimEnd()}\n\`\`\`\n`

/** The page with an example as it is now. */
export function withExample(page: string, name: string, code: string, text: string): string {
  const [from, to] = between(page, `<!-- example: ${name} -->`)
  return page.slice(0, from) + show(code, text) + page.slice(to)
}
