/** The exam of the programme from its reception to its closure: policies and terms as data, the state table, the pure
 *  machine that obeys them, and who may see what of it. */
export { advance, machine, replay, type Advance, type Advanced, type Machine } from './advance.ts'
export { assignmentRefusal, type Candidate, type Post } from './assign.ts'
export { isDiscordant, needsArbitration, type Conclusion } from './compare.ts'
export { lectureOf, receive, stateOf, type Dossier, type Lecture, type Version } from './dossier.ts'
export { addMonths, dayMs, dueOf, minuteMs, reminderDueAt, retakeLimitAt, type Due } from './due.ts'
export { effects, type Effects } from './effects.ts'
export type { Cause, DossierEvent, EventOf, Issue, Reception } from './events.ts'
export { guards, type Guards } from './guards.ts'
export { courses, defaultParameters, type ArbitrationPolicy, type DossierParameters, type Place, type PolicyCourse } from './parameters.ts'
export { refusals, type Refusal } from './refusals.ts'
export { ends, states, table, type Actor, type EventName, type Row, type State } from './table.ts'
export { seerOf, sees, visibilityRows, type Datum, type Seer, type Sight, type Viewer } from './visibility.ts'
