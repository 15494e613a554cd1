/** Paints through Cornerstone3D's planar viewports on the GPU. Frames of one size replace each other in place (a stack
 *  scrolls without a new texture object); the grey scale is our own table, read by our own step of the shader. */
import { Enums, eventTarget, type Types, type RenderingEngine, utilities } from '@cornerstonejs/core'
import { apply, imageToScreen, invert } from '../../../main/domain/geometry/index.ts'
import type { FrameLevel } from '../pixels/index.ts'
import { IMAGE_SCHEME, largestTexture, mountImage, startEngine } from './engine.ts'
import { drawCover } from './cover.ts'
import { toDevicePixels } from './cpu-stage.ts'
import { greyShader } from './grey-shader.ts'
import { createGreyTransfer, identityTransfer, thresholdTransfer, type GreyTransfer } from './grey-transfer.ts'
import { levelFor, type Picture, type Stage, type StageViewport } from './picture.ts'

type Level = FrameLevel<Picture['frame']['levels'][0]['pixels']>

/** The few calls on the library's viewport, actor and pixel data that are used here. */
interface PlanarViewport {
  setDisplaySets(entry: { displaySetId: string; options: object }): Promise<void>
  setViewState(state: object): void
  getCanvas(): HTMLCanvasElement
  getDefaultActor(): { actor: GpuActor } | undefined
  resize(): void
  render(): void
}
interface GpuActor {
  getProperty(): {
    setRGBTransferFunction(index: number, transfer: GreyTransfer): void
    setPiecewiseFunction(index: number, transfer: GreyTransfer): void
    setUseLookupTableScalarRange(use: boolean): void
    setInterpolationTypeToLinear(): void
    setInterpolationTypeToNearest(): void
  }
  getMapper(): { setColorTextureWidth(width: number): void; setOpacityTextureWidth(width: number): void; setViewSpecificProperties(properties: object): void; getInputData(): GpuImage }
}
interface GpuImage {
  getPointData(): { getScalars(): { setData(pixels: Level['pixels'], components: number): void } }
  modified(): void
}

let lastId = 0

export interface GpuStagePorts {
  /** The graphics card gave the context up; nothing will be painted here any more. */
  onLost(): void
  /** A picture is not what the formulas of the grey scale say. */
  onDiffers(): void
}

export function createGpuStage({ onLost, onDiffers }: GpuStagePorts): Stage {
  const engineId = `binocle-${++lastId}`
  const engine = startEngine(engineId)
  const onContextLost = (event: Event): void => {
    if ((event as CustomEvent<{ renderingEngineId: string }>).detail.renderingEngineId === engineId) onLost()
  }
  eventTarget.addEventListener(Enums.Events.WEBGL_CONTEXT_LOST, onContextLost as EventListener)
  const widest = largestTexture()
  const open = new Set<StageViewport>()
  return {
    backend: 'gpu',
    depth: '8-dithered',
    largestSide: widest,
    reportDiffers: onDiffers,
    open(element, onPainted) {
      const viewport = openViewport({ engine, widest }, element, onPainted)
      open.add(viewport)
      return { ...viewport, dispose: () => { open.delete(viewport); viewport.dispose() } }
    },
    dispose() {
      eventTarget.removeEventListener(Enums.Events.WEBGL_CONTEXT_LOST, onContextLost as EventListener)
      for (const viewport of open) viewport.dispose()
      open.clear()
      engine.destroy()
    },
  }
}

