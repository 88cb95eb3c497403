export { dataFile, digits } from './data.js'
export { images, inRows } from './images.js'
export { network } from './network.js'
