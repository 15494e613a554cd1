/** Hangs a mammography: slots of current and prior in the protocol's steps, then the steps that collect the rest. Every
 *  image that is not refused is in at least one cell of one step, whatever the protocol leaves out (M25). */
import { type CellName, type HangingRows, type HangingSlot, type MammographyProtocol, type PlacedStep, slotOf } from '../../contract/hanging-protocol.ts'
import type { ImageDescriptor } from '../../contract/image.ts'
import type { ProgrammeTomosynthesis } from '../tomosynthesis/index.ts'
import { collectedSteps, type Gathered } from './collect.ts'
import { gather, leftOver, restSteps } from './gather.ts'
import { cellsOfGrid, cellsOfStep, isFilled, nonEmpty, type Absence, type Hanging, type HungCell, type HungGrid, type HungStep } from './hung.ts'
import { everyStack, matchStudy, type StudyMatch } from './match.ts'
import type { Stack } from './stack.ts'

interface Matches {
  readonly current: StudyMatch
  readonly prior: StudyMatch | null
}

export function hangMammography(
  protocol: MammographyProtocol, current: readonly ImageDescriptor[], prior: readonly ImageDescriptor[] | null, programme: ProgrammeTomosynthesis | null,
): Hanging {
  const matches: Matches = { current: matchStudy(protocol, current, programme), prior: prior === null ? null : matchStudy(protocol, prior, programme) }
  const chosen = [...protocol.steps.filter(({ isEnabled }) => isEnabled), ...restSteps(protocol)]
  const hung = new Map<string, HungStep[]>(chosen.filter((step) => step.kind === 'placed').map((step) => [step.id, placed(protocol, step, matches)]))
  for (const step of chosen) {
    if (step.kind === 'collected' && step.collects !== 'others' && step.collects !== 'prior-others') hung.set(step.id, collectedSteps(step, gather(step.collects, matches)))
  }
  // Last of all: what no other step shows.
  const shown = new Set([...hung.values()].flat().flatMap(cellsOfStep).flatMap(({ alternates }) => alternates))
  const rest: Gathered = { current: leftOver(matches.current, shown), prior: matches.prior === null ? [] : leftOver(matches.prior, shown), group: 1 }
  for (const step of chosen) {
    if (step.kind !== 'collected') continue
    if (step.collects === 'others') hung.set(step.id, collectedSteps(step, { ...rest, prior: [] }))
    if (step.collects === 'prior-others') hung.set(step.id, collectedSteps(step, rest))
  }
  const expected = Object.entries(protocol.slots).filter(([, { isExpected }]) => isExpected)
  const missing = expected.filter(([name]) => !matches.current.slots.has(name))
  const steps = nonEmpty(chosen.flatMap(({ id }) => hung.get(id) ?? []))
  return {
    protocolId: protocol.id, kind: protocol.kind, steps, initial: Math.max(steps.findIndex(({ id }) => id === protocol.initialStep), 0),
    extras: extrasOf(matches.current, new Set(expected.map(([name]) => name))), refused: matches.current.refused,
    filled: expected.length - missing.length, missing: missing.map(([, slot]) => slot),
    toDisplay: everyStack(matches.current).flatMap(groupsOf),
  }
}

const extrasOf = ({ slots, collected }: StudyMatch, expected: ReadonlySet<string>): Stack[] =>
  [...[...slots].flatMap(([name, stacks]) => (expected.has(name) ? stacks.slice(1) : stacks)), ...[...collected.values()].flat()]

/** Slices of a breast are one group; of a series of other images each must be seen. */
function groupsOf({ frames }: Stack): Hanging['toDisplay'] {
  const uids = [...new Set(frames.map(({ image }) => image.sopInstanceUID))]
  return frames[0].image.imageLaterality === '' ? uids.map((uid) => [uid]) : [uids]
}

/** None when the case has nothing for it. */
function placed(protocol: MammographyProtocol, step: PlacedStep, matches: Matches): HungStep[] {
  const alone = gridOf(protocol, step, step.alone, { current: matches.current, prior: null })
  const compared = step.compared === null || matches.prior === null ? null : gridOf(protocol, step, step.compared, matches)
  const hasPrior = compared !== null && cellsOfGrid(compared).some((cell) => cell.study === 'prior' && isFilled(cell))
  // Raw data are said once, where the whole exam is laid out.
  const hasCurrent = cellsOfGrid(alone).some((cell) => isFilled(cell) || (cell.absence === 'raw' && step.absentBreast === 'kept'))
  if (!hasCurrent && !hasPrior) return []
  return [{
    id: step.id, label: step.label, key: step.key, collects: null, scale: step.scale, isInverted: step.isInverted,
    alone, compared: hasPrior ? compared : null, comparesFirst: step.comparesFirst || !hasCurrent,
  }]
}

function gridOf({ slots }: MammographyProtocol, step: PlacedStep, { landscape, portrait }: { landscape: HangingRows; portrait: HangingRows | null }, matches: Matches): HungGrid {
  const breasts = new Set([matches.current, matches.prior].flatMap((match) => (match === null ? [] : breastsOf(match))))
  const isKept = ({ laterality }: HangingSlot): boolean => step.absentBreast === 'kept' || breasts.size === 0 || breasts.has(laterality)
  const fill = (rows: HangingRows): HungCell[][] => rows
    .map((row) => row.flatMap((name) => {
      const slot = slots[slotOf(name)]
      return slot === undefined || !isKept(slot) ? [] : [cellOf(name, slot, matches)]
    }))
    .filter((row) => row.length > 0)
  return { landscape: fill(landscape), portrait: fill(portrait ?? landscape) }
}

function cellOf(name: CellName, slot: HangingSlot, matches: Matches): HungCell {
  const study = name.startsWith('prior') ? 'prior' : 'current'
  const match = matches[study]
  const stacks = match?.slots.get(slotOf(name)) ?? []
  const absence = (): Absence => (match?.rawSlots.has(slotOf(name)) === true ? 'raw' : match !== null && !breastsOf(match).includes(slot.laterality) ? 'no-breast' : 'missing')
  return {
    id: name, study, expected: slot, stack: stacks[0] ?? null, alternates: stacks, absence: stacks.length > 0 ? null : absence(),
    justification: slot.laterality === 'R' ? 'right' : 'left', hasOwnScale: false,
  }
}

/** Breasts of which there is any image, raw ones included: what is not there was not exposed. */
function breastsOf(match: StudyMatch): HangingSlot['laterality'][] {
  const images = [...everyStack(match).map(({ frames }) => frames[0].image), ...match.refused.map(({ image }) => image)]
  return (['R', 'L'] as const).filter((side) => images.some(({ imageLaterality }) => imageLaterality === side || imageLaterality === 'B'))
}
