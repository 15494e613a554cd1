/** Checks each rendering of each image once, when it is first painted, against the straight formulas of the standard. A
 *  painter that can be done without is given up where they differ; what no painter can mend is said over the image. */
import { useRef, useState } from 'react'
import type { ImageDescriptor } from '../../../main/contract/index.ts'
import { matchPreset, referenceGrey, type VoiSetting } from '../../../main/domain/grey-scale/index.ts'
import { presetsOf, rangeOf } from '../grey.ts'
import { checkPainted, type Agreement, type Picture, type Stage } from '../stage/index.ts'

export type Standing = Agreement | 'not-to-standard'

/** What is asked of the grey scale of the picture that was painted. */
export interface GreyAsked {
  /** Of its frame. */
  readonly image: ImageDescriptor
  readonly voi: VoiSetting | null
  readonly inverted: boolean
}

export interface GreyCheck {
  /** To be called when a picture has been painted, with the canvas that shows it. */
  painted(picture: Picture, canvas: HTMLCanvasElement | null, asked: GreyAsked): void
  /** Of the image that was painted last; null before, and for colour. */
  readonly standing: Standing | null
}

/** Per painter: rendering of an image → what the check found. */
const found = new WeakMap<Stage, Map<string, Agreement>>()

export function useGreyCheck(stage: Stage | null): GreyCheck {
  const [shown, setShown] = useState<{ stage: Stage | null; standing: Standing | null }>({ stage: null, standing: null })
  const last = useRef<Standing | null>(null)
  return {
    standing: shown.stage === stage ? shown.standing : null,
    painted(picture, canvas, asked) {
      if (stage === null) return
      const agreement = agreementOf(stage, picture, canvas, asked)
      if (agreement === 'differs') stage.reportDiffers()
      const standing = agreement === 'agrees' && asked.image.greyScaleFaults.length > 0 ? 'not-to-standard' : agreement
      if (standing === last.current && shown.stage === stage) return
      last.current = standing
      setShown({ stage, standing })
    },
  }
}

function agreementOf(stage: Stage, picture: Picture, canvas: HTMLCanvasElement | null, { image, voi, inverted }: GreyAsked): Agreement | null {
  const { frame } = picture
  if (frame.kind === 'colour' || canvas === null) return null
  const preset = matchPreset(presetsOf(image, frame), voi)
  const key = `${image.sopInstanceUID} ${preset.kind} ${preset.index} ${inverted}`
  const known = found.get(stage) ?? new Map<string, Agreement>()
  found.set(stage, known)
  const before = known.get(key)
  if (before !== undefined) return before
  const choice: VoiSetting = { kind: preset.kind, index: preset.index, explanation: preset.explanation, shift: voi?.shift ?? 0, stretch: voi?.stretch ?? 1 }
  const agreement = checkPainted(canvas, picture, stage.largestSide, referenceGrey(image, choice, rangeOf(image, frame), inverted))
  if (agreement !== null) known.set(key, agreement)
  return agreement
}
