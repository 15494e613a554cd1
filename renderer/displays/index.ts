/** The display room of the window: what it reports of its screens, the patterns, the daily check, the registry, and
 *  what is said above the images of an unfit display. */
export { DisplayNotice } from './DisplayNotice.tsx'
export { useDisplays, type Displays } from './displays-context.ts'
export { DisplaysProvider } from './DisplaysProvider.tsx'
export { DisplaysSection } from './DisplaysSection.tsx'
export { NumberField } from './NumberField.tsx'
export { UnfitReading } from './UnfitReading.tsx'
