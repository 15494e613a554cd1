/** The grey-scale choices of the active image, as the bar offers them. */
import type { ImageDescriptor } from '../../main/contract/image.ts'
import { imageOfFrame } from '../../main/domain/frames/index.ts'
import { matchPreset } from '../../main/domain/grey-scale/index.ts'
import { presetName, presetsOf } from './grey.ts'
import type { FrameStore } from './pixels/index.ts'
import type { ViewerStrings } from './strings.ts'
import type { Viewer } from './use-viewer.ts'

export interface Choice {
  readonly name: string
  readonly isChosen: boolean
  choose(): void
}

export function presetChoices(image: ImageDescriptor, frames: FrameStore, frame: number, { state, dispatch }: Pick<Viewer, 'state' | 'dispatch'>, strings: ViewerStrings): Choice[] {
  if (image.samplesPerPixel > 1) return []
  const presets = presetsOf(imageOfFrame(image, frame), frames.peek(image, frame))
  const chosen = matchPreset(presets, state.voi[image.studyInstanceUID] ?? null)
  return presets.map((preset) => ({
    name: presetName(preset, strings), isChosen: preset === chosen,
    choose: () => dispatch({ type: 'voi', studyInstanceUID: image.studyInstanceUID, setting: { kind: preset.kind, index: preset.index, explanation: preset.explanation, shift: 0, stretch: 1 } }),
  }))
}
