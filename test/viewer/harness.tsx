/** A page with nothing but the viewer, for tests on real pixels. The cases come from the harness server; `window.harness`
 *  lets a test run commands, change the case and read what it needs. */
import { createRoot } from 'react-dom/client'
import { flushSync } from 'react-dom'
import type { ImageDescriptor, OpenedStudy } from '../../main/contract/index.ts'
import { UiProvider } from '../../renderer/ui/index.ts'
import { bundledProtocols, createFrameStore, ImageProblem, prefetchCase, ReadingViewer, type ReadingViewerHandle, type ReadingViewerProps } from '../../renderer/viewer/index.ts'
import './harness.css'

export interface Case {
  readonly current: OpenedStudy
  readonly priors: readonly OpenedStudy[]
}

const fetchFrame = async (image: ImageDescriptor, frame: number, signal: AbortSignal): Promise<ArrayBuffer> => {
  const answer = await fetch(`/frames/${image.sopInstanceUID}/${frame}`, { signal })
  if (!answer.ok) throw new Error(`frame ${answer.status}`)
  return answer.arrayBuffer()
}

/** `?capacity=16`: MiB, for the tests that fill it. */
const capacity = Number(new URLSearchParams(location.search).get('capacity') ?? 0)
const frames = createFrameStore({ fetchFrame, ...capacity > 0 ? { capacityBytes: capacity * 2 ** 20 } : {} })
let root = createRoot(document.getElementById('root') ?? document.body)
let handle: ReadingViewerHandle | null = null
let displayed: string[] = []
let props: Partial<ReadingViewerProps> = {}

/** What the processor's painter has put on the screen: cell and frame, one entry for each time. */
let paints: { cell: string; frame: number }[] = []
const putImageData = CanvasRenderingContext2D.prototype.putImageData
CanvasRenderingContext2D.prototype.putImageData = function record(this: CanvasRenderingContext2D, ...call: Parameters<typeof putImageData>) {
  const { cell = '', frame = '0' } = this.canvas.closest<HTMLElement>('.viewer-viewport')?.dataset ?? {}
  paints.push({ cell, frame: Number(frame) })
  return putImageData.apply(this, call)
} as typeof putImageData

const loadCase = async (name: string): Promise<Case> => (await fetch(`/cases/${name}`)).json() as Promise<Case>

const harness = {
  /** A viewer that knows nothing of the last one; what was decoded stays. */
  clear(): void {
    root.unmount()
    root = createRoot(document.getElementById('root') ?? document.body)
  },
  async open(name: string, over: Partial<ReadingViewerProps> = {}): Promise<void> {
    const { current, priors } = await loadCase(name)
    displayed = []
    // The GPU path is what most readers have; these machines imitate it in software.
    props = { language: 'fr', backend: 'gpu', ...over, current, priors, fetchFrame, frames, onDisplayed: (uids) => { displayed = [...uids] }, ref: (next) => { handle = next } }
    harness.update({})
  },
  update(over: Partial<ReadingViewerProps>): void {
    props = { ...props, ...over }
    flushSync(() => root.render(<UiProvider><ReadingViewer {...props as ReadingViewerProps} /></UiProvider>))
  },
  async prefetch(name: string): Promise<void> {
    const { current, priors } = await loadCase(name)
    await prefetchCase(frames, [current, ...priors], [], bundledProtocols, new AbortController().signal)
  },
  /** Stored values (or RGB) of one frame as our decoders give them, or why not; 32-bit little endian, base64. */
  async decode(name: string, index: number, frame: number): Promise<{ kind: string; base64: string } | { problem: string }> {
    const image = (await loadCase(name)).current.images[index]
    if (image === undefined) return { problem: 'no such image' }
    try {
      const decoded = await frames.load(image, frame, { urgency: 0, signal: new AbortController().signal })
      const words = Int32Array.from(decoded.levels[0].pixels)
      return { kind: decoded.kind, base64: new Uint8Array(words.buffer).toBase64() }
    } catch (error) {
      return { problem: error instanceof ImageProblem ? error.code : String(error) }
    }
  },
  /** Milliseconds to fetch and decode the first image of a case. */
  async timeDecode(name: string): Promise<number> {
    const image = (await loadCase(name)).current.images[0]
    if (image === undefined) throw new Error('no image')
    const start = performance.now()
    await frames.load(image, 1, { urgency: 0, signal: new AbortController().signal })
    return performance.now() - start
  },
  /** Milliseconds to fetch and decode every frame of the first image of a case, nothing kept of it. */
  async timeDecodeAll(name: string): Promise<number> {
    const image = (await loadCase(name)).current.images[0]
    if (image === undefined) throw new Error('no image')
    const start = performance.now()
    await Promise.all(Array.from({ length: image.numberOfFrames }, async (_, index) => {
      await frames.load(image, index + 1, { urgency: 0, signal: new AbortController().signal })
      frames.thin(image, index + 1, null)
    }))
    return performance.now() - start
  },
  handle: () => handle,
  displayed: () => displayed,
  usage: () => frames.usage(),
  /** Frames painted in a cell since the last `forget`, repaints of one frame once. */
  painted: (cell: string): number[] => paints.filter((one) => one.cell === cell).map(({ frame }) => frame).filter((frame, index, all) => frame !== all[index - 1]),
  forget: (): void => { paints = [] },
}

declare global {
  interface Window { harness: typeof harness }
}
window.harness = harness
document.documentElement.dataset['ready'] = 'true'

// A test takes the graphics context away as a driver would: every WebGL context that the page opened.
const contexts: WebGL2RenderingContext[] = []
const getContext = HTMLCanvasElement.prototype.getContext
HTMLCanvasElement.prototype.getContext = function record(this: HTMLCanvasElement, ...call: Parameters<typeof getContext>) {
  const context = getContext.apply(this, call)
  if (context instanceof WebGL2RenderingContext && !contexts.includes(context)) contexts.push(context)
  return context
} as typeof getContext
window.addEventListener('harness-lose-context', () => { for (const context of contexts) context.getExtension('WEBGL_lose_context')?.loseContext() })
