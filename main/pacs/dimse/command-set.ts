/** Command sets (PS3.7 6.3.1 and annex E): elements of group 0000 in Implicit VR Little Endian. */
import { MalformedPdu } from './pdu.ts'

/** Keyword → element number and VR (PS3.7 table E.1-1), of what the services here use. */
const elements = {
  AffectedSOPClassUID: [0x0002, 'UI'], RequestedSOPClassUID: [0x0003, 'UI'], CommandField: [0x0100, 'US'], MessageID: [0x0110, 'US'],
  MessageIDBeingRespondedTo: [0x0120, 'US'], MoveDestination: [0x0600, 'AE'], Priority: [0x0700, 'US'], CommandDataSetType: [0x0800, 'US'],
  Status: [0x0900, 'US'], OffendingElement: [0x0901, 'AT'], ErrorComment: [0x0902, 'LO'], ErrorID: [0x0903, 'US'],
  AffectedSOPInstanceUID: [0x1000, 'UI'], RequestedSOPInstanceUID: [0x1001, 'UI'], EventTypeID: [0x1002, 'US'], ActionTypeID: [0x1008, 'US'],
  NumberOfRemainingSuboperations: [0x1020, 'US'], NumberOfCompletedSuboperations: [0x1021, 'US'], NumberOfFailedSuboperations: [0x1022, 'US'],
  NumberOfWarningSuboperations: [0x1023, 'US'], MoveOriginatorApplicationEntityTitle: [0x1030, 'AE'], MoveOriginatorMessageID: [0x1031, 'US'],
} as const
type Keyword = keyof typeof elements
type Numbers = { [K in Keyword as (typeof elements)[K][1] extends 'US' ? K : never]?: number }
type Texts = { [K in Keyword as (typeof elements)[K][1] extends 'US' ? never : K]?: string }
export type CommandSet = Readonly<Numbers & Texts & { CommandField: number }>

/** PS3.7 table E.1-1, Command Field; a response is its request with the high bit. */
export const commandField = { store: 0x0001, get: 0x0010, find: 0x0020, move: 0x0021, echo: 0x0030, eventReport: 0x0100, action: 0x0130, cancel: 0x0fff } as const
export const responseTo = (field: number): number => field | 0x8000
const noDataSet = 0x0101
export const hasDataSet = ({ CommandDataSetType }: CommandSet): boolean => CommandDataSetType !== noDataSet

export function encodeCommand(command: CommandSet, dataSet: boolean): Buffer {
  const whole: CommandSet = { ...command, CommandDataSetType: dataSet ? 1 : noDataSet }
  const parts = (Object.keys(elements) as Keyword[]).flatMap((keyword) => {
    const value = whole[keyword]
    return value === undefined ? [] : [element(elements[keyword][0], elements[keyword][1] === 'US' ? number(Number(value)) : text(String(value), elements[keyword][1]))]
  })
  const body = Buffer.concat(parts)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(body.length)
  return Buffer.concat([element(0, length), body])
}

export function readCommand(bytes: Buffer): CommandSet {
  const found: Record<string, string | number> = {}
  for (let from = 0; from < bytes.length;) {
    if (from + 8 > bytes.length) throw new MalformedPdu('a command that is cut')
    const group = bytes.readUInt16LE(from), number = bytes.readUInt16LE(from + 2)
    const start = from + 8, end = start + bytes.readUInt32LE(from + 4)
    if (group !== 0 || end > bytes.length) throw new MalformedPdu('a command that is none')
    const keyword = byNumber.get(number)
    if (keyword !== undefined) {
      const value = bytes.subarray(start, end)
      if (elements[keyword][1] !== 'US') found[keyword] = value.toString('latin1').replaceAll(/[\0 ]+$/g, '')
      else if (value.length >= 2) found[keyword] = value.readUInt16LE(0)
    }
    from = end
  }
  const field = found['CommandField']
  if (typeof field !== 'number') throw new MalformedPdu('a command without its field')
  return { ...found, CommandField: field }
}

const byNumber = new Map<number, Keyword>((Object.keys(elements) as Keyword[]).map((keyword) => [elements[keyword][0], keyword]))

function element(elementNumber: number, value: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt16LE(elementNumber, 2)
  head.writeUInt32LE(value.length, 4)
  return Buffer.concat([head, value])
}
function number(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}
function text(value: string, vr: string): Buffer {
  const filler = vr === 'UI' ? '\0' : ' '
  return Buffer.from(value.length % 2 === 0 ? value : value + filler, 'latin1')
}
