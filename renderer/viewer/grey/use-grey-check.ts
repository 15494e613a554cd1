/** Checks each rendering of each image once, soon after it is first painted, against the straight formulas of the standard. A
 *  painter that can be done without is given up where they differ; what no painter can mend is said over the image. */
import { useLayoutEffect, useRef, useState } from 'react'
import type { ImageDescriptor } from '../../../main/contract/index.ts'
import { matchPreset, referenceGrey, type VoiSetting } from '../../../main/domain/grey-scale/index.ts'
import { presetsOf, rangeOf } from '../grey.ts'
import type { GreyFrame } from '../pixels/index.ts'
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
  /** To be called when a picture has been painted. `canvas` shows it, or is null when it does no more. */
  painted(picture: Picture, canvas: () => HTMLCanvasElement | null, asked: GreyAsked): void
  /** Of an image that was painted here; null before its check, and for colour. */
  standingOf(image: ImageDescriptor | null): Standing | null
}

/** Milliseconds that a check waits at most for the painting of other viewports: reading a canvas back holds them up. */
const PATIENCE = 1000

/** A canvas that could not be read, or showed too little to tell, is looked at again. */
const ATTEMPTS = 3

/** Per painter: rendering of an image → what the check found. */
const found = new WeakMap<Stage, Map<string, Agreement>>()

export function useGreyCheck(stage: Stage | null): GreyCheck {
  const [shown, setShown] = useState<{ stage: Stage | null; sopInstanceUID: string; agreement: Agreement | null }>({ stage: null, sopInstanceUID: '', agreement: null })
  const waiting = useRef(0)
  // Before anything is painted by the next painter: a later clean-up would cancel the check of its first picture.
  useLayoutEffect(() => () => cancelIdleCallback(waiting.current), [stage])
  return {
    standingOf(image) {
      if (image === null || shown.stage !== stage || shown.sopInstanceUID !== image.sopInstanceUID) return null
      return shown.agreement === 'agrees' && image.greyScaleFaults.length > 0 ? 'not-to-standard' : shown.agreement
    },
    painted(picture, canvas, asked) {
      cancelIdleCallback(waiting.current)
      if (stage === null || picture.frame.kind === 'colour') return
      const { sopInstanceUID } = asked.image
      const say = (agreement: Agreement): void => setShown((before) =>
        (before.stage === stage && before.sopInstanceUID === sopInstanceUID && before.agreement === agreement ? before : { stage, sopInstanceUID, agreement }))
      const { key, grey } = renderingOf(asked, picture.frame)
      const known = found.get(stage) ?? new Map<string, Agreement>()
      found.set(stage, known)
      const before = known.get(key)
      if (before !== undefined) return say(before)
      const check = (attempts: number): void => {
        waiting.current = requestIdleCallback(() => {
          const now = canvas()
          if (now === null) return
          const agreement = checkPainted(now, picture, stage.largestSide, grey)
          if (agreement === null) {
            if (attempts > 1) check(attempts - 1)
            return
          }
          known.set(key, agreement)
          say(agreement)
          if (agreement === 'differs') stage.reportDiffers()
        }, { timeout: PATIENCE })
      }
      check(ATTEMPTS)
    },
  }
}

/** What is being shown of an image, by name and by the straight formulas. */
function renderingOf({ image, voi, inverted }: GreyAsked, frame: GreyFrame): { key: string; grey: (stored: number) => number } {
  const preset = matchPreset(presetsOf(image, frame), voi)
  const choice: VoiSetting = { kind: preset.kind, index: preset.index, explanation: preset.explanation, shift: voi?.shift ?? 0, stretch: voi?.stretch ?? 1 }
  return { key: `${image.sopInstanceUID} ${preset.kind} ${preset.index} ${inverted}`, grey: referenceGrey(image, choice, rangeOf(image, frame), inverted) }
}
