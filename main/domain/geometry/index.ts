/** Millimetres, orientation and placement of images, pure. */
export { apply, identity, invert, type Affine, type Point } from './affine.ts'
export {
  asStored, axesOf, edgeLetters, hungOrientation, mammographyOrientation, orientationTowards, patientAxes,
  type HungOrientation, type Orientation, type OrientationVerdict,
} from './orientation.ts'
export {
  fittingScale, hungSize, imageToScreen, inwardSign, noPan, panForZoom,
  type ImageGeometry, type Justification, type Pan, type Size, type View,
} from './placement.ts'
export { spacingDoubt, type SpacingDoubt } from './plausibility.ts'
export {
  distance, drawingSpacing, isMagnified, lifeSizeScale, measurementSpacing, mm,
  type MeasurementSpacing, type Millimetre, type Spacing, type SpacingSource,
} from './spacing.ts'
