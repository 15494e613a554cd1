/** A pattern on a canvas whose pixels are the screen's: one canvas pixel on one device pixel, whatever the ratio. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { drawPattern, type Pattern, type Raster } from './patterns/index.ts'

export interface DeviceSize { readonly width: number; readonly height: number }

export function PatternCanvas({ pattern, pixelPitchMm, cardPixels = null, onSize }: { pattern: Pattern; pixelPitchMm: number | null; cardPixels?: number | null; onSize?: (size: DeviceSize) => void }) {
  const place = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [size, setSize] = useState<(DeviceSize & { readonly ratio: number }) | null>(null)

  useEffect(() => {
    const target = place.current
    if (target === null) return undefined
    const observer = new ResizeObserver((entries) => {
      const { devicePixelContentBoxSize: [box], contentRect } = entries.at(-1) ?? { devicePixelContentBoxSize: [], contentRect: { width: 0, height: 0 } }
      const ratio = window.devicePixelRatio
      setSize({ width: exact(box?.inlineSize, contentRect.width * ratio), height: exact(box?.blockSize, contentRect.height * ratio), ratio })
    })
    observer.observe(target, { box: 'device-pixel-content-box' })
    return () => { observer.disconnect() }
  }, [])

  // Drawn before it is painted; its name follows the drawing, so that no name stands on the pattern before.
  useLayoutEffect(() => {
    const target = canvas.current
    if (target === null || size === null) return
    target.width = size.width
    target.height = size.height
    target.style.width = `${size.width / size.ratio}px`
    target.style.height = `${size.height / size.ratio}px`
    paint(target, drawPattern(pattern, size.width, size.height, { pixelPitchMm, cardPixels }))
    target.dataset['pattern'] = pattern.name
    onSize?.(size)
  }, [size, pattern, pixelPitchMm, cardPixels, onSize])

  return <div ref={place} className="di-pattern"><canvas ref={canvas} aria-hidden /></div>
}

/** The browser's own count of device pixels, as long as it agrees with the ratio (an emulated ratio is not in it). */
function exact(counted: number | undefined, computed: number): number {
  return counted !== undefined && Math.abs(counted - computed) <= 1 ? counted : Math.round(computed)
}

/** Straight from grey value to RGB: no colour management of the canvas comes between. */
function paint(canvas: HTMLCanvasElement, { width, height, data }: Raster): void {
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })
  if (context === null) return
  const image = context.createImageData(width, height)
  const words = new Uint32Array(image.data.buffer)
  for (let index = 0; index < data.length; index += 1) words[index] = 0xff000000 | ((data[index] ?? 0) * 0x010101)
  context.putImageData(image, 0, 0)
}
