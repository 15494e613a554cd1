/** The same values as lines of the corners: identity at the top, the exposure and how it is shown at the bottom. A line
 *  whose items are all absent is not there. */
import type { ImageDescriptor, Language, WorklistRow } from '../../../main/contract/index.ts'
import { valuesOf } from './items.ts'
import { textStrings } from './strings.ts'

/** Everything; the exposure in one line; how it is shown and no more; identity alone, which is never hidden. */
export const details = ['full', 'short', 'tight', 'least'] as const
export type Detail = (typeof details)[number]

const elements: Readonly<Record<string, string>> = { TUNGSTEN: 'W', RHODIUM: 'Rh', MOLYBDENUM: 'Mo', SILVER: 'Ag', ALUMINUM: 'Al', ALUMINIUM: 'Al', COPPER: 'Cu' }
const element = (material: string): string => material.split(', ').map((name) => elements[name.toUpperCase()] ?? name).join('+')
const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ')
const named = (name: string, value: string): string => (value === '' ? '' : `${name}\u00a0${value}`)

export function exposureLines(image: ImageDescriptor, patient: WorklistRow, language: Language, detail: Detail): string[] {
  const v = valuesOf(image, patient, language)
  const strings = textStrings[language]
  const apparatus = [v.manufacturer, v.model].filter((part) => part !== '').join(' ')
  const target = [v.anode, v.filter].filter((part) => part !== '').map(element).join('/')
  const lines: Record<Detail, string[]> = {
    least: [], tight: [],
    short: [v.institution, joined(v.kvp, v.exposure, v.thickness, v.compressionForce)],
    full: image.modality !== 'MG' ? [v.institution, joined(v.kvp, v.exposure), apparatus] : [
      joined(v.institution, v.address),
      joined(apparatus, named(strings.serial, v.serial)),
      joined(named(strings.detector, v.detector), named(strings.station, v.station), named(strings.software, v.software)),
      named(strings.operator, v.operator),
      v.reason,
      joined(v.kvp, v.exposure, v.exposureTime, target),
      joined(v.thickness, v.compressionForce, v.angle),
      joined(named(strings.entranceDose, v.entranceDose), named(strings.organDose, v.organDose), named(strings.relativeExposure, v.relativeExposure)),
    ],
  }
  return lines[detail].filter((line) => line !== '')
}
