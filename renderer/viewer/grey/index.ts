/** The greys that a reader sees: checked against the standard as they are painted, and the drawings that come with them. */
export { GreyNotice } from './GreyNotice.tsx'
export { Overlays } from './Overlays.tsx'
export { useGreyCheck } from './use-grey-check.ts'
