import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ImageDescriptor } from '../contract/index.ts'
import { askPydicom, findSharedData, hasPydicom, imageFixture, sharedData } from '../../test/fixtures/index.ts'
import { concat, createPart10Reader, elementHeader, encodeDataset, joinPart10, type Attributes } from './index.ts'

const explicitLittle = { explicit: true, littleEndian: true, undefinedLengths: false }
const pixels = { Rows: 2, Columns: 9 }
const plane = (over: Attributes = {}): Attributes => ({
  OverlayRows: 2, OverlayColumns: 9, OverlayType: 'G', OverlayOrigin: [1, 1], OverlayBitsAllocated: 1, OverlayBitPosition: 0, OverlayData: Uint8Array.of(0x01, 0x82, 0x03, 0), ...over,
})

/** The elements of a plane moved to another group. */
function inGroup(group: number, attributes: Attributes): Uint8Array<ArrayBuffer> {
  const parts = Object.entries(attributes).map(([keyword, value]) => encodeDataset({ [keyword]: value }))
  for (const part of parts) new DataView(part.buffer, part.byteOffset).setUint16(0, group, true)
  return concat(parts)
}

function object(elements: readonly Uint8Array[], over: Attributes = {}): Uint8Array<ArrayBuffer> {
  const { dataset } = imageFixture('overlay', { ...pixels, ...over })
  return joinPart10(dataset, '1.2.840.10008.1.2.1', concat([encodeDataset(dataset), ...elements, encodeDataset({ PixelData: new Uint16Array(18 * Number(over.NumberOfFrames ?? 1)) })]))
}

function describeObject(bytes: Uint8Array, chunk = 64): ImageDescriptor {
  const reader = createPart10Reader()
  for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.subarray(at, at + chunk))
  const { image } = reader.end()
  if (image === null) throw new Error('no image')
  return image
}

describe('overlay planes', () => {
  it('are read from every group, with their bits, place and words', () => {
    const image = describeObject(object([inGroup(0x6000, plane({ OverlayLabel: 'ROI', OverlayDescription: 'drawn by hand' })), inGroup(0x601e, plane({ OverlayType: 'R', OverlayOrigin: [-3, 4] }))]))
    expect(image.unreadOverlays).toEqual([])
    expect(image.overlays).toEqual([
      // Two rows of nine bits fill three bytes; the fourth only pads.
      { group: 0x6000, rows: 2, columns: 9, origin: [1, 1], kind: 'G', label: 'ROI', description: 'drawn by hand', bits: Buffer.from([0x01, 0x82, 0x03]).toString('base64') },
      { group: 0x601e, rows: 2, columns: 9, origin: [-3, 4], kind: 'R', label: '', description: '', bits: Buffer.from([0x01, 0x82, 0x03]).toString('base64') },
    ])
  })

  it('of big endian words come with their bytes in order', () => {
    const { dataset } = imageFixture('overlay', { ...pixels, ...plane({ OverlayData: Uint16Array.of(0x8201, 0x0003) }), PixelData: new Uint16Array(18) })
    const big = joinPart10(dataset, '1.2.840.10008.1.2.2', encodeDataset(dataset, { ...explicitLittle, littleEndian: false }))
    expect(describeObject(big).overlays.map(({ bits }) => bits)).toEqual([Buffer.from([0x01, 0x82, 0x03]).toString('base64')])
  })

  it.each([
    ['bits hidden in the pixels', { OverlayBitsAllocated: 16, OverlayBitPosition: 12 }],
    ['fewer bits than pixels', { OverlayData: Uint8Array.of(1, 2) }],
    ['several frames', { NumberOfFramesInOverlay: 2 }],
    ['no origin', { OverlayOrigin: '' }],
    ['an unknown type', { OverlayType: 'X' }],
  ])('are named when they cannot be drawn: %s', (_, over) => {
    const elements = plane(over as Attributes)
    expect(describeObject(object([inGroup(0x6004, elements)]))).toMatchObject({ overlays: [], unreadOverlays: ['6004'] })
  })

  it('are named when they have no data, are meant for one frame of several, or are too large to keep', () => {
    const { OverlayData: _, ...dataless } = plane()
    expect(describeObject(object([inGroup(0x6002, dataless)])).unreadOverlays).toEqual(['6002'])
    expect(describeObject(object([inGroup(0x6002, plane({ ImageFrameOrigin: 2 }))], { NumberOfFrames: 2 })).unreadOverlays).toEqual(['6002'])
    const large = concat([inGroup(0x6000, { OverlayRows: 65535, OverlayColumns: 65535 }), elementHeader(0x60003000, 'OW', 5 * 2 ** 20, explicitLittle), new Uint8Array(5 * 2 ** 20)])
    expect(describeObject(object([large]), 65536)).toMatchObject({ overlays: [], unreadOverlays: ['6000'] })
  })

  it('are all kept up to 16 MiB in one object, the others named', () => {
    const elements = Array.from({ length: 16 }, (_, index) => inGroup(0x6000 + 2 * index, plane({ OverlayRows: 4096, OverlayColumns: 8192, OverlayData: new Uint8Array(4 * 2 ** 20) })))
    const image = describeObject(object(elements), 2 ** 20)
    expect(image.overlays).toHaveLength(4)
    expect(image.unreadOverlays).toHaveLength(12)
  })

  it('do not exist where a group is empty, odd, or beyond the sixteen', () => {
    const empty = inGroup(0x6000, { OverlayRows: new Uint8Array(), OverlayColumns: new Uint8Array(), OverlayType: '', OverlayData: new Uint8Array() })
    expect(describeObject(object([empty, inGroup(0x6001, plane()), inGroup(0x6020, plane())]))).toMatchObject({ overlays: [], unreadOverlays: [] })
  })
})

const reason = !findSharedData() ? ' (skipped: ../shared/data is not here)' : !hasPydicom ? ' (skipped: python3-pydicom is not installed)' : ''

describe.skipIf(reason !== '')(`overlays of real files${reason}`, () => {
  it('have the bits that pydicom reads; those in unused bits of the pixels are named', () => {
    const names = ['syntax/overlay/ovly_p01.dcm', 'mr/examples_overlay.dcm', 'mr/MR-SIEMENS-DICOM-WithOverlays.dcm']
    const paths = names.map((name) => join(sharedData, name))
    const theirs = askPydicom(`
import sys, json, hashlib, pydicom, numpy
out = []
for path in sys.argv[1:]:
    d = pydicom.dcmread(path, force=True)
    groups = []
    for g in range(0x6000, 0x6020, 2):
        if (g, 0x3000) in d and len(d[g, 0x3000].value or b'') > 0:
            bits = numpy.packbits(d.overlay_array(g).ravel(), bitorder='little').tobytes()
            groups.append([g, hashlib.sha256(bits).hexdigest()])
    out.append(groups)
print(json.dumps(out))`, paths)
    const ours = paths.map((path) => describeObject(readFileSync(path), 4096))
    expect(ours.map(({ overlays }) => overlays.map(({ group, bits }) => [group, createHash('sha256').update(Buffer.from(bits, 'base64')).digest('hex')]))).toEqual(theirs)
    expect(ours.map(({ unreadOverlays }) => unreadOverlays)).toEqual([['6000', '6002'], [], []])
    expect(ours[0]?.overlays).toHaveLength(2)
  })
})
