/** Results of computer-aided detection over the images: asked for by the reader, never there by themselves. */
export { CadLayer } from './CadLayer.tsx'
export { CadLine } from './CadLine.tsx'
export { findingsHere } from './cad-marks.ts'
export { useCad, type Cad, type CadAnswer, type LoadCad } from './use-cad.ts'
