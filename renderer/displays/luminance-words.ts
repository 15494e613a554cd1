/** The luminances of a display as one range. */
import type { Display } from '../../main/contract/index.ts'
import type { Format } from '../i18n/index.ts'

export function luminanceWords({ luminanceMin, luminanceMax }: Pick<Display, 'luminanceMin' | 'luminanceMax'>, format: Format, missing: string): string {
  if (luminanceMin === null || luminanceMax === null) return missing
  return `${format.number(luminanceMin, 2)} – ${format.quantity(luminanceMax, 'cd/m²')}`
}
