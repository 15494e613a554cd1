/** From studies to steps of viewports: chooses the protocol, fills the slots of current and prior, and says of every
 *  cell what hangs there or what is missing. */
import type { ImageDescriptor } from '../../contract/image.ts'
import type { Justification } from '../geometry/index.ts'
import { matchSlots } from './match.ts'
import type { Arrangement, CellName, HangingProtocol, MammographyProtocol, Slot } from './protocol.ts'
import { stackOf, stacksOf, type Stack } from './stack.ts'

export interface HungCell {
  /** Stable between cases: the viewport of the same place keeps its element. */
  readonly id: string
  readonly study: 'current' | 'prior'
  readonly stack: Stack | null
  /** What belongs here, where the protocol says so. */
  readonly expected: Slot | null
  readonly justification: Justification
}

/** Rows of cells, for a wide and for a high window. */
export interface HungGrid {
  readonly landscape: readonly (readonly HungCell[])[]
  readonly portrait: readonly (readonly HungCell[])[]
}

export interface HungStep {
  readonly id: string
  readonly label: { readonly fr: string; readonly en: string }
  readonly scale: 'shared' | 'pixel' | 'each'
  readonly alone: HungGrid
  readonly compared: HungGrid | null
  readonly comparesFirst: boolean
}

export interface Hanging {
  readonly protocolId: string
  readonly kind: HangingProtocol['kind']
  readonly steps: readonly [HungStep, ...HungStep[]]
  /** Images of the current study that no slot took (M25). */
  readonly extras: readonly ImageDescriptor[]
  /** Slots that the current study leaves empty. */
  readonly missing: readonly Slot[]
}

/** The first protocol that speaks of the modality of the current images; the last one (a grid) takes everything. */
export function chooseProtocol(protocols: readonly HangingProtocol[], images: readonly ImageDescriptor[]): HangingProtocol {
  const suits = (protocol: HangingProtocol): boolean => {
    if (protocol.kind === 'grid') return true
    const own = images.filter((image) => protocol.modalities.includes(image.modality))
    return protocol.kind === 'mammography' ? matchSlots(protocol, own).slots.size > 0 : own.length > 0
  }
  return protocols.find(suits) ?? { kind: 'grid', id: 'grid', label: { fr: 'Images', en: 'Images' }, rows: 2, columns: 2 }
}

/** `prior` is the one study to compare with; null when there is none. */
export function hang(protocols: readonly HangingProtocol[], current: readonly ImageDescriptor[], prior: readonly ImageDescriptor[] | null): Hanging {
  const protocol = chooseProtocol(protocols, current)
  switch (protocol.kind) {
    case 'mammography':
      return hangMammography(protocol, current, prior)
    case 'stack':
      return hangStacks(protocol.id, current, prior)
    case 'grid':
      return hangGrid(protocol, current)
  }
}

function hangMammography(protocol: MammographyProtocol, current: readonly ImageDescriptor[], prior: readonly ImageDescriptor[] | null): Hanging {
  const matches = { current: matchSlots(protocol, current), prior: prior === null ? null : matchSlots(protocol, prior) }
  const cellOf = (name: CellName): HungCell | null => {
    const [study, slotName] = [name.startsWith('prior') ? 'prior' : 'current', name.slice(name.indexOf(':') + 1)] as const
    const expected = protocol.slots[slotName]
    if (expected === undefined) return null
    const image = matches[study]?.slots.get(slotName)
    return {
      id: name, study, expected, stack: image === undefined ? null : stackOf([image]),
      justification: expected.laterality === 'R' ? 'right' : 'left',
    }
  }
  const gridOf = ({ landscape, portrait }: Arrangement): HungGrid => {
    const fill = (rows: Arrangement['landscape']): HungCell[][] => rows.map((row) => row.map(cellOf).filter((cell) => cell !== null))
    return { landscape: fill(landscape), portrait: fill(portrait ?? landscape) }
  }
  const steps = protocol.steps.map((step): HungStep => ({
    id: step.id, label: step.label, scale: step.scale, comparesFirst: step.comparesFirst,
    alone: gridOf(step.alone),
    compared: step.compared === undefined || matches.prior === null || matches.prior.slots.size === 0 ? null : gridOf(step.compared),
  }))
  const others = pages(stacksOf(matches.current.extras), 2, 3, 'extra')
  const [first, ...rest] = [...steps, ...others]
  if (first === undefined) throw new RangeError(`protocol ${protocol.id} has no step`)
  return {
    protocolId: protocol.id, kind: protocol.kind, steps: [first, ...rest], extras: matches.current.extras,
    missing: Object.entries(protocol.slots).filter(([name]) => !matches.current.slots.has(name)).map(([, slot]) => slot),
  }
}

