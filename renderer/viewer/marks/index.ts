/** Marks on the images: drawing, taking hold, showing, and who keeps them. */
export { reachOf } from './breast-reach.ts'
export { isDrawingTool, type DrawingTool } from './drawing.ts'
export { MarksLayer } from './MarksLayer.tsx'
export { measureText } from './measure-text.ts'
export type { MarkKeeper, PickRequest, PlacedForme, ReadingViewerHandle, ShownMark } from './port.ts'
export { useHand, type MarkEvents } from './use-hand.ts'
export { runMarkCommand } from './run-mark-command.ts'
export { useMarks } from './use-marks.ts'
