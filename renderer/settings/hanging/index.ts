/** The reader's own hanging of mammograms. */
export { HangingSection } from './HangingSection.tsx'