const single = (cells: readonly HungCell[]): HungGrid => ({ landscape: [cells], portrait: cells.map((cell) => [cell]) })

const freeCell = (id: string, study: HungCell['study'], stack: Stack | null): HungCell => ({ id, study, stack, expected: null, justification: 'centre' })

/** CT: one series at a time; with a prior, its largest series beside it. */
function hangStacks(protocolId: string, current: readonly ImageDescriptor[], prior: readonly ImageDescriptor[] | null): Hanging {
  const [priorStack] = prior === null ? [] : stacksOf(prior)
  const steps = stacksOf(current).map((stack, index): HungStep => {
    const cell = freeCell('current:stack', 'current', stack)
    return {
      id: `series-${index + 1}`, label: seriesLabel(stack), scale: 'each', comparesFirst: false, alone: single([cell]),
      compared: priorStack === undefined ? null : single([cell, freeCell('prior:stack', 'prior', priorStack)]),
    }
  })
  return { protocolId, kind: 'stack', steps: nonEmpty(steps), extras: [], missing: [] }
}

function hangGrid(protocol: Extract<HangingProtocol, { kind: 'grid' }>, current: readonly ImageDescriptor[]): Hanging {
  const stacks = stacksOf(current)
  const columns = Math.min(protocol.columns, Math.max(Math.ceil(Math.sqrt(stacks.length)), 1))
  return { protocolId: protocol.id, kind: 'grid', steps: nonEmpty(pages(stacks, protocol.rows, columns, 'page')), extras: [], missing: [] }
}

function pages(stacks: readonly Stack[], rows: number, columns: number, name: 'page' | 'extra'): HungStep[] {
  const perPage = rows * columns
  return Array.from({ length: Math.ceil(stacks.length / perPage) }, (_, page): HungStep => {
    const cells = stacks.slice(page * perPage, (page + 1) * perPage).map((stack, index) => freeCell(`${name}:${index}`, 'current', stack))
    const wide = Math.min(columns, Math.ceil(Math.sqrt(cells.length)))
    const grid = Array.from({ length: Math.ceil(cells.length / wide) }, (_row, row) => cells.slice(row * wide, (row + 1) * wide))
    const label = name === 'extra' ? { fr: 'Autres clichés', en: 'Other images' } : { fr: `Images ${page + 1}`, en: `Images ${page + 1}` }
    return { id: `${name}-${page + 1}`, label, scale: 'each', comparesFirst: false, alone: { landscape: grid, portrait: grid }, compared: null }
  })
}

function seriesLabel(stack: Stack): HungStep['label'] {
  const number = stack.frames[0].image.seriesNumber
  const name = stack.description || (number === null ? '' : String(number))
  return { fr: `Série ${name}`.trim(), en: `Series ${name}`.trim() }
}

function nonEmpty([first, ...rest]: readonly HungStep[]): [HungStep, ...HungStep[]] {
  return [first ?? { id: 'empty', label: { fr: '', en: '' }, scale: 'each', comparesFirst: false, alone: { landscape: [], portrait: [] }, compared: null }, ...rest]
}
