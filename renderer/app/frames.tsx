/** Decoded frames are shared by all cases of a session and freed with it (a lock unmounts this). The viewer room is
 *  loaded when it is first needed, or ahead of that while nothing else happens. */
import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode } from 'react'
import { framePath } from '../../main/contract/index.ts'
import { useApi } from '../api/index.ts'
import type * as Viewer from '../viewer/index.ts'
import type { FetchFrame, FrameStore } from '../viewer/index.ts'

export type ViewerRoom = typeof Viewer

let room: Promise<ViewerRoom> | null = null

/** The viewer room; a failed load is tried again at the next call. */
export function loadViewerRoom(): Promise<ViewerRoom> {
  room ??= import('../viewer/index.ts').catch((error: unknown) => {
    room = null
    throw error
  })
  return room
}

export interface Frames {
  readonly fetchFrame: FetchFrame
  store(viewer: ViewerRoom): FrameStore
}

const FramesContext = createContext<Frames | null>(null)

export function useFrames(): Frames {
  const frames = useContext(FramesContext)
  if (frames === null) throw new Error('No frames above this component')
  return frames
}

export function FramesProvider({ children }: { children: ReactNode }) {
  const { bytes } = useApi()
  const store = useRef<FrameStore | null>(null)
  const frames = useMemo<Frames>(() => {
    const fetchFrame: FetchFrame = async (image, frame, signal) => (await bytes(framePath({ ...image, frame }), { signal })).arrayBuffer()
    return {
      fetchFrame,
      store: (viewer) => {
        store.current ??= viewer.createFrameStore({ fetchFrame })
        return store.current
      },
    }
  }, [bytes])
  useEffect(() => {
    const idle = requestIdleCallback(() => { loadViewerRoom().catch((error: unknown) => { reportError(error) }) })
    return () => {
      cancelIdleCallback(idle)
      store.current?.dispose()
      store.current = null
    }
  }, [])
  return <FramesContext value={frames}>{children}</FramesContext>
}
