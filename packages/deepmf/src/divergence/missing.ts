/** What stands for a missing entry: nothing does; NaN; or that sparse data do not store it. */
export const MISSING_NAMES = ['refuse', 'nan', 'unstored'] as const
export type MissingName = (typeof MISSING_NAMES)[number]
