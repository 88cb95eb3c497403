// What models may do with a tensor and users may not.

export { checkNonnegativeTensor, checkTensorScale } from './checks.js'
export { fromMatrix as tensorOf, isTensor, matrixOf, toTensor } from './tensor.js'
