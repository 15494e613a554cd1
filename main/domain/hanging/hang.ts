/** From studies to steps of viewports: chooses the protocol, hangs current and prior by it, and says of every cell what
 *  hangs there or why nothing does. */
import type { HangingProtocol } from '../../contract/hanging-protocol.ts'
import type { ImageDescriptor } from '../../contract/image.ts'
import { mammogramKind, type ProgrammeTomosynthesis } from '../tomosynthesis/index.ts'
import { page } from './collect.ts'
import { freeCell, nonEmpty, type Hanging, type HungGrid, type HungStep } from './hung.ts'
import { hangMammography } from './mammography.ts'
import { stacksOf, type Stack } from './stack.ts'

/** The first protocol that speaks of the current images; the last one (a grid) takes everything. */
export function chooseProtocol(protocols: readonly HangingProtocol[], images: readonly ImageDescriptor[]): HangingProtocol {
  const suits = (protocol: HangingProtocol): boolean => {
    if (protocol.kind === 'grid') return true
    if (protocol.kind === 'stack') return images.some((image) => protocol.modalities.includes(image.modality))
    return images.some((image) => {
      const kind = mammogramKind(image)
      return kind !== 'other' && (protocol.modalities.includes(image.modality) || kind === 'tomosynthesis' || kind === 'tomosynthesis-ct')
    })
  }
  return protocols.find(suits) ?? { kind: 'grid', id: 'grid', label: { fr: 'Images', en: 'Images' }, rows: 2, columns: 2 }
}

/** `prior` is the one study to compare with; null when there is none. `programme`: which sites' tomosynthesis is read;
 *  null where no programme restricts the reading. */
export function hang(
  protocols: readonly HangingProtocol[], current: readonly ImageDescriptor[], prior: readonly ImageDescriptor[] | null, programme: ProgrammeTomosynthesis | null = null,
): Hanging {
  const protocol = chooseProtocol(protocols, current)
  switch (protocol.kind) {
    case 'mammography':
      return hangMammography(protocol, current, prior, programme)
    case 'stack':
      return hangStacks(protocol.id, current, prior)
    case 'grid':
      return hangGrid(protocol, current)
  }
}

const plain = { key: null, collects: null, isInverted: false, comparesFirst: false } as const
const others = { initial: 0, filled: 0, extras: [], missing: [], refused: [] } as const

const each = (stacks: readonly Stack[]): Hanging['toDisplay'] => stacks.flatMap(({ frames }) => [...new Set(frames.map(({ image }) => image.sopInstanceUID))].map((uid) => [uid]))

/** CT: one series at a time; with a prior, its largest series beside it. */
function hangStacks(protocolId: string, current: readonly ImageDescriptor[], prior: readonly ImageDescriptor[] | null): Hanging {
  const [priorStack] = prior === null ? [] : stacksOf(prior)
  const stacks = stacksOf(current)
  const steps = stacks.map((stack, index): HungStep => {
    const cell = freeCell('current:stack', 'current', stack)
    return {
      ...plain, id: `series-${index + 1}`, label: seriesLabel(stack), scale: 'each', key: index < 9 ? index + 1 : null,
      alone: single([cell]), compared: priorStack === undefined ? null : single([cell, freeCell('prior:stack', 'prior', priorStack)]),
    }
  })
  return { ...others, protocolId, kind: 'stack', steps: nonEmpty(steps), toDisplay: each(stacks) }
}

function hangGrid(protocol: Extract<HangingProtocol, { kind: 'grid' }>, current: readonly ImageDescriptor[]): Hanging {
  const stacks = stacksOf(current)
  const columns = Math.min(protocol.columns, Math.max(Math.ceil(Math.sqrt(stacks.length)), 1))
  const perPage = protocol.rows * columns
  const steps = Array.from({ length: Math.ceil(stacks.length / perPage) }, (_, index): HungStep => {
    const cells = stacks.slice(index * perPage, (index + 1) * perPage).map((stack, place) => freeCell(`page:${place}`, 'current', stack))
    return {
      ...plain, id: `page-${index + 1}`, label: { fr: `Images ${index + 1}`, en: `Images ${index + 1}` }, scale: 'each', key: index < 9 ? index + 1 : null,
      alone: page(cells, columns), compared: null,
    }
  })
  return { ...others, protocolId: protocol.id, kind: 'grid', steps: nonEmpty(steps), toDisplay: each(stacks) }
}

const single = (cells: Parameters<typeof page>[0]): HungGrid => ({ landscape: [cells], portrait: cells.map((cell) => [cell]) })

function seriesLabel(stack: Stack): HungStep['label'] {
  const number = stack.frames[0].image.seriesNumber
  const name = stack.description || (number === null ? '' : String(number))
  return { fr: `Série ${name}`.trim(), en: `Series ${name}`.trim() }
}
