import type { Domain } from './case.js'

export const sparse: Domain = () => []
