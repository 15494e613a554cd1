/** Hanging protocols as data: those that come with the program (resources/hanging-protocols) and each reader's own, which
 *  crosses the wire. A slot names a view; a step says where slots hang, or collects the images that no slot takes. */
import { z } from 'zod'

/** PS3.16 CID 4014 under the names that radiographers write (ACR, IHE MAMMO). */
export const mammographyViews = ['CC', 'MLO', 'ML', 'LM', 'LMO', 'FB', 'SIO', 'ISO', 'XCC', 'XCCL', 'XCCM', 'specimen'] as const
export type MammographyView = (typeof mammographyViews)[number]

/** PS3.16 CID 4015. */
export const viewModifiers = [
  'magnified', 'spot', 'rolled-lateral', 'rolled-medial', 'rolled-inferior', 'rolled-superior', 'implant-displaced', 'nipple-in-profile',
  'anterior-compression', 'infra-mammary-fold', 'axillary-tissue', 'cleavage', 'axillary-tail', 'tangential',
] as const
export type ViewModifier = (typeof viewModifiers)[number]

export const slotKinds = ['acquired', 'synthetic', 'tomosynthesis'] as const
export type SlotKind = (typeof slotKinds)[number]

/** Words of a step, in the reader's languages. */
const label = z.strictObject({ fr: z.string().max(60), en: z.string().max(60) })
const id = z.string().regex(/^[a-z0-9-]{1,40}$/)

export const hangingSlot = z.strictObject({
  laterality: z.enum(['R', 'L']),
  view: z.enum(mammographyViews),
  /** All that the image must bear, and nothing else (M20). */
  modifiers: z.array(z.enum(viewModifiers)).max(4),
  /** What may hang here, best first; the others are reached in the same cell. */
  kinds: z.array(z.enum(slotKinds)).min(1).max(3),
  /** Part of a whole exam: its absence is said. */
  isExpected: z.boolean(),
})
export type HangingSlot = z.infer<typeof hangingSlot>

/** `current:RCC` or `prior:RCC`. */
export const cellName = z.templateLiteral([z.enum(['current', 'prior']), ':', z.string()])
export type CellName = z.infer<typeof cellName>

export const hangingRows = z.array(z.array(cellName).min(1).max(8)).min(1).max(4)
export type HangingRows = z.infer<typeof hangingRows>

/** Rows of cells in a window that is wider than high, and in one that is higher than wide (null: the same). */
export const arrangement = z.strictObject({ landscape: hangingRows, portrait: hangingRows.nullable() })
export type Arrangement = z.infer<typeof arrangement>

const common = {
  id, label,
  isEnabled: z.boolean(),
  /** The key that goes there, Alt and this digit; null: only in turn. */
  key: z.number().int().min(1).max(9).nullable(),
  comparesFirst: z.boolean(),
}

export const placedStep = z.strictObject({
  kind: z.literal('placed'), ...common,
  /** `shared`: one physical scale for all cells, fitted to the breasts. `whole`: one row after the other, images
   *  whole with the air around them. `pixel`: one image after the other, part by part, one acquired pixel per screen pixel. */
  scale: z.enum(['shared', 'whole', 'pixel']),
  isInverted: z.boolean(),
  /** What becomes of the places of a breast of which no image is shown: they stay, empty, or leave their room to the others. */
  absentBreast: z.enum(['kept', 'left-out']),
  alone: arrangement,
  /** With a prior beside the current study. */
  compared: arrangement.nullable(),
})
export type PlacedStep = z.infer<typeof placedStep>

/** `implants`: each implant-displaced view beside its standard view (M23). `partials`: the parts of one view side by side
 *  (M24). `complementary`: magnified, spot and further views, each at its own scale (M13). `biopsies`: before, during and
 *  after a biopsy, and specimens (M26). `tomosynthesis`: slices that no slot took. `others`: everything that no step shows
 *  (M25). `prior-others`: the same of the prior. */
export const collections = ['implants', 'partials', 'complementary', 'biopsies', 'tomosynthesis', 'others', 'prior-others'] as const
export type Collection = (typeof collections)[number]

export const collectedStep = z.strictObject({
  kind: z.literal('collected'), ...common,
  collects: z.enum(collections),
  /** Cells of one page, at most. */
  rows: z.number().int().min(1).max(4),
  columns: z.number().int().min(1).max(8),
})
export type CollectedStep = z.infer<typeof collectedStep>

export const protocolStep = z.discriminatedUnion('kind', [placedStep, collectedStep])
export type ProtocolStep = z.infer<typeof protocolStep>

/** Grows when an older stored protocol could no longer be read as it was meant. */
export const protocolFormat = 2

export const mammographyProtocol = z.strictObject({
  kind: z.literal('mammography'), format: z.literal(protocolFormat), id: z.string().max(60), modalities: z.array(z.string().max(16)).min(1).max(8),
  slots: z.record(z.string().max(20), hangingSlot),
  steps: z.array(protocolStep).min(1).max(40),
  /** Where a case opens. */
  initialStep: id,
})
  .refine(({ slots, steps }) => steps.every((step) => namedSlots(step).every((name) => Object.hasOwn(slots, name))), 'a step names a slot that is not defined')
  .refine(({ steps }) => new Set(steps.map((step) => step.id)).size === steps.length, 'two steps bear one id')
  .refine(({ steps }) => steps.filter((step) => step.key !== null).every((step, index, keyed) => keyed.findIndex((other) => other.key === step.key) === index), 'two steps answer to one key')
  .refine(({ steps, initialStep }) => steps.some((step) => step.id === initialStep), 'the first step is not among the steps')
export type MammographyProtocol = z.infer<typeof mammographyProtocol>

export const hangingProtocol = z.discriminatedUnion('kind', [
  mammographyProtocol,
  /** One series at a time, as a stack. */
  z.strictObject({ kind: z.literal('stack'), id: z.string(), modalities: z.array(z.string()).min(1), label }),
  /** Whatever is left: every series in a grid, page after page. */
  z.strictObject({ kind: z.literal('grid'), id: z.string(), label, rows: z.number().int().min(1).max(4), columns: z.number().int().min(1).max(6) }),
])
export type HangingProtocol = z.infer<typeof hangingProtocol>

export const slotOf = (cell: CellName): string => cell.slice(cell.indexOf(':') + 1)

export const arrangementsOf = (step: PlacedStep): Arrangement[] => (step.compared === null ? [step.alone] : [step.alone, step.compared])

export const cellsOf = ({ landscape, portrait }: Arrangement): CellName[] => [...landscape.flat(), ...(portrait ?? []).flat()]

function namedSlots(step: ProtocolStep): string[] {
  return step.kind === 'placed' ? arrangementsOf(step).flatMap(cellsOf).map(slotOf) : []
}
