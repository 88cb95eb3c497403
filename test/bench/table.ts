/** A table of figures: the first column is text, the others are aligned to the right. */
export interface Table {
  title: string
  columns: string[]
  rows: string[][]
}

export function formatTable(table: Table): string {
  const lines = [table.columns, ...table.rows]
  const widths = table.columns.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)))
  const format = (line: string[]) =>
    widths
      .map((width, column) =>
        column === 0 ? (line[column] ?? '').padEnd(width) : (line[column] ?? '').padStart(width),
      )
      .join('  ')
      .trimEnd()
  const rule = widths.map((width) => '-'.repeat(width)).join('  ')
  return [table.title, '', format(table.columns), rule, ...table.rows.map(format), ''].join('\n')
}

/** Three significant digits, as the noise of a timing deserves. */
export function digits(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return '-'
  if (value >= 100) return value.toFixed(0)
  return value.toPrecision(3)
}

export const percent = (fraction: number | undefined): string =>
  fraction === undefined || !Number.isFinite(fraction) ? '-' : `${(100 * fraction).toFixed(0)}%`
