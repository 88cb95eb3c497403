/** Text made safe for the content of an element and for attributes in double quotes. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** `31%`; what would round to nothing is `under 1%`. */
export const share = (fraction: number) => (fraction < 0.005 ? 'under 1%' : `${Math.round(fraction * 100)}%`)

export const count = (value: number) => value.toLocaleString('en')

/** A round value in percent, as it stands at an axis: `40%`, `0.1%`. */
export const tick = (fraction: number) => `${Number((fraction * 100).toPrecision(3))}%`

/** `a, b and c`. */
export function enumeration(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`
}
