/** Commands of the marks: to the next one, away with it, one without a pointer, and the arrows while one is in hand. */
import type { ViewerCommandId } from '../commands.ts'
import { bringIntoView, placementIn, type Viewer } from '../use-viewer.ts'
import { markAtCentre } from './at-centre.ts'
import type { ShownMark } from './port.ts'
import type { Marks, NudgeWhere } from './use-marks.ts'

const arrows: Partial<Record<ViewerCommandId, readonly [right: number, down: number]>> = {
  'viewer.roamNext': [1, 0], 'viewer.roamPrevious': [-1, 0], 'viewer.nextImage': [0, 1], 'viewer.previousImage': [0, -1],
}

/** Null: no command for marks now. */
export function runMarkCommand(marks: Marks, viewer: Viewer, command: ViewerCommandId): boolean | null {
  const arrow = arrows[command]
  if (arrow !== undefined && marks.nudge(...arrow, whereIn(viewer))) return true
  if (command === 'viewer.deleteAnnotation') return marks.remove()
  if (command === 'viewer.markHere') return markAtCentre(marks, viewer)
  if (command !== 'viewer.nextMark' && command !== 'viewer.previousMark') return null
  const next = marks.chooseBeside(command === 'viewer.nextMark' ? 1 : -1)
  if (next === null) return false
  if (whereIn(viewer)(next) === null) bringIntoView(viewer, next)
  return true
}

const whereIn = (viewer: Viewer): NudgeWhere => ({ sopInstanceUID, frame }: ShownMark) => {
  for (const { cell } of viewer.placed) {
    const shown = viewer.referenceOf(cell)
    if (shown?.image.sopInstanceUID !== sopInstanceUID || shown.frame !== frame) continue
    return { image: shown.image, cell, scale: (viewer.scales.get(cell.id) ?? 1) / placementIn(viewer, cell.id).zoom }
  }
  return null
}
