/** One decoded frame for a viewport: at once when it is in the store, else when it comes. While the next slice of a
 *  stack is awaited the last one stays, and says itself which it is. */
import { useEffect, useState } from 'react'
import type { FrameReference } from '../../main/domain/hanging/index.ts'
import { frameKey, ImageProblem, urgency, type DecodedFrame, type FrameStore } from './pixels/index.ts'

export type FrameState =
  | { readonly status: 'none' }
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly reference: FrameReference; readonly key: string; readonly frame: DecodedFrame; readonly isAwaitingNext: boolean }
  | { readonly status: 'failed'; readonly problem: ImageProblem }

type Answer = { readonly key: string; readonly frame: DecodedFrame } | { readonly key: string; readonly problem: ImageProblem }
interface Shown { readonly stack: string; readonly reference: FrameReference; readonly frame: DecodedFrame }

export function useFrame(frames: FrameStore, reference: FrameReference | null, isVisible: boolean): FrameState {
  const key = reference === null ? null : frameKey(reference.image, reference.frame)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [shown, setShown] = useState<Shown | null>(null)
  const known = reference === null || !isVisible ? null : frames.peek(reference.image, reference.frame)
  const frame = known ?? (answer !== null && answer.key === key && 'frame' in answer ? answer.frame : null)
  const stack = reference === null ? null : `${reference.image.studyInstanceUID} ${reference.image.seriesInstanceUID}`

  useEffect(() => {
    if (reference === null || key === null || !isVisible) return undefined
    const abort = new AbortController()
    const unpin = frames.pin(reference.image, reference.frame)
    frames.load(reference.image, reference.frame, { urgency: urgency.visible, signal: abort.signal }).then(
      (loaded) => setAnswer({ key, frame: loaded }),
      (error: unknown) => {
        if (abort.signal.aborted) return
        setAnswer({ key, problem: error instanceof ImageProblem ? error : new ImageProblem('unavailable', '', error) })
      },
    )
    return () => {
      abort.abort()
      unpin()
    }
    // The reference is named by its key.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [frames, key, isVisible])

  if (frame !== null && reference !== null && stack !== null && (shown === null || shown.frame !== frame)) setShown({ stack, reference, frame })

  if (reference === null || key === null) return { status: 'none' }
  if (frame !== null) return { status: 'ready', reference, key, frame, isAwaitingNext: false }
  if (answer !== null && answer.key === key && 'problem' in answer) return { status: 'failed', problem: answer.problem }
  if (shown !== null && shown.stack === stack && isVisible) {
    return { status: 'ready', reference: shown.reference, key: frameKey(shown.reference.image, shown.reference.frame), frame: shown.frame, isAwaitingNext: true }
  }
  return { status: 'loading' }
}
