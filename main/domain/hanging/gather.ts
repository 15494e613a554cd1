/** What each collecting step shows of a study, in which order; and the steps that no protocol may lack. */
import type { CollectedStep, Collection, MammographyProtocol } from '../../contract/hanging-protocol.ts'
import type { ImageDescriptor } from '../../contract/image.ts'
import type { Gathered } from './collect.ts'
import { everyStack, isImplantDisplaced, type StudyMatch } from './match.ts'
import { byAcquisition, compareText } from './order.ts'
import { bySection } from './partial-view.ts'
import type { Stack } from './stack.ts'
import { viewAbbreviation, viewOf } from './view-codes.ts'

type Collects = Exclude<Collection, 'others' | 'prior-others'>

export function gather(collects: Collects, matches: { current: StudyMatch; prior: StudyMatch | null }): Gathered {
  const of = (match: StudyMatch): Stack[] => {
    if (collects === 'implants') return implantPairs(match)
    if (collects === 'partials') return partials(match)
    return [...match.collected.get(collects) ?? []].toSorted(byName)
  }
  return { current: of(matches.current), prior: matches.prior === null ? [] : of(matches.prior), group: collects === 'implants' ? 2 : 1 }
}

const imageOf = ({ frames }: Stack): ImageDescriptor => frames[0].image

/** M23. Beside each displaced view the standard view of the same side and name, where there is one. */
function implantPairs(match: StudyMatch): Stack[] {
  const stacks = everyStack(match)
  const singles = stacks.filter(({ frames }) => frames.length === 1)
  const isElsewhere = (stack: Stack): boolean => (['complementary', 'biopsies'] as const).some((home) => match.collected.get(home)?.includes(stack))
  const displaced = singles.filter((stack) => isImplantDisplaced(imageOf(stack)) && !isElsewhere(stack))
  return displaced.toSorted(byName).flatMap((stack) => {
    const image = imageOf(stack)
    const standard = singles
      .filter((other) => imageOf(other).viewModifierCodes.length === 0 && imageOf(other).imageLaterality === image.imageLaterality && viewOf(imageOf(other)) === viewOf(image))
      .toSorted((a, b) => byAcquisition(imageOf(b), imageOf(a)))[0]
    return standard === undefined ? [stack] : [standard, stack]
  })
}

/** M24. Parts of one view beside each other as they lie in the breast; one part alone is a part all the same. */
function partials(match: StudyMatch): Stack[] {
  return everyStack(match).filter((stack) => stack.frames.length === 1 && imageOf(stack).partialView && !match.collected.get('biopsies')?.includes(stack))
    .toSorted((a, b) => byView(imageOf(a), imageOf(b)) || bySection(imageOf(a), imageOf(b)) || byAcquisition(imageOf(a), imageOf(b)))
}

/** View by view, right before left: the two sides of one view come back to back. */
const byView = (a: ImageDescriptor, b: ImageDescriptor): number =>
  compareText(viewAbbreviation(a), viewAbbreviation(b)) || compareText(b.imageLaterality, a.imageLaterality)

const byName = (a: Stack, b: Stack): number => byView(imageOf(a), imageOf(b)) || byAcquisition(imageOf(a), imageOf(b))

/** M25. What no step has shown yet. */
export const leftOver = (match: StudyMatch, shown: ReadonlySet<Stack>): Stack[] => everyStack(match).filter((stack) => !shown.has(stack)).toSorted(byName)

/** Added where the reader's protocol lacks them or has them switched off: nothing may be out of reach. */
export function restSteps({ steps }: MammographyProtocol): CollectedStep[] {
  const labels = { others: { fr: 'Autres clichés', en: 'Other images' }, 'prior-others': { fr: 'Autres clichés de l’antériorité', en: 'Other prior images' } } as const
  return (['others', 'prior-others'] as const)
    .filter((collects) => !steps.some((step) => step.kind === 'collected' && step.collects === collects && step.isEnabled))
    .map((collects) => ({ kind: 'collected', id: `rest-${collects}`, label: labels[collects], isEnabled: true, key: null, comparesFirst: false, collects, rows: 2, columns: 3 }))
}
