/** Cornerstone3D, started once per window: one WebGL context, our own images, no loader, no cache and no tools of its
 *  own. Planar viewports (PLANAR_NEXT) are the only kind used. */
import { Enums, RenderingEngine, getRenderingCapabilities, init, metaData, utilities, type Types } from '@cornerstonejs/core'
import type { FrameLevel } from '../pixels/index.ts'
import type { Picture } from './picture.ts'

export const IMAGE_SCHEME = 'binocle-frame:'

let isStarted = false

/** A graphics card that WebGL reaches. One imitated in software does not count: the CPU painter is faster than that
 *  (two megapixels of mammogram take it a third of the time) and exact. */
export function hasGraphicsCard(): boolean {
  const { webgl2, softwareRasterizer } = getRenderingCapabilities()
  return webgl2 && !softwareRasterizer
}

export function largestTexture(): number {
  return Math.max(getRenderingCapabilities().maxTextureSize ?? 4096, 2048)
}

export function startEngine(id: string): RenderingEngine {
  if (!isStarted) {
    init({ rendering: { webGlContextCount: 1 } } as Parameters<typeof init>[0])
    metaData.addProvider(provideMetadata, 10_000)
    isStarted = true
  }
  return new RenderingEngine(id)
}

/** Images lie in a plane of their own in millimetres, origin at the corner of the first pixel: patient space plays no
 *  part in showing one image, so no rounding of cosines does either. */
function provideMetadata(type: string, imageId: unknown): unknown {
  if (typeof imageId !== 'string' || !imageId.startsWith(IMAGE_SCHEME)) return undefined
  switch (type) {
    case Enums.MetadataModules.IMAGE_PLANE: {
      const level = mounted.get(imageId)
      if (level === undefined) return undefined
      return {
        frameOfReferenceUID: imageId, rows: level.rows, columns: level.columns,
        rowCosines: [1, 0, 0], columnCosines: [0, 1, 0], imageOrientationPatient: [1, 0, 0, 0, 1, 0],
        imagePositionPatient: [level.columnSpacing / 2, level.rowSpacing / 2, 0],
        rowPixelSpacing: level.rowSpacing, columnPixelSpacing: level.columnSpacing, usingDefaultValues: false,
      }
    }
    case Enums.MetadataModules.IMAGE_PIXEL:
      return {}
    case Enums.MetadataModules.GENERAL_SERIES:
      return { modality: '' }
    default:
      return undefined
  }
}

interface MountedLevel { readonly rows: number; readonly columns: number; readonly rowSpacing: number; readonly columnSpacing: number }
const mounted = new Map<string, MountedLevel>()

/** A level of a frame as an image of the library, under an id of its own until `forget`. Its window is left undefined
 *  on purpose: the library then never touches the transfer function that we set. */
export function mountImage(imageId: string, picture: Picture, level: FrameLevel<Picture['frame']['levels'][0]['pixels']>): { image: Types.IImage; forget: () => void } {
  const { spacing } = picture.view.image
  const rowSpacing = spacing.row * level.factor
  const columnSpacing = spacing.column * level.factor
  const components = picture.frame.kind === 'colour' ? 3 : 1
  mounted.set(imageId, { rows: level.rows, columns: level.columns, rowSpacing, columnSpacing })
  const image = {
    imageId, rows: level.rows, columns: level.columns, width: level.columns, height: level.rows,
    dataType: level.pixels.constructor.name, minPixelValue: 0, maxPixelValue: 1, slope: 1, intercept: 0,
    windowCenter: undefined, windowWidth: undefined, invert: false,
    color: components === 3, rgba: false, numberOfComponents: components,
    rowPixelSpacing: rowSpacing, columnPixelSpacing: columnSpacing, sizeInBytes: level.pixels.byteLength,
    getPixelData: () => level.pixels,
    voxelManager: utilities.VoxelManager.createImageVoxelManager({
      scalarData: level.pixels, width: level.columns, height: level.rows, numberOfComponents: components,
    }),
  }
  return { image: image as unknown as Types.IImage, forget: () => { mounted.delete(imageId) } }
}
