export {
  type BestOf,
  type BestOfOptions,
  type BestOfProgress,
  type BestOfSyncOptions,
  bestOf,
  bestOfSync,
} from './best-of.js'
export type { Best } from './contest.js'
