/** Who keeps the centre's key, and what waits for its release. */
export { CentreKeySection } from './CentreKeySection.tsx'
