/** One decoded frame for a viewport: at once when it is in the store, else when it comes. While the next slice of a
 *  stack is awaited the last one stays, and says itself which it is. */
import { useEffect, useState } from 'react'
import type { FrameReference } from '../../main/domain/hanging/index.ts'
import { frameKey, ImageProblem, urgency, type DecodedFrame, type FrameStore } from './pixels/index.ts'

/** Milliseconds on one slice before all of its pixels are fetched. */
const REST = 200

export type FrameState =
  | { readonly status: 'none' }
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly reference: FrameReference; readonly key: string; readonly frame: DecodedFrame; readonly isAwaitingNext: boolean }
  | { readonly status: 'failed'; readonly problem: ImageProblem }

type Answer = { readonly key: string; readonly frame: DecodedFrame } | { readonly key: string; readonly problem: ImageProblem }
interface Shown { readonly stack: string; readonly reference: FrameReference; readonly frame: DecodedFrame }

/** `reduction`: image pixels per pixel that the screen needs. The whole frame comes after it, once the reader rests on it. */
export function useFrame(frames: FrameStore, reference: FrameReference | null, isVisible: boolean, reduction = 1): FrameState {
  const key = reference === null ? null : frameKey(reference.image, reference.frame)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [shown, setShown] = useState<Shown | null>(null)
  const known = reference === null || !isVisible ? null : frames.peek(reference.image, reference.frame, reduction)
  const frame = known ?? (answer !== null && answer.key === key && 'frame' in answer ? answer.frame : null)
  const stack = reference === null ? null : `${reference.image.studyInstanceUID} ${reference.image.seriesInstanceUID}`

  useEffect(() => {
    if (reference === null || key === null || !isVisible) return undefined
    const abort = new AbortController()
    const unpin = frames.pin(reference.image, reference.frame)
    frames.load(reference.image, reference.frame, { urgency: urgency.visible, signal: abort.signal, reduction }).then(
      (loaded) => setAnswer({ key, frame: loaded }),
      (error: unknown) => {
        if (abort.signal.aborted) return
        setAnswer({ key, problem: error instanceof ImageProblem ? error : new ImageProblem('unavailable', '', error) })
      },
    )
    const timer = reduction === 1 ? null : setTimeout(() => {
      // What fails here fails aloud where it is needed: thin frames are decoded from the same bytes.
      frames.load(reference.image, reference.frame, { urgency: urgency.soon, signal: abort.signal }).then((loaded) => setAnswer({ key, frame: loaded }), () => undefined)
    }, REST)
    return () => {
      if (timer !== null) clearTimeout(timer)
      abort.abort()
      unpin()
    }
    // The reference is named by its key.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [frames, key, isVisible, reduction])

  if (frame !== null && reference !== null && stack !== null && (shown === null || shown.frame !== frame)) setShown({ stack, reference, frame })

  if (reference === null || key === null) return { status: 'none' }
  if (frame !== null) return { status: 'ready', reference, key, frame, isAwaitingNext: false }
  if (answer !== null && answer.key === key && 'problem' in answer) return { status: 'failed', problem: answer.problem }
  if (shown !== null && shown.stack === stack && isVisible) {
    return { status: 'ready', reference: shown.reference, key: frameKey(shown.reference.image, shown.reference.frame), frame: shown.frame, isAwaitingNext: true }
  }
  return { status: 'loading' }
}
