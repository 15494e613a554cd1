/** What the commands of slices, cine and slabs do, each kind by itself. Null: the command is another's. */
import type { Language } from '../../../main/contract/index.ts'
import type { HungCell, Stack } from '../../../main/domain/hanging/index.ts'
import type { ViewerCommandId } from '../commands.ts'
import type { Viewer } from '../use-viewer.ts'
import { counterpartOf } from './link.ts'
import type { CineMode, Motion } from './motion.ts'
import { cineRates, DEFAULT_THICKNESS, nextChoice, recommendedRate, sharesRescale, slabModes, slabOf, slabSlices, slabThicknesses, type SlabMode } from './slab.ts'
import { isSliceStack, positionIn } from './stack.ts'
import { tomosynthesisStrings } from './strings.ts'

/** What the reader wants of slabs and cine in a case. */
export interface Wish {
  readonly caseId: string
  readonly mode: SlabMode
  readonly thickness: number
  /** Slices per second; null: as the object recommends. */
  readonly rate: number | null
}

export const wishFor = (caseId: string): Wish => ({ caseId, mode: 'none', thickness: DEFAULT_THICKNESS, rate: null })

/** Where a reader who went to the tomosynthesis came from. */
export interface Origin {
  readonly caseId: string
  readonly step: string
  readonly enlargedCell: string | null
}

export interface CommandContext {
  readonly viewer: Viewer
  readonly motion: Motion
  readonly wish: Wish
  readonly cineMode: { current: CineMode }
  readonly origin: { current: Origin | null }
  readonly language: Language
  change(over: Partial<Wish>): void
  tell(text: string): void
  /** The place last pointed at is to be found again on the other side, or no longer. */
  keepPlace(keeps: boolean): void
}

export function runSliceCommand(context: CommandContext, command: ViewerCommandId): boolean | null {
  const cell = context.viewer.active
  const stack = cell?.stack ?? null
  if (command === 'viewer.tomosynthesis') return cell !== null && stack !== null && crossOver(context, cell)
  if (command === 'viewer.cineMode') return changeMode(context)
  const answers = [runCine, runSlab, runMove].map((part) => () => (cell === null || stack === null || stack.frames.length < 2 ? null : part(context, command, cell, stack)))
  for (const answer of answers) {
    const done = answer()
    if (done !== null) return done
  }
  return null
}

type Part = (context: CommandContext, command: ViewerCommandId, cell: HungCell, stack: Stack) => boolean | null

const runCine: Part = ({ motion, wish, cineMode, change }, command, cell, stack) => {
  const rate = wish.rate ?? recommendedRate(stack.frames[0].image)
  switch (command) {
    case 'viewer.cine':
      if (motion.playing === null) motion.play(cell.id, rate, cineMode.current)
      else motion.stop()
      return true
    case 'viewer.cineFaster': case 'viewer.cineSlower': {
      const next = nextChoice(cineRates, rate, command === 'viewer.cineFaster' ? 1 : -1)
      motion.setRate(next)
      change({ rate: next })
      return true
    }
    default:
      return null
  }
}

function changeMode({ motion, cineMode }: CommandContext): boolean {
  cineMode.current = cineMode.current === 'loop' ? 'swing' : 'loop'
  motion.setMode(cineMode.current)
  return motion.playing !== null
}

const runSlab: Part = ({ viewer, wish, language, change, tell }, command, cell, stack) => {
  if (!isSliceStack(stack)) return null
  switch (command) {
    case 'viewer.slab': {
      const mode = slabModes[(slabModes.indexOf(wish.mode) + 1) % slabModes.length] ?? 'none'
      const slab = slabOf(stack.frames, mode, wish.thickness)
      if (slab !== null && !sharesRescale(slabSlices(stack.frames, positionIn(viewer.state.positions, cell), slab.slices))) tell(tomosynthesisStrings[language].noSlab)
      change({ mode })
      return true
    }
    case 'viewer.slabThicker': case 'viewer.slabThinner':
      if (wish.mode === 'none') return false
      change({ thickness: nextChoice(slabThicknesses, wish.thickness, command === 'viewer.slabThicker' ? 1 : -1) })
      return true
    default:
      return null
  }
}

const runMove: Part = ({ viewer, motion }, command, cell, stack) => {
  const here = positionIn(viewer.state.positions, cell)
  switch (command) {
    case 'viewer.firstSlice':
      return motion.jump(cell.id, 0)
    case 'viewer.lastSlice':
      return motion.jump(cell.id, stack.frames.length - 1)
    case 'viewer.tenForward':
      return motion.jump(cell.id, here + 10)
    case 'viewer.tenBack':
      return motion.jump(cell.id, here - 10)
    case 'viewer.nextImage':
      return isSliceStack(stack) ? motion.scroll(cell.id, 1) : null
    case 'viewer.previousImage':
      return isSliceStack(stack) ? motion.scroll(cell.id, -1) : null
    default:
      return null
  }
}

/** From a 2D view to the slices of the same breast and view, one over the whole stage; and back to where the reader was. */
function crossOver({ viewer, origin, language, tell, keepPlace }: CommandContext, cell: HungCell): boolean {
  const { state, step, hanging, placed, dispatch } = viewer
  const isBack = isSliceStack(cell.stack)
  const before = origin.current?.caseId === state.caseId ? origin.current : null
  const found = counterpartOf(hanging, cell, step.id, isBack ? before?.step ?? null : null)
  if (found === null) {
    tell(isBack ? tomosynthesisStrings[language].no2D : tomosynthesisStrings[language].noTomosynthesis)
    return true
  }
  if (!isBack) origin.current = { caseId: state.caseId, step: step.id, enlargedCell: state.enlargedCell }
  keepPlace(!isBack)
  const isHere = found.step === step.id
  if (!isHere) dispatch({ type: 'step', step: found.step })
  dispatch({ type: 'activate', cell: found.cell.id })
  const isShown = isHere && placed.some((one) => one.cell.id === found.cell.id)
  const enlarged = isBack ? (before?.step === found.step ? before.enlargedCell : null) : found.cell.id
  if (!isShown && enlarged !== null && found.cells > 1) dispatch({ type: 'enlarge', cell: enlarged })
  return true
}
