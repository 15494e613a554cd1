import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { imageDescriptorFixture } from '../../../test/fixtures/image-descriptor.ts'
import type { ImageDescriptor } from '../../../main/contract/index.ts'
import { apply, imageToScreen, invert, type View } from '../../../main/domain/geometry/index.ts'
import { freeCell, type HungCell, type HungStep, type Stack } from '../../../main/domain/hanging/index.ts'
import { imageView } from '../image-view.ts'
import { walkedCells, walkStops } from './index.ts'

const image = (over: Partial<ImageDescriptor> = {}): ImageDescriptor => imageDescriptorFixture({ rows: 4096, columns: 3328, viewCode: null, ...over })
const cellOf = (one: ImageDescriptor, justification: HungCell['justification'] = 'right'): HungCell =>
  freeCell('a', 'current', { seriesInstanceUID: '1', description: '', frames: [{ image: one, frame: 1 }] }, { justification })

describe('the walk at 1:1', () => {
  it('takes four parts of a mammogram on a screen of five megapixels', () => {
    expect(walkStops([cellOf(image())], { width: 2048, height: 2560 }, 1).map(({ part, parts }) => `${part}/${parts}`)).toEqual(['1/4', '2/4', '3/4', '4/4'])
  })

  it('M12 shows every pixel at some stop, on any screen, however the image hangs', () => {
    fc.assert(fc.property(
      fc.integer({ min: 300, max: 3000 }), fc.integer({ min: 300, max: 3000 }), fc.constantFrom<HungCell['justification']>('left', 'right'), fc.constantFrom(1, 2),
      fc.constantFrom<[string, string]>(['P', 'L'], ['A', 'L'], ['F', 'P']), fc.boolean(), fc.integer({ min: 0, max: 3327 }), fc.integer({ min: 0, max: 4095 }),
      (width, height, justification, devicePixelRatio, patientOrientation, knowsSide, column, row) => {
        const one = image({ patientOrientation: knowsSide ? patientOrientation : null })
        const cell = cellOf(one, justification)
        const look = imageView(one, cell)
        const isSeen = walkStops([cell], { width, height }, devicePixelRatio).some(({ placement }) => {
          const view: View = { image: look.image, viewport: { width, height }, justification: look.justification, scale: look.image.spacing.column * devicePixelRatio, pan: placement.pan, devicePixelRatio }
          const { x, y } = apply(imageToScreen(view), { x: column + 0.5, y: row + 0.5 })
          return x >= -0.5 && y >= -0.5 && x <= width + 0.5 && y <= height + 0.5
        })
        expect(isSeen).toBe(true)
      },
    ))
  })

  it('begins at the chest wall and at the top', () => {
    const one = image()
    const cell = cellOf(one)
    const [first] = walkStops([cell], { width: 2000, height: 2000 }, 1)
    const look = imageView(one, cell)
    const corner = apply(invert(imageToScreen({ image: look.image, viewport: { width: 2000, height: 2000 }, justification: 'right', scale: 0.07, pan: first?.placement.pan ?? { inward: 9, down: 9 }, devicePixelRatio: 1 })), { x: 2000, y: 0 })
    expect(corner.x).toBeCloseTo(3328)
    expect(corner.y).toBeCloseTo(0)
  })

  it('goes through the images in the order they hang, and leaves empty places out', () => {
    const empty: HungCell = { ...cellOf(image()), id: 'b', stack: null }
    expect(walkStops([cellOf(image()), empty, { ...cellOf(image()), id: 'c' }], { width: 4000, height: 5000 }, 1).map(({ cell }) => cell.id)).toEqual(['a', 'c'])
  })

  it('M12 goes on to every other mammogram of the study, whole or alternate, but not to slices', () => {
    const stackOf = (one: ImageDescriptor): Stack => ({ seriesInstanceUID: '1', description: '', frames: [{ image: one, frame: 1 }] })
    const [placed, second, extra, slices] = [image(), image(), image(), image({ numberOfFrames: 60 })]
    const step = (id: string, cells: readonly HungCell[]): HungStep =>
      ({ id, label: { fr: '', en: '' }, key: null, collects: null, scale: 'pixel', isInverted: false, comparesFirst: false, alone: { landscape: [cells], portrait: [] }, compared: null })
    const pixel = [{ ...cellOf(placed), id: 'current:RCC', alternates: [stackOf(placed), stackOf(second)] }]
    const others = [{ ...cellOf(extra), id: 'current:extra' }, { ...cellOf(slices), id: 'current:slices' }, { ...cellOf(image()), id: 'prior:RCC', study: 'prior' as const }]
    const walked = walkedCells({ steps: [step('pixel', pixel), step('others', others)] }, pixel)
    expect(walked.map(({ stack }) => stack?.frames[0].image)).toEqual([placed, second, extra])
    expect(new Set(walked.map(({ id }) => id)).size).toBe(3)
  })
})
