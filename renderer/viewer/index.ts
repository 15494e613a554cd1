/** The viewer room: `<ReadingViewer>`, the frame store that cases share, and the commands to bind to keys. */
export type { LoadCad } from './cad/index.ts'
export { bundledProtocols } from './bundled-protocols.ts'
export { viewerCommands, type ViewerCommandId } from './commands.ts'
export type { MarkKeeper, PickRequest, PlacedForme, ReadingViewerHandle, ShownMark } from './marks/index.ts'
export { createFrameStore, ImageProblem, type FetchFrame, type FrameStore } from './pixels/index.ts'
export { prefetchCase } from './prefetch.ts'
export { ReadingViewer, type ReadingViewerProps } from './ReadingViewer.tsx'
