/** What of a study is read in the organised screening programme: in France the acquired 2D alone, unless the structure
 *  says otherwise for the site that made the images (HAS, March 2023: synthetic 2D is not validated for the programme). */
import type { ImageDescriptor } from '../../contract/image.ts'
import { mammogramKind } from './kind.ts'

export interface ProgrammeTomosynthesis {
  readonly default: boolean
  /** Institution Name (0008,0080) → read there or not. */
  readonly sites: Readonly<Record<string, boolean>>
}

/** Names of one site differ in case and blanks from device to device. */
export const siteName = (institutionName: string): string => institutionName.trim().replace(/\s+/g, ' ').toLocaleUpperCase('fr')

export function readsTomosynthesis(setting: ProgrammeTomosynthesis, institutionName: string): boolean {
  const wanted = siteName(institutionName)
  const own = Object.entries(setting.sites).find(([name]) => siteName(name) === wanted)
  return own?.[1] ?? setting.default
}

/** What was left out of a programme reading, as it is said: series of slices, and 2D images computed from them. */
export function leftOutOf(images: readonly ImageDescriptor[]): { readonly series: number; readonly synthetic: number } {
  const synthetic = images.filter((image) => mammogramKind(image) === 'synthetic').length
  return { series: new Set(images.filter((image) => mammogramKind(image) !== 'synthetic').map(({ seriesInstanceUID }) => seriesInstanceUID)).size, synthetic }
}
