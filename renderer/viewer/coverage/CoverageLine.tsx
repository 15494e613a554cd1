/** How much of each image of the walk has been on screen at 1:1: `D CC 100 %`. Rounded down: 100 % is all of it. */
import { Fragment, useSyncExternalStore } from 'react'
import type { ImageDescriptor, Language } from '../../../main/contract/index.ts'
import { viewAbbreviation } from '../../../main/domain/hanging/index.ts'
import type { CoverageRecord } from './coverage-record.ts'
import { coverageStrings } from './strings.ts'
import './coverage.css'

export function CoverageLine({ record, images, language, sideLetter }: {
  record: CoverageRecord
  images: readonly ImageDescriptor[]
  language: Language
  sideLetter: Readonly<Record<ImageDescriptor['imageLaterality'], string>>
}) {
  useSyncExternalStore(record.subscribe, record.version)
  const strings = coverageStrings[language]
  if (images.length === 0) return null
  return (
    <span className="viewer-coverage" title={strings.title}>
      {images.map((image, index) => {
        const whole = Math.floor(record.shareOf(image) * 100)
        return (
          <Fragment key={image.sopInstanceUID}>
            {index === 0 ? null : ' · '}
            <span data-whole={whole === 100} data-coverage={image.sopInstanceUID}>{`${sideLetter[image.imageLaterality]} ${viewAbbreviation(image)}\u00a0${strings.percent(whole)}`}</span>
          </Fragment>
        )
      })}
    </span>
  )
}
