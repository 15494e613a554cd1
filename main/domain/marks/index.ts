/** Marks on images, pure: their shapes, what they measure, where they may stand, and what they are called. */
export { checkPlaced, checkTrace, placedRepere, refusalWords, type MarkedImage, type MarkRefusal, type Placed } from './check.ts'
export { measureOf, offeredSizeMm, type Measure } from './measure.ts'
export { markNumbers, markPrefix } from './numbers.ts'
export { marksOf, type SeenAt } from './of-anomaly.ts'
export { axes, ellipseIn, handlesOf, middleOf, pointOf, pointsOf, shiftedInside, simplified, withHandle, type Forme, type Matrix } from './shape.ts'
