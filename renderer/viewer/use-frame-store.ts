/** The frame store of a viewer: the one it is given, else its own; and what it decodes behind what is on screen. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { OpenedStudy } from '../../main/contract/index.ts'
import type { HangingProtocol } from '../../main/domain/hanging/index.ts'
import type { ProgrammeTomosynthesis } from '../../main/domain/tomosynthesis/index.ts'
import { createFrameStore, urgency, type FetchFrame, type FrameStore } from './pixels/index.ts'
import { framesOfCase, prefetchFrames } from './prefetch.ts'

export function useFrameStore(given: FrameStore | undefined, fetchFrame: FetchFrame): FrameStore {
  const fetch = useRef(fetchFrame)
  useEffect(() => { fetch.current = fetchFrame })
  const [own, setOwn] = useState<FrameStore | null>(null)
  const made = useMemo(() => (given === undefined ? createFrameStore({ fetchFrame: (...call) => fetch.current(...call) }) : null), [given])
  useEffect(() => {
    setOwn(made)
    return () => made?.dispose()
  }, [made])
  return given ?? own ?? made ?? unreachable()
}

function unreachable(): never {
  throw new Error('neither a frame store nor one of our own')
}

/** Everything else that the case can show, behind what is on screen. */
export function usePrefetchOfCase(frames: FrameStore, current: OpenedStudy, prior: OpenedStudy | null, protocols: readonly HangingProtocol[], programme: ProgrammeTomosynthesis | null): void {
  useEffect(() => {
    const abort = new AbortController()
    void prefetchFrames(frames, framesOfCase(prior === null ? [current] : [current, prior], protocols, programme), urgency.soon, abort.signal)
    return () => abort.abort()
  }, [frames, current, prior, protocols, programme])
}
