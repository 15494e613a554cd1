/** The mammography matcher: where each image of a study belongs. Deterministic (the order of the images plays no part)
 *  and total: every image is in one slot, in one collection, or refused with a reason. A view with a modifier that the
 *  slot does not ask for, a magnification, or another view never fills it (M20, M21). */
import type { Collection, HangingSlot, MammographyProtocol, SlotKind } from '../../contract/hanging-protocol.ts'
import type { ImageDescriptor } from '../../contract/image.ts'
import { isMagnified } from '../geometry/index.ts'
import { mammogramKind, readsTomosynthesis, tomosynthesisStacks, type MammogramKind, type ProgrammeTomosynthesis } from '../tomosynthesis/index.ts'
import { byAcquisition } from './order.ts'
import { stackOf, stacksOf, type Stack } from './stack.ts'
import { modifiersOf, viewOf } from './view-codes.ts'

/** `projection`: raw exposure of a tomosynthesis (M43). `for-processing`: raw data (M06). `programme`: tomosynthesis or
 *  what was computed from it, which the programme does not read. */
export type Refusal = 'projection' | 'for-processing' | 'programme'
export type Home = Exclude<Collection, 'prior-others'>

export interface StudyMatch {
  /** Slot → what hangs there, best first; absent when the study has nothing for it. */
  readonly slots: ReadonlyMap<string, readonly [Stack, ...Stack[]]>
  /** What no slot took, in reading order. */
  readonly collected: ReadonlyMap<Home, readonly Stack[]>
  readonly refused: readonly { readonly image: ImageDescriptor; readonly reason: Refusal }[]
  /** Empty slots for which there is raw data alone. */
  readonly rawSlots: ReadonlySet<string>
}

/** Everything that hangs somewhere. */
export const everyStack = ({ slots, collected }: StudyMatch): Stack[] => [...[...slots.values()].flat(), ...[...collected.values()].flat()]

/** `programme`: which sites' tomosynthesis is read; null: all that there is. */
export function matchStudy(protocol: MammographyProtocol, images: readonly ImageDescriptor[], programme: ProgrammeTomosynthesis | null): StudyMatch {
  const ordered = images.toSorted(byAcquisition)
  const refused = ordered.flatMap((image) => {
    const reason = refusalOf(image, programme)
    return reason === null ? [] : [{ image, reason }]
  })
  const isRefused = new Set(refused.map(({ image }) => image))
  const slots = new Map<string, [Stack, ...Stack[]]>()
  const collected = new Map<Home, Stack[]>()
  const left: Stack[] = []
  for (const stack of hungStacks(ordered.filter((image) => !isRefused.has(image)))) {
    const name = stack.frames[0].image.partialView ? null : slotFor(protocol, stack.frames[0].image)
    if (name === null) left.push(stack)
    else slots.set(name, [...slots.get(name) ?? [], stack] as [Stack, ...Stack[]])
  }
  const whole = new Set(slots.keys())
  for (const stack of left) {
    const { image } = stack.frames[0]
    // Parts of a view hang in its place only where there is no whole one.
    const name = image.partialView ? slotFor(protocol, image) : null
    if (name !== null && !whole.has(name)) slots.set(name, [...slots.get(name) ?? [], stack] as [Stack, ...Stack[]])
    else collected.set(homeOf(image), [...collected.get(homeOf(image)) ?? [], stack])
  }
  for (const [name, stacks] of slots) slots.set(name, stacks.toSorted(byPreference(protocol.slots[name])) as [Stack, ...Stack[]])
  const rawSlots = new Set(refused.filter(({ reason }) => reason === 'for-processing').map(({ image }) => slotFor(protocol, image, 'acquired')).filter((name) => name !== null && !slots.has(name)) as string[])
  return { slots, collected, refused, rawSlots }
}

/** M06. Raw data of a detector: not for reading. */
export const isForProcessing = (image: Pick<ImageDescriptor, 'presentationIntentType'>): boolean => image.presentationIntentType === 'FOR PROCESSING'

