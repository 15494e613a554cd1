/** Hanging protocols, pure: data in, steps of viewports out. */
export { chooseProtocol, hang, type Hanging, type HungCell, type HungGrid, type HungStep } from './hang.ts'
export { isForProcessing, matchSlots, type SlotMatch } from './match.ts'
export { hangingProtocol, type HangingProtocol, type MammographyProtocol, type Slot } from './protocol.ts'
export { framesOf, isLocalizer, slicePosition, stackOf, stacksOf, type FrameReference, type Stack } from './stack.ts'
export { mammographyViews, modifiersOf, viewAbbreviation, viewOf, type MammographyView, type ViewModifier } from './view-codes.ts'
