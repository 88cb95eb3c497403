import type { Domain } from './case.js'

export const divergence: Domain = () => []