function refusalOf(image: ImageDescriptor, programme: ProgrammeTomosynthesis | null): Refusal | null {
  const kind = mammogramKind(image)
  if (kind === 'projection' || kind === 'for-processing') return kind
  const isComputed = kind === 'synthetic' || kind === 'tomosynthesis' || kind === 'tomosynthesis-ct' || kind === 'tomosynthesis-private'
  return isComputed && programme !== null && !readsTomosynthesis(programme, image.institutionName) ? 'programme' : null
}

/** Slices together, every other mammogram by itself, anything else by series. */
function hungStacks(images: readonly ImageDescriptor[]): Stack[] {
  const of = (image: ImageDescriptor): 'slices' | 'single' | 'series' => {
    const kind = mammogramKind(image)
    return kind === 'tomosynthesis' || kind === 'tomosynthesis-ct' ? 'slices' : kind === 'other' ? 'series' : 'single'
  }
  const single = images.filter((image) => of(image) === 'single').map((image) => stackOf([image])).filter((stack) => stack !== null)
  return [...single, ...tomosynthesisStacks(images.filter((image) => of(image) === 'slices')), ...stacksOf(images.filter((image) => of(image) === 'series'))]
}

const slotKind: Partial<Record<MammogramKind, SlotKind>> = { acquired: 'acquired', synthetic: 'synthetic', tomosynthesis: 'tomosynthesis', 'tomosynthesis-ct': 'tomosynthesis' }

/** The slot that asks for such an image before anything else; of several the first that the protocol names. */
function slotFor({ slots, modalities }: MammographyProtocol, image: ImageDescriptor, as?: SlotKind): string | null {
  const kind = as ?? slotKind[mammogramKind(image)]
  const isOfModality = modalities.includes(image.modality) || kind === 'tomosynthesis'
  if (kind === undefined || !isOfModality || isMagnified(image) || isOfBiopsy(image)) return null
  const fitting = Object.entries(slots).filter(([, slot]) => slot.kinds.includes(kind) && fits(image, slot))
  const rank = (slot: HangingSlot): number => slot.kinds.indexOf(kind)
  return fitting.toSorted(([, a], [, b]) => rank(a) - rank(b))[0]?.[0] ?? null
}

function fits(image: ImageDescriptor, { laterality, view, modifiers }: HangingSlot): boolean {
  const present = new Set(modifiersOf(image))
  return image.imageLaterality === laterality && viewOf(image) === view && present.size === modifiers.length && modifiers.every((modifier) => present.has(modifier))
}

/** PS3.3 C.8.11.7.1.4: what a stereotactic or guided biopsy makes, before, during and after. */
const biopsyTypes = /^(STEREO_|TOMO_SCOUT|PREFIRE|POSTFIRE|POSTBIOPSY|POSTMARKER)/

/** Tissue that was taken out, as the region or as the view: devices differ. */
const isSpecimen = (image: ImageDescriptor): boolean => viewOf(image) === 'specimen' || viewOf({ viewCode: image.anatomicRegion }) === 'specimen'

const isOfBiopsy = (image: ImageDescriptor): boolean => isSpecimen(image) || image.imageType.some((value) => biopsyTypes.test(value))

export const isImplantDisplaced = (image: ImageDescriptor): boolean => modifiersOf(image).includes('implant-displaced')

function homeOf(image: ImageDescriptor): Home {
  const kind = mammogramKind(image)
  if (kind === 'other') return 'others'
  if (isOfBiopsy(image)) return 'biopsies'
  if (kind === 'tomosynthesis' || kind === 'tomosynthesis-ct' || kind === 'tomosynthesis-private') return 'tomosynthesis'
  if (image.partialView) return 'partials'
  const modifiers = modifiersOf(image)
  if (isImplantDisplaced(image) && modifiers.length === 1 && !isMagnified(image)) return 'implants'
  return viewOf(image) !== null || modifiers.length > 0 || isMagnified(image) ? 'complementary' : 'others'
}

/** The kind that the slot asks for first, then whole before partial, then the latest exposure (the one that was kept). */
const byPreference = (slot: HangingSlot | undefined) => ({ frames: [{ image: a }] }: Stack, { frames: [{ image: b }] }: Stack): number => {
  const rank = (image: ImageDescriptor): number => slot?.kinds.indexOf(slotKind[mammogramKind(image)] ?? 'acquired') ?? 0
  return rank(a) - rank(b) || Number(a.partialView) - Number(b.partialView) || byAcquisition(b, a)
}
