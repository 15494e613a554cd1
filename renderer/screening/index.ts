/** The reading sheet: `<ReadingPanel />` beside the images, and the port through which it asks them for marks. */
export { ReadingPanel, type ReadingPanelProps } from './ReadingPanel.tsx'
export type { ImageMark, MarkKeeper, ViewerPort } from './viewer-port.ts'
