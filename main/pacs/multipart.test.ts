import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExpectedError } from '../contract/index.ts'
import { parseMediaType } from './media-type.ts'
import { createMultipartParser, type MultipartLimits } from './multipart.ts'

interface Part { headers: [string, string][]; body: Buffer }

function read(boundary: string, chunks: Uint8Array[], limits?: MultipartLimits): Part[] {
  const parser = createMultipartParser(boundary, limits)
  const parts: Part[] = []
  let body: Uint8Array[] = []
  for (const chunk of chunks) {
    for (const event of parser.push(chunk)) {
      if (event.kind === 'part') {
        parts.push({ headers: [...event.headers], body: Buffer.alloc(0) })
        body = []
      } else if (event.kind === 'data') body.push(event.bytes)
      else {
        const last = parts.at(-1)
        if (last === undefined) throw new Error('end of a part that never began')
        last.body = Buffer.concat(body)
      }
    }
  }
  parser.end()
  return parts
}

function write(boundary: string, parts: Part[], around: { preamble?: string; epilogue?: string } = {}): Buffer {
  const pieces = parts.flatMap(({ headers, body }, index) => [
    Buffer.from(`${index === 0 ? (around.preamble ?? '') : '\r\n'}--${boundary}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`, 'latin1'),
    body,
  ])
  return Buffer.concat([...pieces, Buffer.from(`\r\n--${boundary}--\r\n${around.epilogue ?? ''}`)])
}

function cutAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length]
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end))
}

const code = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof ExpectedError) return error.code
    throw error
  }
  return 'nothing thrown'
}

describe('a multipart body', () => {
  const boundary = 'b-0'
  // Bodies made of pieces that look like the delimiter are the ones that a parser gets wrong.
  const body = fc.array(fc.oneof(fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)), fc.constantFrom('\r', '\n', '\r\n', '\r\n-', '\r\n--', '\r\n--b', '\r\n--b-', '--b-0', '--').map((text) => Buffer.from(text))), { maxLength: 8 })
    .map((pieces) => Buffer.concat(pieces))
    .filter((bytes) => !`\r\n${bytes.toString('latin1')}`.includes('\r\n--b-0'))
  const part = fc.record({ headers: fc.constantFrom<[string, string][]>([], [['content-type', 'application/dicom']], [['content-type', 'a'], ['content-length', '3']]), body })

  it('comes out as it went in, wherever the chunks are cut', () => {
    fc.assert(fc.property(
      fc.array(part, { minLength: 1, maxLength: 4 }), fc.array(fc.nat(), { maxLength: 30 }), fc.constantFrom('', 'hello\r\n', '\r\n'), fc.constantFrom('', '--b-0\r\n', 'bye'),
      (parts, cuts, preamble, epilogue) => {
        const bytes = write(boundary, parts, { preamble, epilogue })
        expect(read(boundary, cutAt(bytes, cuts))).toEqual(parts)
      },
    ), { numRuns: 500 })
  })

  it('comes out as it went in, one byte at a time', () => {
    const parts = [{ headers: [['content-type', 'application/dicom']] as [string, string][], body: Buffer.from('x\r\n--b-\r\n--b') }]
    expect(read(boundary, [...write(boundary, parts)].map((byte) => Uint8Array.of(byte)))).toEqual(parts)
  })

  it('is interrupted at every cut before its closing delimiter', () => {
    const whole = write(boundary, [{ headers: [], body: Buffer.from('12345') }])
    const closing = whole.length - 2
    for (let end = 0; end < closing; end += 1) expect(code(() => read(boundary, [whole.subarray(0, end)])), `cut at ${end}`).toBe('pacs/interrupted')
    expect(read(boundary, [whole.subarray(0, closing)])).toHaveLength(1)
  })

  it('may have spaces after a delimiter, but no text', () => {
    expect(read(boundary, [Buffer.from('--b-0 \t\r\n\r\nx\r\n--b-0--')])).toEqual([{ headers: [], body: Buffer.from('x') }])
    expect(code(() => read(boundary, [Buffer.from('--b-0x\r\n\r\nx\r\n--b-0--')]))).toBe('pacs/malformed')
  })

  it('is refused when its preamble, its headers or the number of its parts pass the limits', () => {
    const limits = { headerBytes: 64, preambleBytes: 64, parts: 2 }
    const endless = Array.from({ length: 100 }, () => Buffer.alloc(50, 0x61))
    expect(code(() => read(boundary, endless, limits))).toBe('pacs/malformed')
    expect(code(() => read(boundary, [Buffer.from('--b-0\r\nname: '), ...endless], limits))).toBe('pacs/malformed')
    expect(code(() => read(boundary, [Buffer.from('--b-0'), ...endless.map(() => Buffer.alloc(50, 0x20))], limits))).toBe('pacs/malformed')
    const three = write(boundary, [1, 2, 3].map(() => ({ headers: [], body: Buffer.from('x') })))
    expect(code(() => read(boundary, [three], limits))).toBe('pacs/malformed')
  })

  it('hands bodies on without copying them', () => {
    const parser = createMultipartParser(boundary)
    expect([...parser.push(Buffer.from('--b-0\r\n\r\n'))]).toHaveLength(1)
    const chunk = new Uint8Array(65536).fill(7)
    const [event] = [...parser.push(chunk)]
    expect(event?.kind === 'data' && event.bytes.buffer === chunk.buffer && event.bytes.length === 65536).toBe(true)
  })
})

describe('a media type', () => {
  it('keeps semicolons that stand inside quotes', () => {
    const { type, parameters } = parseMediaType('Multipart/Related; type="application/octet-stream; transfer-syntax=1.2.840.10008.1.2"; boundary=a=b')
    expect(type).toBe('multipart/related')
    expect([...parameters]).toEqual([['type', 'application/octet-stream; transfer-syntax=1.2.840.10008.1.2'], ['boundary', 'a=b']])
  })

  it('unescapes quoted pairs and takes a missing parameter list for none', () => {
    expect(parseMediaType('a/b;x="\\"q\\""').parameters.get('x')).toBe('"q"')
    expect(parseMediaType('application/dicom').parameters.size).toBe(0)
  })
})
