/** The WebAssembly codecs: charls (JPEG-LS), openjpeg (JPEG 2000), openjph (HTJ2K), libjpeg-turbo (JPEG, 8 bits).
 *  Each is compiled on its first use in a worker; its .wasm is an emitted asset of our own origin. */
import charls from '@cornerstonejs/codec-charls/decodewasmjs'
import charlsWasm from '@cornerstonejs/codec-charls/decodewasm?url'
import libjpeg from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs'
import libjpegWasm from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm?url'
import openjpeg from '@cornerstonejs/codec-openjpeg/decodewasmjs'
import openjpegWasm from '@cornerstonejs/codec-openjpeg/decodewasm?url'
import openjph from '@cornerstonejs/codec-openjph/wasmjs'
import openjphWasm from '@cornerstonejs/codec-openjph/wasm?url'
import { ImageProblem } from '../problem.ts'
import { interleave } from './native.ts'
import type { RawSamples } from '../frame.ts'

export type WasmCodec = 'jpeg-ls' | 'jpeg-2000' | 'htj2k' | 'jpeg'

const from = (url: string): EmbindOptions => ({
  locateFile: (path) => (path.endsWith('.wasm') ? new URL(url, self.location.href).href : path),
})

const openers: Record<WasmCodec, () => Promise<{ decoder: () => EmbindDecoder & { getInterleaveMode?(): number }; explain?: (thrown: number) => string }>> = {
  'jpeg-ls': async () => {
    const module = await charls(from(charlsWasm))
    return { decoder: () => new module.JpegLSDecoder(), explain: (thrown) => module.getExceptionMessage(thrown) }
  },
  'jpeg-2000': async () => {
    const module = await openjpeg(from(openjpegWasm))
    return { decoder: () => new module.J2KDecoder() }
  },
  'htj2k': async () => {
    const module = await openjph(from(openjphWasm))
    return { decoder: () => new module.HTJ2KDecoder() }
  },
  'jpeg': async () => {
    const module = await libjpeg(from(libjpegWasm))
    return { decoder: () => new module.JPEGDecoder() }
  },
}

const opened = new Map<WasmCodec, ReturnType<(typeof openers)[WasmCodec]>>()

function open(codec: WasmCodec): ReturnType<(typeof openers)[WasmCodec]> {
  const known = opened.get(codec)
  if (known !== undefined) return known
  const opening = openers[codec]()
  opened.set(codec, opening)
  return opening
}

export const warmCodec = async (codec: WasmCodec): Promise<void> => { await open(codec) }

export async function decodeWasm(codec: WasmCodec, bytes: Uint8Array<ArrayBuffer>): Promise<RawSamples> {
  const { decoder: create, explain } = await open(codec)
  const decoder = create()
  try {
    decoder.getEncodedBuffer(bytes.byteLength).set(bytes)
    decoder.decode()
    const { width, height, bitsPerSample, componentCount } = decoder.getFrameInfo()
    const decoded = decoder.getDecodedBuffer()
    const copy = new Uint8Array(decoded.byteLength)
    copy.set(decoded)
    const expected = width * height * componentCount * (bitsPerSample > 8 ? 2 : 1)
    if (expected === 0 || copy.byteLength < expected) throw new ImageProblem('corrupt', `${copy.byteLength} of ${expected} bytes decoded`)
    const samples = bitsPerSample > 8 ? new Uint16Array(copy.buffer, 0, expected / 2) : copy.subarray(0, expected)
    const isPlanar = codec === 'jpeg-ls' && decoder.getInterleaveMode?.() === 0
    return {
      rows: height, columns: width, components: componentCount, precision: bitsPerSample,
      samples: interleave(samples, { rows: height, columns: width, samplesPerPixel: componentCount, planarConfiguration: isPlanar ? 1 : 0 }),
      // The 2000 family undoes its own component transform; libjpeg-turbo answers RGB for three components.
      isRgb: componentCount === 3 && codec !== 'jpeg-ls',
    }
  } catch (thrown) {
    if (thrown instanceof ImageProblem) throw thrown
    const message = typeof thrown === 'number' ? explain?.(thrown) ?? `exception ${thrown}` : thrown instanceof Error ? thrown.message : String(thrown)
    throw new ImageProblem('corrupt', `${codec}: ${message}`, thrown)
  } finally {
    decoder.delete()
  }
}
