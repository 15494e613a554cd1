/** Reading sessions: start, bar, end, and what the sheet asks of the session around it. */
export { SeanceContext, useSeance, type Seance } from './context.ts'
export { EndScreen } from './EndScreen.tsx'
export { SessionBar } from './SessionBar.tsx'
export { StartScreen } from './StartScreen.tsx'
export { sessionStrings } from './strings.ts'
export { useSeanceControls, type SeanceControls } from './use-seance.ts'
