/** Protocol data units of the DICOM upper layer (PS3.8 9.3), written and read whole. Integers are big endian; names and
 *  UIDs are ASCII. A unit that contradicts itself throws `MalformedPdu`. */
export const applicationContext = '1.2.840.10008.3.1.1.1'

/** One abstract syntax offered in some transfer syntaxes; `id` is odd, 1..255. */
export interface OfferedContext { readonly id: number; readonly abstractSyntax: string; readonly transferSyntaxes: readonly string[] }
/** `result` 0: accepted in this transfer syntax; else why not (PS3.8 table 9-18). */
export interface AnsweredContext { readonly id: number; readonly result: number; readonly transferSyntax: string }
/** Which side stores when the requestor fetches over the same association (PS3.7 D.3.3.4). */
export interface Role { readonly sopClassUID: string; readonly scu: boolean; readonly scp: boolean }

interface Common {
  readonly calledAE: string
  readonly callingAE: string
  /** The longest unit that the sender takes, bytes after its header; 0: any. */
  readonly maximumLength: number
  readonly implementationClassUID: string
  readonly implementationVersionName: string
  readonly roles: readonly Role[]
}
export interface AssociateRequest extends Common { readonly type: 'associate-request'; readonly contexts: readonly OfferedContext[] }
export interface AssociateAccept extends Common { readonly type: 'associate-accept'; readonly contexts: readonly AnsweredContext[] }
/** PS3.8 table 9-21. */
export interface AssociateReject { readonly type: 'associate-reject'; readonly result: number; readonly source: number; readonly reason: number }
/** A piece of a message: of its command or of its data set. */
export interface DataValue { readonly contextId: number; readonly command: boolean; readonly last: boolean; readonly bytes: Uint8Array }
export interface DataPdu { readonly type: 'data'; readonly values: readonly DataValue[] }
export interface Abort { readonly type: 'abort'; readonly source: number; readonly reason: number }
export type Pdu = AssociateRequest | AssociateAccept | AssociateReject | DataPdu | Abort | { readonly type: 'release-request' } | { readonly type: 'release-response' }

export class MalformedPdu extends Error {}

const codes = { 'associate-request': 1, 'associate-accept': 2, 'associate-reject': 3, 'data': 4, 'release-request': 5, 'release-response': 6, 'abort': 7 } as const
export const headerLength = 6

export function encodePdu(pdu: Exclude<Pdu, DataPdu>): Buffer {
  const body = bodyOf(pdu)
  return Buffer.concat([header(codes[pdu.type], body.length), body])
}

/** The head of a unit with one value of `length` bytes, which follow it. */
export function dataHead(contextId: number, command: boolean, last: boolean, length: number): Buffer {
  const head = Buffer.alloc(headerLength + 6)
  header(codes.data, length + 6).copy(head)
  head.writeUInt32BE(length + 2, headerLength)
  head.writeUInt8(contextId, headerLength + 4)
  head.writeUInt8((command ? 1 : 0) | (last ? 2 : 0), headerLength + 5)
  return head
}

function header(code: number, length: number): Buffer {
  const bytes = Buffer.alloc(headerLength)
  bytes.writeUInt8(code, 0)
  bytes.writeUInt32BE(length, 2)
  return bytes
}

function bodyOf(pdu: Exclude<Pdu, DataPdu>): Buffer {
  if (pdu.type === 'associate-reject') return Buffer.from([0, pdu.result, pdu.source, pdu.reason])
  if (pdu.type === 'abort') return Buffer.from([0, 0, pdu.source, pdu.reason])
  if (pdu.type === 'release-request' || pdu.type === 'release-response') return Buffer.alloc(4)
  const fixed = Buffer.alloc(68)
  fixed.writeUInt16BE(1, 0)
  fixed.write(pdu.calledAE.padEnd(16).slice(0, 16), 4, 'latin1')
  fixed.write(pdu.callingAE.padEnd(16).slice(0, 16), 20, 'latin1')
  const contexts = pdu.type === 'associate-request'
    ? pdu.contexts.map(({ id, abstractSyntax, transferSyntaxes }) => item(0x20, Buffer.from([id, 0, 0, 0]), item(0x30, ascii(abstractSyntax)), ...transferSyntaxes.map((uid) => item(0x40, ascii(uid)))))
    : pdu.contexts.map(({ id, result, transferSyntax }) => item(0x21, Buffer.from([id, 0, result, 0]), item(0x40, ascii(transferSyntax))))
  const longest = Buffer.alloc(4)
  longest.writeUInt32BE(pdu.maximumLength)
  return Buffer.concat([
    fixed, item(0x10, ascii(applicationContext)), ...contexts,
    item(0x50, item(0x51, longest), item(0x52, ascii(pdu.implementationClassUID)),
      ...pdu.roles.map(({ sopClassUID, scu, scp }) => item(0x54, short(sopClassUID.length), ascii(sopClassUID), Buffer.from([Number(scu), Number(scp)]))),
      item(0x55, ascii(pdu.implementationVersionName))),
  ])
}

function item(code: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([code, 0]), short(content.length), content])
}
function short(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}
const ascii = (text: string): Buffer => Buffer.from(text, 'latin1')
