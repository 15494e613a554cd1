/** Blocks and acknowledgements, whatever a receiver sends. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAcknowledgement } from './acknowledgement.ts'
import { createBlockReader, frameBlock } from './mllp-blocks.ts'

describe('an MLLP stream', () => {
  it('gives its blocks wherever it is cut, and nothing of what stands between them', () => {
    const content = fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 0x0b && byte !== 0x1c)))
    fc.assert(fc.property(fc.array(content, { maxLength: 4 }), fc.array(fc.nat(), { maxLength: 10 }), (contents, cuts) => {
      const stream = Buffer.concat(contents.flatMap((bytes) => [Buffer.from('\r\n noise'), frameBlock(bytes)]))
      const places = [0, ...cuts.map((cut) => cut % (stream.length + 1)).toSorted((a, b) => a - b), stream.length]
      const reader = createBlockReader(1000)
      const blocks = places.slice(1).flatMap((end, index) => reader.push(stream.subarray(places[index], end)))
      expect(blocks.map((block) => block.toString('hex'))).toEqual(contents.map((bytes) => bytes.toString('hex')))
    }))
  })

  it('is refused when a block never ends', () => {
    const reader = createBlockReader(100)
    reader.push(Buffer.of(0x0b))
    expect(() => Array.from({ length: 20 }, () => reader.push(Buffer.alloc(10, 0x61)))).toThrow('block too long')
  })
})

describe('an acknowledgement', () => {
  it.each([
    ['MSH|^~\\&|A\rMSA|AA|X1\r', { code: 'AA', controlId: 'X1' }],
    ['MSH|^~\\&|A\nMSA|AR|X1|busy\n', { code: 'AR', controlId: 'X1' }],
    ['MSH#^~\\&#A\rERR#x\rMSA#CE#X1', { code: 'AE', controlId: 'X1' }],
    ['MSH|^~\\&|A\rMSA|ZZ|X1', null], ['MSH|^~\\&|A', null], ['', null], ['MSA|AA|X1', null],
  ] as const)('%j', (block, expected) => {
    expect(parseAcknowledgement(block)).toEqual(expected)
  })
})
