export { type Graph, type GraphNode, readGraph } from './gml/graph.js'
export type { GmlList, GmlValue } from './gml/parse.js'
export { readMatMatrix, readMatSparse } from './mat/pick.js'
export { readMat } from './mat/read.js'
export type {
  MatArray,
  MatCell,
  MatClass,
  MatNumeric,
  MatSparse,
  MatStruct,
  MatText,
  MatUnsupported,
  MatValue,
} from './mat/types.js'
