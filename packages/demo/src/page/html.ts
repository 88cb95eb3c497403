/** Text made safe for the content of an element and for attributes in double quotes. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** `31%`; what would round to nothing is `under 1%`. */
export const share = (fraction: number) => (fraction < 0.005 ? 'under 1%' : `${Math.round(fraction * 100)}%`)

export const count = (value: number) => value.toLocaleString('en')

/** `a, b and c`. */
export function enumeration(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`
}
