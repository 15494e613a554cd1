/** The shape of one rule of the national sheet, and what a rule may know beside the opinion itself. */
import type { Avis, Cote } from '../../contract/index.ts'
import type { SheetImage } from './views.ts'

export type SheetKind = 'FIRST' | 'SECOND'

export interface SheetContext {
  readonly kind: SheetKind
  /** Images of the exam that is read, priors left out. */
  readonly images: readonly SheetImage[]
  /** ISO days. */
  readonly studyDate: string | null
  readonly today: string
  /** Images whose side the reader disputes. */
  readonly disputed?: readonly string[]
  /** The first reader did an immediate workup. Known to the second only once the first opinion is shown to him. */
  readonly bdiL1?: boolean
  /** Who reads, and who read first: identifiers of accounts. */
  readonly reader?: string
  readonly firstReader?: string | null
  /** Every image of the exam has been on the screen; the display is fit (Q5). Left out where they are asked elsewhere. */
  readonly imagesToutesVues?: boolean
  readonly posteConforme?: boolean
  /** Share of technical recalls among the reader's own readings, 0..1. */
  readonly tauxCti?: number
}

export interface SheetRule {
  readonly id: string
  readonly applies: readonly SheetKind[]
  /** Readings whose freeze and signature it forbids; the others are warned. */
  readonly blocks: readonly SheetKind[]
  readonly fr: string
  readonly en: string
  /** Breasts on which the rule is broken, or whether it is where it concerns the whole sheet. */
  readonly broken: (avis: Avis, context: SheetContext) => readonly Cote[] | boolean
}

export const both: readonly SheetKind[] = ['FIRST', 'SECOND']
export const first: readonly SheetKind[] = ['FIRST']
export const second: readonly SheetKind[] = ['SECOND']
export const alert: readonly SheetKind[] = []
