export { Tensor } from './tensor.js'
export type { NestedNumbers, ShapedData, TensorLike, TensorOptions } from './types.js'