function openViewport({ engine, widest }: { engine: RenderingEngine; widest: number }, element: HTMLDivElement, onPainted: (picture: Picture) => void): StageViewport {
  const viewportId = `viewport-${++lastId}`
  const displaySetId = `${viewportId}-set`
  const imageId = `${IMAGE_SCHEME}${viewportId}`
  engine.enableElement({ viewportId, element, type: Enums.ViewportType.PLANAR_NEXT } as Types.PublicViewportInput)
  const viewport = engine.getViewport(viewportId) as unknown as PlanarViewport

  let wanted: Picture | null = null
  let isMounting = false
  let isDisposed = false
  /** What the GPU holds: which pixels, in which shape. */
  let shown: { key: string; level: Level; shape: string; forget: () => void } | null = null
  let shownTable: { table: Picture['table']; key: string } | null = null

  const onRendered = (): void => {
    if (wanted === null || isMounting || shown?.key !== wanted.key) return
    const context = wanted.cover === null ? null : viewport.getCanvas().getContext('2d')
    if (wanted.cover !== null && context !== null) drawCover(context, wanted.cover, toDevicePixels(wanted))
    onPainted(wanted)
  }
  element.addEventListener(Enums.Events.IMAGE_RENDERED, onRendered)

  const update = (): void => {
    if (isDisposed || isMounting || wanted === null) return
    const picture = wanted
    const level = levelFor(picture, widest)
    const shape = shapeOf(picture, level)
    if (shown === null || shown.shape !== shape) return mount(picture, level, shape)
    if (shown.key !== picture.key || shown.level !== level) replace(picture, level)
    grade(picture)
    position(picture, level)
  }

  const mount = (picture: Picture, level: Level, shape: string): void => {
    isMounting = true
    shown?.forget()
    const { image, forget } = mountImage(`${imageId}-${++lastId}`, picture, level)
    utilities.genericViewportDisplaySetMetadataProvider.add(displaySetId, { kind: 'planar', imageIds: [image.imageId], initialImageIdIndex: 0, image })
    viewport.setDisplaySets({ displaySetId, options: { orientation: Enums.OrientationAxis.ACQUISITION, renderBackend: 'gpu' } }).then(() => {
      shown = { key: picture.key, level, shape, forget }
      shownTable = null
    }, (error: unknown) => {
      // Taken away while it was being set up: nobody waits for it.
      if (!isDisposed) throw error
    }).finally(() => {
      isMounting = false
      update()
    })
  }

  const replace = (picture: Picture, level: Level): void => {
    const actor = viewport.getDefaultActor()?.actor
    if (actor === undefined || shown === null) return
    const data = actor.getMapper().getInputData()
    data.getPointData().getScalars().setData(level.pixels, picture.frame.kind === 'colour' ? 3 : 1)
    data.modified()
    shown = { ...shown, key: picture.key, level }
  }

  const grade = (picture: Picture): void => {
    if (shownTable !== null && shownTable.table === picture.table && shownTable.key === picture.key) return
    const actor = viewport.getDefaultActor()?.actor
    if (actor === undefined) return
    const property = actor.getProperty()
    const mapper = actor.getMapper()
    const setTable = (transfer: GreyTransfer): void => {
      mapper.setColorTextureWidth(transfer.width)
      property.setRGBTransferFunction(0, transfer)
    }
    property.setUseLookupTableScalarRange(true)
    if (picture.table === null || picture.frame.kind === 'colour') {
      property.setInterpolationTypeToLinear()
      setTable(identityTransfer)
    } else {
      if (shownTable === null) mapper.setViewSpecificProperties(greyShader)
      // Our shader interpolates by itself.
      property.setInterpolationTypeToNearest()
      mapper.setOpacityTextureWidth(thresholdTransfer.width)
      property.setPiecewiseFunction(0, thresholdTransfer)
      setTable(createGreyTransfer(picture.table, picture.frame.padding !== null, widest))
    }
    shownTable = { table: picture.table, key: picture.key }
  }

  /** The library's camera, from our own map: which point of the image lies at the centre, and at what magnification. */
  const position = (picture: Picture, level: Level): void => {
    const { image, viewport: { width, height }, scale } = picture.view
    if (!(width > 0) || !(height > 0)) return
    const centre = apply(invert(imageToScreen(picture.view)), { x: width / 2, y: height / 2 })
    const physicalHeight = level.rows * level.factor * image.spacing.row
    const physicalWidth = level.columns * level.factor * image.spacing.column
    const fit = Math.max(physicalHeight, (physicalWidth * height) / width) / 2
    const magnification = fit / ((scale * height) / 2)
    viewport.setViewState({
      orientation: Enums.OrientationAxis.ACQUISITION, rotation: image.orientation.rotation, flipHorizontal: image.orientation.flip, flipVertical: false,
      anchorCanvas: [0.5, 0.5], anchorWorld: [centre.x * image.spacing.column, centre.y * image.spacing.row, 0],
      scale: [magnification, magnification], scaleMode: 'fit', displayArea: undefined,
    })
    viewport.render()
  }

  return {
    paint(picture) {
      wanted = picture
      element.dataset['blank'] = String(picture === null)
      update()
    },
    resize() {
      if (isDisposed) return
      engine.resize(true, true)
      viewport.resize()
      update()
    },
    canvas: () => (isDisposed ? null : viewport.getCanvas()),
    dispose() {
      if (isDisposed) return
      isDisposed = true
      element.removeEventListener(Enums.Events.IMAGE_RENDERED, onRendered)
      shown?.forget()
      utilities.genericViewportDisplaySetMetadataProvider.remove(displaySetId)
      engine.disableElement(viewportId)
      element.replaceChildren()
    },
  }
}

const shapeOf = (picture: Picture, level: Level): string =>
  [level.rows, level.columns, level.factor, level.pixels.constructor.name, picture.frame.kind, picture.view.image.spacing.row, picture.view.image.spacing.column].join(' ')
