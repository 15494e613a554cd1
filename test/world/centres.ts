/** The seven imaging centres: how each wants to be spoken to, over which line, and what it gets wrong. Data for `world.ts`
 *  and for the table that tells what to type into Settings. */
import type { RetrievalWay } from '../../main/contract/sources.ts'

export interface Centre {
  readonly id: string
  readonly name: string
  /** For who reads the table. */
  readonly habit: string
  readonly kind: 'orthanc' | 'dcmqrscp'
  readonly aet: string
  readonly dicomWeb: boolean
  readonly dimse: boolean
  /** DICOMweb asks for this in place of a name and a password. */
  readonly bearer: boolean
  readonly refusesGet: boolean
  /** Character set of what it holds (PS3.3 C.12.1.1.2). */
  readonly characterSet: 'ISO_IR 192' | 'ISO_IR 100'
  readonly ways: readonly RetrievalWay[]
  readonly megabits: 2 | 20 | 200
  /** One way, milliseconds. */
  readonly latencyMs: number
  /** Its line drops by itself, on average so often, milliseconds; 0: never. */
  readonly dropsEveryMs: number
}

const usual = { kind: 'orthanc', dicomWeb: true, dimse: true, bearer: false, refusesGet: false, characterSet: 'ISO_IR 192', megabits: 20, latencyMs: 15, dropsEveryMs: 0 } as const

export const centres: readonly Centre[] = [
  { ...usual, id: 'lisieux', name: 'Lisieux', habit: 'DICOMweb only', aet: 'LISIEUX', dimse: false, ways: ['WADO_RS'] },
  { ...usual, id: 'vire', name: 'Vire', habit: 'DIMSE only, both titles checked', aet: 'VIREPACS', dicomWeb: false, ways: ['C_GET', 'C_MOVE'], megabits: 200, latencyMs: 3 },
  { ...usual, id: 'granville', name: 'Granville', habit: 'another make: dcmqrscp', kind: 'dcmqrscp', aet: 'QRPACS', dicomWeb: false, ways: ['C_GET', 'C_MOVE'] },
  { ...usual, id: 'alencon', name: 'Alençon', habit: 'refuses C-GET, moves to us', aet: 'ALENCON', dicomWeb: false, refusesGet: true, ways: ['C_MOVE'] },
  { ...usual, id: 'evreux', name: 'Évreux', habit: 'Latin 1 throughout (ISO_IR 100)', aet: 'EVREUX', characterSet: 'ISO_IR 100', ways: ['WADO_RS', 'C_GET'], megabits: 200, latencyMs: 3 },
  { ...usual, id: 'dieppe', name: 'Dieppe', habit: 'DICOMweb behind a gate that wants a bearer token', aet: 'DIEPPE', dimse: false, bearer: true, ways: ['WADO_RS'] },
  { ...usual, id: 'cherbourg', name: 'Cherbourg', habit: 'slow, and its line drops by itself', aet: 'CHERBOURG', ways: ['WADO_RS', 'C_GET'], megabits: 2, latencyMs: 60, dropsEveryMs: 20_000 },
]
