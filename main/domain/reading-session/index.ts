/** Reading sessions: when an exam is due, when an opinion is taken too early, how fast a reader goes, when to rest. */
export { defaultSessionSettings } from './defaults.ts'
export { dueOf, type Due, type Urgency } from './due.ts'
export { guardRefusal, type Guarded } from './guard.ts'
export { paceOf, pauseProposed, type Pace, type PauseReason, type SessionClock } from './pace.ts'
