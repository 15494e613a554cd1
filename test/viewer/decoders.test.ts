/// <reference path="../../renderer/viewer/pixels/codecs/emscripten.d.ts" />
/** Every transfer syntax that the decoders know, in Chromium's workers, against the native object or DCMTK's decoding;
 *  what they do not know is a named problem. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import openjph from '@cornerstonejs/codec-openjph/wasmjs'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImageDescriptor } from '../../main/contract/index.ts'
import { inspect } from './server.ts'
import { dataFolder, decompress, missing, openSession, title, withUids, type Session } from './session.ts'

const ct = (name: string): string => join(dataFolder, 'syntax/ctimage', `CTImage.dcm_${name}.dcm`)
const mono = (name: string): string => join(dataFolder, 'syntax/mono', `${name}.dcm`)

describe.skipIf(missing !== '')(title('decoders'), () => {
  let session: Session
  let page: Page
  let cases = 0

  beforeAll(async () => {
    session = await openSession()
    page = await session.page()
  })
  afterAll(() => session?.close())

  const ours = async (file: string, frame = 1, over: Partial<ImageDescriptor> = {}): Promise<Int32Array | string> => {
    const name = `case-${++cases}`
    await session.server.add(name, { current: [file], priors: [], over })
    const answer = await page.evaluate(([caseName, number]) => window.harness.decode(caseName, 0, number), [name, frame] as const)
    return 'problem' in answer ? answer.problem : new Int32Array(new Uint8Array(Buffer.from(answer.base64, 'base64')).buffer)
  }

  /** First frame of a native object, by its own header. */
  const native = async (file: string): Promise<Int32Array> => {
    const { bytes, inspection: { frames, image } } = await inspect(file)
    if (frames.kind !== 'native' || image === null) throw new Error('not native')
    const data = new Uint8Array(bytes.subarray(frames.offset, frames.offset + frames.frameLength))
    if (image.bitsAllocated === 8) return Int32Array.from(data)
    // Bits above the stored ones are no part of the value (PS3.5 8.1.1).
    const fill = 32 - image.bitsStored
    return Int32Array.from(new Uint16Array(data.buffer), (word) => (image.pixelRepresentation === 1 ? (word << fill) >> fill : (word << fill) >>> fill))
  }

  const difference = (a: Int32Array | string, b: Int32Array | string): number | string => {
    if (typeof a === 'string' || typeof b === 'string') return `${typeof a === 'string' ? a : ''} ${typeof b === 'string' ? b : ''}`
    if (a.length !== b.length) return `${a.length} and ${b.length} samples`
    return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (b[index] ?? 0))), 0)
  }

  it.each([
    'LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1', 'LittleEndianImplicitTransferSyntax_1.2.840.10008.1.2', 'RLELosslessTransferSyntax_1.2.840.10008.1.2.5',
    'JPEGProcess14SV1TransferSyntax_1.2.840.10008.1.2.4.70', 'JPEGLSLosslessTransferSyntax_1.2.840.10008.1.2.4.80',
  ])('%s gives the very pixels of the native object', async (name) => {
    expect(difference(await ours(ct(name)), await native(ct('LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1')))).toBe(0)
  })

  it('big endian, RLE, JPEG-LS and JPEG 2000 of one MR image are equal', async () => {
    const reference = await native(decompress(session, mono('MR_small_RLE')))
    for (const name of ['MR_small_RLE', 'MR_small_bigendian', 'MR_small_jpeg_ls_lossless', 'MR_small_jp2klossless']) expect(difference(await ours(mono(name)), reference), name).toBe(0)
  })

  it.each(['JPEGLossless_1s_1f_u_16_12', 'JLSL_16_15_1_1F', 'JPEGLSNearLossless_16'])('%s is decoded as DCMTK decodes it', async (name) => {
    const file = withUids(session, mono(name))
    expect(difference(await ours(file), await native(decompress(session, file)))).toBe(0)
  })

  it('JPEG Baseline of 8 bits is within one of DCMTK', async () => {
    const file = ct('JPEGProcess1TransferSyntax_1.2.840.10008.1.2.4.50')
    expect(difference(await ours(file), await native(decompress(session, file)))).toBeLessThanOrEqual(1)
  })

  it('near-lossless JPEG-LS and lossy JPEG 2000 stay close to the native object', async () => {
    const reference = await native(ct('LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1'))
    for (const name of ['JPEGLSLossyTransferSyntax_1.2.840.10008.1.2.4.81', 'JPEG2000TransferSyntax_1.2.840.10008.1.2.4.91']) {
      expect(difference(await ours(ct(name)), reference), name).toBeLessThan(64)
    }
  })

  it('HTJ2K, coded here without loss, gives the very pixels back, signed and unsigned', async () => {
    const codec = await openjph({ locateFile: (path: string) => (path.endsWith('.wasm') ? fileURLToPath(import.meta.resolve('@cornerstonejs/codec-openjph/wasm')) : path) })
    for (const [file, isSigned, bits] of [[ct('LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1'), true, 16], [decompress(session, withUids(session, mono('JPEGLossless_1s_1f_u_16_12'))), false, 12]] as const) {
      const { bytes, inspection: { frames, image } } = await inspect(file)
      if (frames.kind !== 'native' || image === null) throw new Error('not native')
      const encoder = new codec.HTJ2KEncoder()
      encoder.getDecodedBuffer({ width: image.columns, height: image.rows, bitsPerSample: bits, componentCount: 1, isSigned, isUsingColorTransform: false }).set(bytes.subarray(frames.offset, frames.offset + frames.frameLength))
      encoder.setQuality(true, 0)
      encoder.encode()
      const uid = `2.25.${1000 + bits}`
      session.server.replaceFrame(uid, Uint8Array.from(encoder.getEncodedBuffer()))
      encoder.delete()
      expect(difference(await ours(file, 1, { transferSyntaxUID: '1.2.840.10008.1.2.4.202', sopInstanceUID: uid as ImageDescriptor['sopInstanceUID'] }), await native(file))).toBe(0)
    }
  })

  it.each(['JLSL_RGB_ILV0', 'JLSL_RGB_ILV2'])('%s: colour comes out interleaved whatever the codestream\'s order', async (name) => {
    const file = withUids(session, mono(name))
    const reference = await inspect(decompress(session, file))
    const planar = reference.inspection.image?.planarConfiguration === 1
    const samples = await native(decompress(session, file))
    const pixels = samples.length / 3
    expect(difference(await ours(file), planar ? Int32Array.from(samples, (_, index) => samples[(index % 3) * pixels + Math.floor(index / 3)] ?? 0) : samples)).toBe(0)
  })

  it('colour: RGB native, RLE and lossless JPEG exactly, YBR and lossy nearly', async () => {
    const pattern = (name: string): string => withUids(session, join(dataFolder, 'syntax/pattern', `TestPattern_${name}.dcm`))
    const rgb = await ours(pattern('RGB'))
    if (typeof rgb === 'string') throw new Error(rgb)
    for (const name of ['JPEG-LS-Lossless', 'JPEG-Lossless_RGB']) expect(difference(await ours(pattern(name)), rgb), name).toBe(0)
    for (const name of ['JPEG-Baseline_YBRFull', 'JPEG-Baseline_YBR422', 'JPEG-LS-NearLossless']) {
      const decoded = await ours(pattern(name))
      if (typeof decoded === 'string') throw new Error(`${name}: ${decoded}`)
      expect(decoded.reduce((sum, value, index) => sum + Math.abs(value - (rgb[index] ?? 0)), 0) / decoded.length, name).toBeLessThan(4)
    }
  })

  it('each frame of a multi-frame object is its own', async () => {
    const file = withUids(session, join(dataFolder, 'us/JPEGLosslessP14SV1_3s_2f_u_08_08.dcm'))
    const [first, second] = [await ours(file, 1), await ours(file, 2)]
    expect(difference(first, await native(decompress(session, file)))).toBe(0)
    expect(difference(first, second)).not.toBe(0)
  })

  it('what cannot be shown is a named problem: palette colour, an unknown syntax, cut data, no bytes at all', async () => {
    expect(await ours(withUids(session, join(dataFolder, 'syntax/pattern/TestPattern_Palette.dcm')))).toBe('unsupported-pixels')
    const file = mono('MR_small_jpeg_ls_lossless')
    const as = (uid: string, over: Partial<ImageDescriptor> = {}): Partial<ImageDescriptor> => ({ ...over, sopInstanceUID: uid as ImageDescriptor['sopInstanceUID'] })
    expect(await ours(file, 1, as('2.25.1', { transferSyntaxUID: '1.2.840.10008.1.2.4.112' }))).toBe('unavailable')
    session.server.replaceFrame('2.25.2', Uint8Array.from([1, 2, 3]))
    expect(await ours(file, 1, as('2.25.2', { transferSyntaxUID: '1.2.840.10008.1.2.4.112' }))).toBe('unsupported-syntax')
    for (const [index, syntax] of ['.1', '.5', '.4.70', '.4.80', '.4.90', '.4.202', '.4.50'].entries()) {
      session.server.replaceFrame(`2.25.3${index}`, Uint8Array.from({ length: 200 }, (_, i) => i))
      expect(await ours(file, 1, as(`2.25.3${index}`, { transferSyntaxUID: `1.2.840.10008.1.2${syntax}` })), syntax).toBe('corrupt')
    }
  })
})
