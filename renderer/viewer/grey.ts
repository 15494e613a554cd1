/** The grey scale of one frame under the reader's setting: its table, and what to write beside the image. Pure. */
import type { ImageDescriptor } from '../../main/contract/image.ts'
import {
  adjustVoi, displayTable, matchPreset, modalityRange, voiPresets, type DisplayTable, type StandardWindow, type VoiPreset, type VoiSetting,
} from '../../main/domain/grey-scale/index.ts'
import type { DecodedFrame } from './pixels/index.ts'
import type { Cover } from './stage/index.ts'
import type { ViewerStrings } from './strings.ts'

/** Range of the modality values of a frame; of its stored bits while it is not decoded. */
export function rangeOf(image: ImageDescriptor, frame: DecodedFrame | null): [number, number] {
  const [lowest, highest] = frame?.kind === 'grey'
    ? [frame.lowest, frame.highest]
    : image.pixelRepresentation === 1 ? [-(2 ** (image.bitsStored - 1)), 2 ** (image.bitsStored - 1) - 1] : [0, 2 ** image.bitsStored - 1]
  return modalityRange(image, lowest, highest)
}

export const presetsOf = (image: ImageDescriptor, frame: DecodedFrame | null): readonly [VoiPreset, ...VoiPreset[]] => voiPresets(image, rangeOf(image, frame))

export function tableOf(image: ImageDescriptor, frame: DecodedFrame, setting: VoiSetting | null, inverted: boolean): DisplayTable | null {
  if (frame.kind === 'colour') return null
  const preset = matchPreset(presetsOf(image, frame), setting)
  return displayTable(image, adjustVoi(preset, setting), inverted, frame.lowest, frame.highest)
}

/** What the object's shutter leaves to be drawn over the image. */
export const coverOf = ({ displayShutter, rows, columns }: ImageDescriptor): Cover | null => displayShutter === null ? null : { shutter: displayShutter, rows, columns }

export function presetName(preset: VoiPreset, strings: ViewerStrings): string {
  if (preset.kind === 'full') return strings.fullRange
  if (preset.kind === 'standard') return strings.standardWindow[preset.explanation as StandardWindow]
  const name = preset.explanation || strings.windowPreset(preset.index + 1)
  return preset.kind === 'lut' ? `${name} (${strings.table})` : name
}

/** `C 2050  L 3600 NORMAL`, or the name of a table, with what the reader did to it. */
export function greyText(image: ImageDescriptor, frame: DecodedFrame, setting: VoiSetting | null, inverted: boolean, strings: ViewerStrings): string {
  if (frame.kind === 'colour') return ''
  const preset = matchPreset(presetsOf(image, frame), setting)
  const voi = adjustVoi(preset, setting)
  const values = strings.window(round(voi.center), round(voi.width))
  const isMoved = setting !== null && (setting.shift !== 0 || setting.stretch !== 1)
  const name = preset.kind === 'window' ? preset.explanation : presetName(preset, strings)
  const parts = preset.kind === 'lut' && !isMoved ? [name] : [values, isMoved ? '' : name]
  return [...parts, inverted ? strings.inverted : ''].filter((part) => part !== '').join(' · ')
}

const round = (value: number): string => String(Math.abs(value) < 10 ? Math.round(value * 10) / 10 : Math.round(value)).replace('-', '\u2212')
