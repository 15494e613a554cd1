/** Steps that collect what no slot holds: pairs of implant views, parts side by side, complementary views, biopsies, the
 *  rest. As many pages as it takes; cells of one page keep their ids from page to page and from case to case. */
import type { CollectedStep } from '../../contract/hanging-protocol.ts'
import { isMagnified } from '../geometry/index.ts'
import { freeCell, type HungCell, type HungGrid, type HungStep } from './hung.ts'
import type { Stack } from './stack.ts'
import { modifiersOf } from './view-codes.ts'

/** Stacks in reading order; those of one group stay beside each other (a pair, the parts of one view). */
export interface Gathered {
  readonly current: readonly Stack[]
  readonly prior: readonly Stack[]
  /** Cells in a group; 1 where each stands for itself. */
  readonly group: 1 | 2
}

export function collectedSteps(step: CollectedStep, { current, prior, group }: Gathered): HungStep[] {
  const columns = Math.max(step.columns - (step.columns % group), group)
  const perPage = step.rows * columns
  const ofPrior = step.collects === 'prior-others'
  const [main, beside] = ofPrior ? [prior, []] : [current, prior]
  const pages = Math.ceil(main.length / perPage)
  return Array.from({ length: pages }, (_, index): HungStep => {
    const cellsOf = (stacks: readonly Stack[], study: HungCell['study']): HungCell[] => stacks.slice(index * perPage, (index + 1) * perPage).map((stack, place) => {
      return freeCell(`${study}:${step.collects}:${place}`, study, stack, { justification: step.collects === 'biopsies' ? 'centre' : justificationOf(stack), hasOwnScale: step.collects === 'complementary' || step.collects === 'biopsies' })
    })
    const alone = page(cellsOf(main, ofPrior ? 'prior' : 'current'), columns, group)
    const then = cellsOf(beside, 'prior')
    const below = page(then, columns, group)
    const number = pages > 1 ? ` ${index + 1}/${pages}` : ''
    return {
      id: index === 0 ? step.id : `${step.id}-${index + 1}`, label: { fr: `${step.label.fr}${number}`, en: `${step.label.en}${number}` },
      key: index === 0 ? step.key : null, collects: step.collects, scale: step.collects === 'implants' || step.collects === 'partials' ? 'shared' : 'each',
      isInverted: false, comparesFirst: step.comparesFirst, alone,
      compared: then.length === 0 ? null : { landscape: [...alone.landscape, ...below.landscape], portrait: [...alone.portrait, ...below.portrait] },
    }
  })
}

/** One page: in one row as long as there is room, in a high window about as many rows as columns; groups are never torn. */
export function page(cells: readonly HungCell[], columns: number, group = 1): HungGrid {
  const wide = Math.min(columns, cells.length)
  const high = Math.min(columns, Math.max(Math.ceil(Math.sqrt(cells.length) / group) * group, group))
  const rows = (width: number): HungCell[][] => Array.from({ length: Math.ceil(cells.length / Math.max(width, 1)) }, (_, row) => cells.slice(row * width, (row + 1) * width))
  return { landscape: rows(wide), portrait: rows(high) }
}

/** A magnified part of a breast has no chest wall to lean on. */
function justificationOf({ frames: [{ image }] }: Stack): HungCell['justification'] {
  const side = isMagnified(image) || modifiersOf(image).some((modifier) => modifier === 'magnified' || modifier === 'spot') ? '' : image.imageLaterality
  return side === 'R' ? 'right' : side === 'L' ? 'left' : 'centre'
}
