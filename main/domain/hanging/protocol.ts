/** Hanging protocols as data (resources/hanging-protocols/*.json), checked once when read. */
import { z } from 'zod'
import { mammographyViews } from './view-codes.ts'

const label = z.strictObject({ fr: z.string(), en: z.string() })

/** `current:RCC` or `prior:RCC`. */
const cell = z.templateLiteral([z.enum(['current', 'prior']), ':', z.string()])
export type CellName = z.infer<typeof cell>

const grid = z.array(z.array(cell).min(1)).min(1)
export type Grid = z.infer<typeof grid>

const arrangement = z.strictObject({ landscape: grid, portrait: grid.optional() })
export type Arrangement = z.infer<typeof arrangement>

const step = z.strictObject({
  id: z.string(),
  label,
  /** `shared`: one physical scale for all viewports; `pixel`: one image pixel per screen pixel, one cell after the other. */
  scale: z.enum(['shared', 'pixel']),
  alone: arrangement,
  /** With a prior beside the current study. */
  compared: arrangement.optional(),
  comparesFirst: z.boolean(),
})
export type ProtocolStep = z.infer<typeof step>

const slot = z.strictObject({ laterality: z.enum(['R', 'L']), view: z.enum(mammographyViews) })
export type Slot = z.infer<typeof slot>

export const hangingProtocol = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('mammography'), id: z.string(), modalities: z.array(z.string()).min(1),
    slots: z.record(z.string(), slot), steps: z.array(step).min(1),
  }).refine(
    (protocol) => protocol.steps.flatMap(({ alone, compared }) => [alone, compared ?? alone])
      .flatMap(({ landscape, portrait }) => [...landscape, ...portrait ?? []].flat())
      .every((name) => name.slice(name.indexOf(':') + 1) in protocol.slots),
    'a step names a slot that is not defined',
  ),
  /** One series at a time, as a stack. */
  z.strictObject({ kind: z.literal('stack'), id: z.string(), modalities: z.array(z.string()).min(1), label }),
  /** Whatever is left: every series in a grid, page after page. */
  z.strictObject({ kind: z.literal('grid'), id: z.string(), label, rows: z.number().int().min(1).max(4), columns: z.number().int().min(1).max(6) }),
])
export type HangingProtocol = z.infer<typeof hangingProtocol>
export type MammographyProtocol = Extract<HangingProtocol, { kind: 'mammography' }>
