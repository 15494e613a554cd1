/** Reads one whole protocol data unit (PS3.8 9.3). Lengths are believed only as far as the bytes go. */
import { MalformedPdu, type AnsweredContext, type DataValue, type OfferedContext, type Pdu, type Role } from './pdu.ts'

/** `body`: what follows the six bytes of the header. */
export function readPdu(code: number, body: Buffer): Pdu {
  switch (code) {
    case 1: return { type: 'associate-request', ...associate(body, offered) }
    case 2: return { type: 'associate-accept', ...associate(body, answered) }
    case 3: return { type: 'associate-reject', result: at(body, 1), source: at(body, 2), reason: at(body, 3) }
    case 4: return { type: 'data', values: [...values(body)] }
    case 5: return { type: 'release-request' }
    case 6: return { type: 'release-response' }
    case 7: return { type: 'abort', source: at(body, 2), reason: at(body, 3) }
    default: throw new MalformedPdu(`unit of type ${code}`)
  }
}

function* values(body: Buffer): Generator<DataValue> {
  for (let from = 0; from < body.length;) {
    if (from + 6 > body.length) throw new MalformedPdu('a value without its head')
    const length = body.readUInt32BE(from)
    if (length < 2 || from + 4 + length > body.length) throw new MalformedPdu('a value longer than its unit')
    const control = body.readUInt8(from + 5)
    yield { contextId: body.readUInt8(from + 4), command: (control & 1) !== 0, last: (control & 2) !== 0, bytes: body.subarray(from + 6, from + 4 + length) }
    from += 4 + length
  }
}

function associate<T>(body: Buffer, context: (body: Buffer) => T) {
  if (body.length < 68) throw new MalformedPdu('an association without its names')
  const contexts: T[] = []
  const roles: Role[] = []
  let maximumLength = 0
  let implementationClassUID = ''
  let implementationVersionName = ''
  for (const { code, content } of items(body.subarray(68))) {
    if (code === 0x20 || code === 0x21) contexts.push(context(content))
    if (code !== 0x50) continue
    for (const { code: inner, content: value } of items(content)) {
      if (inner === 0x51 && value.length >= 4) maximumLength = value.readUInt32BE(0)
      else if (inner === 0x52) implementationClassUID = uid(value)
      else if (inner === 0x55) implementationVersionName = value.toString('latin1').trim()
      else if (inner === 0x54) roles.push(role(value))
    }
  }
  const name = (from: number) => body.toString('latin1', from, from + 16).trim()
  return { calledAE: name(4), callingAE: name(20), maximumLength, implementationClassUID, implementationVersionName, roles, contexts }
}

function offered(body: Buffer): OfferedContext {
  let abstractSyntax = ''
  const transferSyntaxes: string[] = []
  for (const { code, content } of items(body.subarray(4))) {
    if (code === 0x30) abstractSyntax = uid(content)
    else if (code === 0x40) transferSyntaxes.push(uid(content))
  }
  return { id: at(body, 0), abstractSyntax, transferSyntaxes }
}

function answered(body: Buffer): AnsweredContext {
  const [syntax] = [...items(body.subarray(4))].filter(({ code }) => code === 0x40)
  return { id: at(body, 0), result: at(body, 2), transferSyntax: syntax === undefined ? '' : uid(syntax.content) }
}

function role(body: Buffer): Role {
  const length = body.length >= 2 ? body.readUInt16BE(0) : 0
  return { sopClassUID: uid(body.subarray(2, 2 + length)), scu: at(body, 2 + length) !== 0, scp: at(body, 3 + length) !== 0 }
}

function* items(body: Buffer): Generator<{ code: number; content: Buffer }> {
  for (let from = 0; from < body.length;) {
    if (from + 4 > body.length) throw new MalformedPdu('an item without its head')
    const end = from + 4 + body.readUInt16BE(from + 2)
    if (end > body.length) throw new MalformedPdu('an item longer than its unit')
    yield { code: body.readUInt8(from), content: body.subarray(from + 4, end) }
    from = end
  }
}

const uid = (bytes: Buffer): string => bytes.toString('latin1').replaceAll(/[\0 ]+$/g, '')
function at(body: Buffer, index: number): number {
  const value = body[index]
  if (value === undefined) throw new MalformedPdu('a unit that is too short')
  return value
}
