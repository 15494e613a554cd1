/** A measure in words: millimetres with the source of the spacing, or pixels where there is none. */
import type { Language } from '../../../main/contract/index.ts'
import type { Measure } from '../../../main/domain/marks/index.ts'
import { createFormat } from '../../i18n/index.ts'
import { viewerStrings } from '../strings.ts'

export function measureText(measure: Measure | null, language: Language): string {
  if (measure === null) return ''
  const format = createFormat(language)
  const { diameter, area, unit, source } = measure
  const parts = [
    format.quantity(diameter, unit, unit === 'mm' ? 1 : 0),
    ...(area === null ? [] : [format.quantity(area, `${unit}²`, unit === 'mm' && area < 10 ? 1 : 0)]),
  ]
  return `${parts.join(' · ')} (${viewerStrings[language].spacingSource[source]})`
}
