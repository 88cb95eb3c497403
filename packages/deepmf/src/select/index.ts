export {
  type Selection,
  type SelectionOptions,
  type SelectionSyncOptions,
  snpa,
  snpaSync,
  spa,
  spaSync,
} from './separable.js'
