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

export interface LeftOut {
  readonly tomosynthesisSeries: number
  readonly syntheticImages: number
}

export interface ProgrammeImages {
  /** What is hung and must be seen. */
  readonly read: readonly ImageDescriptor[]
  readonly leftOut: LeftOut
}

/** Each image by the setting of the site that made it. */
export function programmeImages(images: readonly ImageDescriptor[], setting: ProgrammeTomosynthesis): ProgrammeImages {
  const series = new Set<string>()
  let syntheticImages = 0
  const read = images.filter((image) => {
    const kind = mammogramKind(image)
    const isOf3D = kind === 'synthetic' || kind === 'tomosynthesis' || kind === 'tomosynthesis-ct' || kind === 'tomosynthesis-private' || kind === 'projection'
    if (!isOf3D || readsTomosynthesis(setting, image.institutionName)) return true
    if (kind === 'synthetic') syntheticImages += 1
    else series.add(image.seriesInstanceUID)
    return false
  })
  return { read, leftOut: { tomosynthesisSeries: series.size, syntheticImages } }
}
