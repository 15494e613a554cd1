/** Hanging protocols, pure: data in, steps of viewports out. */
export { mammographyViews, hangingProtocol, viewModifiers, type HangingProtocol, type HangingSlot, type MammographyProtocol, type MammographyView, type ViewModifier } from '../../contract/hanging-protocol.ts'
export { chooseProtocol, hang } from './hang.ts'
export { cellsOfGrid, cellsOfStep, freeCell, type Absence, type Hanging, type HungCell, type HungGrid, type HungStep } from './hung.ts'
export { isForProcessing, matchStudy, type Refusal, type StudyMatch } from './match.ts'
export { breastSections, sectionsOf, type BreastSection } from './partial-view.ts'
export { framesOf, isLocalizer, slicePosition, stackOf, stacksOf, type FrameReference, type Stack } from './stack.ts'
export { modifiersOf, viewAbbreviation, viewOf } from './view-codes.ts'
