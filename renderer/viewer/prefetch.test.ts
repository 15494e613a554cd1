import { describe, expect, it } from 'vitest'
import type { OpenedStudy } from '../../main/contract/index.ts'
import { fourViews, protocols } from '../../test/fixtures/hanging-exams.ts'
import { createFrameStore, urgency } from './pixels/index.ts'
import type { DecodeWorkers } from './pixels/workers.ts'
import { prefetchCase } from './prefetch.ts'

const never = new AbortController().signal
const size = { rows: 30, columns: 40, samplesPerPixel: 1, bitsAllocated: 16 }
const bytes = 30 * 40 * 2 * 4 / 3

function exam(number: number): OpenedStudy {
  const images = fourViews(size).map((image, index) => ({ ...image, sopInstanceUID: `2.25.${number}${index}` }))
  return { images } as unknown as OpenedStudy
}

/** Holds so many images; `fetched` is what was asked for, in order. */
function storeOf(images: number) {
  const fetched: string[] = []
  const workers: DecodeWorkers = { decode: async () => ({ kind: 'grey', levels: [{ factor: 1, rows: 1, columns: 1, pixels: new Uint16Array(bytes / 2) }], padding: null, lowest: 0, highest: 1 }), warm: () => undefined, terminate: () => undefined }
  const frames = createFrameStore({ workers, capacityBytes: images * bytes, fetchFrame: async ({ sopInstanceUID }) => { fetched.push(sopInstanceUID); return new ArrayBuffer(1) } })
  const show = (study: OpenedStudy) => Promise.all(study.images.map((image) => frames.load(image, 1, { urgency: urgency.visible, signal: never })))
  return { frames, fetched, show }
}

describe('an exam made ready while another is read', () => {
  it('is decoded ahead however many were read before it: earlier ones make way', async () => {
    const { frames, fetched, show } = storeOf(12)
    for (let number = 1; number < 30; number += 1) {
      await show(exam(number))
      await prefetchCase(frames, [exam(number + 1)], [exam(number)], protocols, never)
      expect(exam(number + 1).images.filter((image) => frames.has(image, 1))).toHaveLength(4)
      expect(exam(number).images.filter((image) => frames.has(image, 1))).toHaveLength(4)
    }
    expect(fetched).toHaveLength(30 * 4)
  })

  it('leaves the exam on screen where it is: what has no room beside it is not asked for', async () => {
    const { frames, fetched, show } = storeOf(8)
    await show(exam(1))
    await prefetchCase(frames, [exam(2)], [exam(1)], protocols, never)
    expect(exam(1).images.every((image) => frames.has(image, 1))).toBe(true)
    expect(fetched).toHaveLength(4 + 2)
  })
})
