/** A small map of one image as it hangs: what has been on screen at 1:1 is light, what is left is dark, a frame stands
 *  where one looks. At the free edge, faint. */
import { useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import type { ImageDescriptor, Language } from '../../../main/contract/index.ts'
import type { View } from '../../../main/domain/geometry/index.ts'
import type { CoverageRecord } from './coverage-record.ts'
import { shownPart } from './shown-part.ts'
import { coverageStrings } from './strings.ts'
import './coverage.css'

/** CSS pixels of the longer side. */
const SIDE = 72
const SHOWN = 132
const LEFT = 30

export function CoverageMap({ record, image, view, free, language }: {
  record: CoverageRecord
  image: ImageDescriptor
  view: View
  free: 'left' | 'right'
  language: Language
}) {
  const version = useSyncExternalStore(record.subscribe, record.version)
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d', { alpha: false })
    if (context === null || context === undefined) return
    const { rows, columns, shown } = record.tilesOf(image)
    const picture = context.createImageData(columns, rows)
    for (const [tile, isShown] of shown.entries()) picture.data.set([isShown ? SHOWN : LEFT, isShown ? SHOWN : LEFT, isShown ? SHOWN : LEFT, 255], tile * 4)
    context.canvas.width = columns
    context.canvas.height = rows
    context.putImageData(picture, 0, 0)
  }, [record, image, version])

  const part = shownPart(view)
  if (part === null) return null
  const perPixel = SIDE / Math.max(image.rows, image.columns)
  const [width, height] = [image.columns * perPixel, image.rows * perPixel]
  const { rotation, flip } = view.image.orientation
  const strings = coverageStrings[language]
  const percent = strings.percent(Math.floor(record.shareOf(image) * 100))
  return (
    <div className="viewer-coverage-map" data-x={free} role="img" aria-label={strings.map(percent)}>
      <div className="viewer-coverage-frame">
        <div className="viewer-coverage-turn" style={{ width, height, transform: `translate(-50%, -50%) ${flip ? 'scaleX(-1) ' : ''}rotate(${rotation}deg)` }}>
          <canvas ref={canvas} style={{ width, height }} />
          <div className="viewer-coverage-here" style={{ left: part.columns.from * perPixel, top: part.rows.from * perPixel, width: (part.columns.to - part.columns.from) * perPixel, height: (part.rows.to - part.rows.from) * perPixel }} />
        </div>
      </div>
      <p>{percent}</p>
    </div>
  )
}
