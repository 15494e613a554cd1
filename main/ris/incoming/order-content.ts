/** What a request asks for and what is told of the exam once it is made: the clinical half of an order message, by the
 *  codes of the French teleradiology volume (TLR_OBSERVATION, LOINC) and the fields of a plain ORM. */
import { moment } from './moments.ts'
import { named, valueOf, type Hl7Message, type Hl7Segment } from './read-message.ts'

export interface Requested {
  /** MSH-7: which of two messages about one order is the later. */
  readonly sentAt: string | null
  readonly orderedAt: string | null
  /** ORC-12, else OBR-16: identifier (RPPS) and name. */
  readonly requesterId: string
  readonly requester: string
  /** ORC-14: whom the reader calls back. */
  readonly callBack: string
  /** ORC-21: name, else number of the structure. */
  readonly requestingStructure: string
  /** ORC-16, of a cancellation. */
  readonly reason: string
  /** OBR-4 where it names an exam; the volume puts the name of the flow there. */
  readonly procedure: string
  readonly justification: string
  /** NTE of FINALITE_EXAMEN: what the exam is to tell. */
  readonly purpose: string
  /** Other comments. */
  readonly notes: readonly string[]
  /** TQ1-9 or OBR-27: S, A, R… (table 0485). */
  readonly priority: string
  readonly modality: string
  readonly modalityName: string
  readonly regions: readonly string[]
  readonly history: readonly { readonly text: string; readonly major: boolean }[]
  /** With their unit; empty: not told. */
  readonly height: string
  readonly weight: string
  /** Table 0136 or words. */
  readonly pregnancy: string
}

export interface Performed {
  readonly examAt: string | null
  /** TQ1-6: how long the images stay reachable, as told (730 jours). */
  readonly retention: string
  readonly act: string
  readonly products: readonly string[]
  readonly devices: readonly string[]
}

const flows = 'TLR_OBR_PROCEDURE'

export function requestedOf(message: Hl7Message): Requested {
  const orc = named(message, 'ORC'), obr = named(message, 'OBR'), person = valueOf(orc, 12) === '' && valueOf(orc, 12, 2) === '' ? { segment: obr, field: 16 } : { segment: orc, field: 12 }
  const [modality] = observed(message, 'MODALITE_IMAGERIE')
  const notes = message.segments.filter((one) => one.name === 'NTE' && valueOf(one, 3) !== '')
  return {
    sentAt: moment(valueOf(message.segments[0], 7)), orderedAt: moment(valueOf(orc, 9)),
    requesterId: valueOf(person.segment, person.field), requester: [2, 3].map((part) => valueOf(person.segment, person.field, part)).filter((part) => part !== '').join(' '),
    callBack: valueOf(orc, 14, 12) || valueOf(orc, 14), requestingStructure: valueOf(orc, 21), reason: valueOf(orc, 16, 2) || valueOf(orc, 16),
    procedure: valueOf(obr, 4, 3) === flows ? '' : valueOf(obr, 4, 2) || valueOf(obr, 4),
    justification: valueOf(obr, 13) || valueOf(obr, 31, 2),
    purpose: notes.filter((one) => valueOf(one, 4) === 'FINALITE_EXAMEN').map((one) => valueOf(one, 3)).join('\n'),
    notes: notes.filter((one) => valueOf(one, 4) !== 'FINALITE_EXAMEN').map((one) => valueOf(one, 3)),
    priority: valueOf(named(message, 'TQ1'), 9) || valueOf(obr, 27, 6) || valueOf(obr, 5),
    modality: valueOf(modality, 5) || valueOf(obr, 24), modalityName: valueOf(modality, 5, 2), regions: words(message, 'REGION_ANATOMIQUE'),
    history: observed(message, '11322-5').map((one) => ({ text: valueOf(one, 5, 2) || valueOf(one, 5), major: valueOf(one, 8) === 'MAJEUR' })).filter(({ text }) => text !== ''),
    height: measured(message, '8302-2'), weight: measured(message, '29463-7'), pregnancy: words(message, '82810-3')[0] ?? '',
  }
}

export function performedOf(message: Hl7Message): Performed {
  const timing = named(message, 'TQ1')
  return {
    examAt: moment(valueOf(timing, 7)), retention: [valueOf(timing, 6), valueOf(timing, 6, 2)].filter((part) => part !== '').join(' '),
    act: words(message, 'CODE_ACTE_IMAGERIE')[0] ?? '',
    products: grouped(message, 'PRODUIT_ADMINISTRE'), devices: grouped(message, 'APPAREIL_IMAGERIE'),
  }
}

const observed = (message: Hl7Message, code: string): Hl7Segment[] => message.segments.filter((one) => one.name === 'OBX' && valueOf(one, 3) === code)
const words = (message: Hl7Message, code: string): string[] => observed(message, code).map((one) => valueOf(one, 5, 2) || valueOf(one, 5)).filter((text) => text !== '')

function measured(message: Hl7Message, code: string): string {
  const [found] = observed(message, code)
  return [valueOf(found, 5), valueOf(found, 6)].filter((part) => part !== '').join(' ')
}

/** OBX-4 `n.m`: what has one n is one thing, told in parts. */
function grouped(message: Hl7Message, code: string): string[] {
  const groups = new Map<string, string[]>()
  for (const one of observed(message, code)) {
    const text = [valueOf(one, 5, 2) || valueOf(one, 5), valueOf(one, 6)].filter((part) => part !== '').join(' ')
    const group = valueOf(one, 4).split('.')[0] ?? ''
    if (text !== '') groups.set(group, [...(groups.get(group) ?? []), text])
  }
  return [...groups.values()].map((parts) => parts.join(', '))
}
