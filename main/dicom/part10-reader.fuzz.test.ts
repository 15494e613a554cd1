import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExpectedError } from '../contract/index.ts'
import { encapsulated, greyRamps, jpegLsHead, smallImage } from '../../test/fixtures/index.ts'
import { createPart10Reader, encodePart10, implicitLittleEndian } from './index.ts'

const ramp = greyRamps().find(({ name }) => name === 'voi-lut-and-window')?.dataset ?? {}
const seeds = [
  smallImage.part10,
  encodePart10({ ...smallImage.dataset, VOILUTSequence: [{ LUTDescriptor: [16, 0, 12], LUTData: new Uint16Array(16) }] }, implicitLittleEndian, { explicit: false, littleEndian: true, undefinedLengths: true }),
  encapsulated({ ...smallImage.dataset, NumberOfFrames: 2 }, '1.2.840.10008.1.2.4.80', [jpegLsHead(8, 8), Uint8Array.of(1, 2), jpegLsHead(8, 8)], [0, 36]),
  encodePart10({ ...ramp, Rows: 1, Columns: 8, PixelData: new Uint16Array(8) }),
]

/** Outcome of a file pushed in pieces: read, or the code of its refusal; anything else fails the test. */
function outcome(bytes: Uint8Array, chunk: number): string {
  const reader = createPart10Reader()
  try {
    for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.subarray(at, at + chunk))
    reader.end()
    return 'read'
  } catch (error) {
    if (error instanceof ExpectedError && error.code.startsWith('dicom/')) return error.code
    throw error
  }
}

const damage = fc.record({
  seed: fc.constantFrom(...seeds),
  flips: fc.array(fc.record({ at: fc.nat(), value: fc.oneof(fc.nat(255), fc.constantFrom(0, 0xff, 0xfe, 0xdd)) }), { maxLength: 8 }),
  cut: fc.option(fc.nat(), { freq: 3 }),
  chunk: fc.integer({ min: 1, max: 600 }),
})

describe('damaged files', () => {
  it('are read or refused with a code, never another failure, however the bytes arrive', () => {
    fc.assert(
      fc.property(damage, ({ seed, flips, cut, chunk }) => {
        const bytes = seed.slice(0, cut === null ? seed.length : cut % (seed.length + 1))
        for (const { at, value } of flips) if (bytes.length > 0) bytes[at % bytes.length] = value
        expect(outcome(bytes, chunk)).toBe(outcome(bytes, bytes.length || 1))
      }),
      { seed: 20250310, numRuns: 1500 },
    )
  })

  it('made of any bytes behind a true beginning are read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(smallImage.part10.length), (tail, keep) => {
        expect(outcome(Buffer.concat([smallImage.part10.subarray(0, keep), tail]), 64)).toMatch(/^(read|dicom\/)/)
      }),
      { seed: 7, numRuns: 500 },
    )
  })
})
