/** The grey-scale choices an image brings with it (every window, every VOI LUT, by explanation) and the reader's
 *  setting on top of one of them. A setting is relative to its preset, so that one drag acts alike on views of
 *  one study whose windows differ. (IHE MAMMO: every pair and every LUT selectable) */
import type { ImageDescriptor } from '../../contract/image.ts'
import type { VoiLutFunction } from './window.ts'

export type Voi =
  | { readonly kind: 'window'; readonly center: number; readonly width: number; readonly shape: VoiLutFunction }
  /** A table whose input is shifted and stretched: `center` and `width` of its input domain after the change. */
  | { readonly kind: 'lut'; readonly index: number; readonly center: number; readonly width: number }

/** Windows that every CT reader has under the fingers, Hounsfield units [centre, width]. */
export const standardWindows = { lung: [-600, 1600], mediastinum: [40, 400], abdomen: [60, 350], bone: [400, 2000], brain: [40, 80] } as const
export type StandardWindow = keyof typeof standardWindows

export interface VoiPreset {
  readonly kind: 'window' | 'lut' | 'standard' | 'full'
  readonly index: number
  /** As in the object; empty when it gives none. Of a standard window, its name in `standardWindows`. */
  readonly explanation: string
  readonly voi: Voi
}

/** `shift` in widths of the preset, `stretch` as a factor of its width. */
export interface VoiSetting {
  readonly kind: VoiPreset['kind']
  readonly index: number
  readonly explanation: string
  readonly shift: number
  readonly stretch: number
}

export type VoiAttributes = Pick<ImageDescriptor, 'windows' | 'voiLuts' | 'voiLutFunction' | 'modality'>

/** Windows of the object first, then its tables, for CT the standard ones, then the full range of the pixels (`range`, modality values), which is always there. */
export function voiPresets(image: VoiAttributes, range: readonly [number, number]): readonly [VoiPreset, ...VoiPreset[]] {
  const windows = image.windows.map(({ center, width, explanation }, index): VoiPreset => ({
    kind: 'window', index, explanation, voi: { kind: 'window', center, width, shape: image.voiLutFunction },
  }))
  const tables = image.voiLuts.map((table, index): VoiPreset => ({
    kind: 'lut', index, explanation: table.explanation,
    voi: { kind: 'lut', index, center: table.firstMapped + (table.data.length - 1) / 2, width: table.data.length },
  }))
  const width = Math.max(range[1] - range[0], 1)
  const full: VoiPreset = {
    kind: 'full', index: 0, explanation: '',
    voi: { kind: 'window', center: (range[0] + range[1]) / 2, width, shape: 'LINEAR_EXACT' },
  }
  const standard = image.modality !== 'CT' ? [] : Object.entries(standardWindows).map(([explanation, [center, width]], index): VoiPreset => ({
    kind: 'standard', index, explanation, voi: { kind: 'window', center, width, shape: 'LINEAR' },
  }))
  const [first, ...rest] = [...windows, ...tables, ...standard]
  return first === undefined ? [full] : [first, ...rest, full]
}

/** The image's own counterpart of a preset chosen on another view: same place, else same explanation, else the first. */
export function matchPreset(presets: readonly [VoiPreset, ...VoiPreset[]], wanted: Pick<VoiSetting, 'kind' | 'index' | 'explanation'> | null): VoiPreset {
  if (wanted === null) return presets[0]
  const ofKind = presets.filter((preset) => preset.kind === wanted.kind)
  return ofKind.find((preset) => preset.index === wanted.index && preset.explanation === wanted.explanation)
    ?? ofKind.find((preset) => wanted.explanation !== '' && preset.explanation === wanted.explanation)
    ?? ofKind.find((preset) => preset.index === wanted.index)
    ?? presets[0]
}

/** What the setting makes of a preset. Widths never fall below one step of the modality value. */
export function adjustVoi(preset: VoiPreset, setting: Pick<VoiSetting, 'shift' | 'stretch'> | null): Voi {
  if (setting === null) return preset.voi
  const { voi } = preset
  return { ...voi, center: voi.center + setting.shift * voi.width, width: Math.max(voi.width * setting.stretch, 1) }
}
