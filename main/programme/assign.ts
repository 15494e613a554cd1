/** The coordinator gives exams to readers and takes them back. Each exam is judged, written and recorded by itself, so
 *  that one that cannot be given keeps no other from it; readers of another console are told in the same transaction. */
import { describeProblem, ExpectedError, type Account, type AccountId, type AssignableReader, type AssignedPost, type CallContext, type Output, type ParsedInput, type StudyInstanceUID } from '../contract/index.ts'
import { assignmentRefusal, courses, type Dossier } from '../domain/dossier/index.ts'
import { followsExams } from '../domain/second-reading/index.ts'
import { assignedTo, assignmentRows, insertAssignment, withdrawAssignment, type Assigned } from './assignment-rows.ts'
import { loadDossier } from './event-list.ts'
import { actorOf, move, refuse, requireDossier, settle } from './move.ts'
import type { ProgrammePorts } from './ports.ts'
import { receiveExam } from './receive-exam.ts'

type Assigning = ParsedInput<'programme.assign'>

export async function assignments(ports: ProgrammePorts, account: Account): Promise<Output<'programme.assignments'>> {
  requireDesk(account)
  return { rows: assignmentRows(ports.store), readers: [...(await ports.readers())] }
}

export async function assign(ports: ProgrammePorts, account: Account, input: Assigning, context: CallContext): Promise<Output<'programme.assign'>> {
  requireDesk(account)
  const posts = postsOf(await ports.readers(), input)
  const { done, leftAside } = await eachExam(input.studyInstanceUIDs, (study) => assignOne(ports, account, study, posts, input, context))
  ports.emit({ type: 'worklist.changed' })
  return { assigned: done, leftAside }
}

export async function unassign(ports: ProgrammePorts, account: Account, { studyInstanceUIDs, reason }: ParsedInput<'programme.unassign'>, context: CallContext): Promise<Output<'programme.unassign'>> {
  requireDesk(account)
  const { done, leftAside } = await eachExam(studyInstanceUIDs, async (study) => {
    const standing = assignedTo(ports.store, study)
    if (standing.length === 0) throw new ExpectedError('request/not-found', { subject: study })
    const tell = await Promise.all(standing.map((one) => ports.told({ type: 'WITHDRAWN', studyInstanceUID: study, assigned: one })))
    context.act(study, () => {
      const now = ports.now()
      const dossier = loadDossier(ports.store, study, ports.parameters())
      const cause = { now: now.getTime(), by: actorOf(account) }
      const held = (dossier?.own === null ? dossier.lectures : []).filter(({ reader, state }) => state !== 'DEFINITIF' && standing.some((one) => one.reader === reader))
      // What a reader holds is taken back with the exam; what was typed is kept.
      if (dossier !== null && held.length > 0) held.reduce((moved, { place }) => move(ports, study, moved, { type: 'liberer', place, reason }, cause), settle(ports, study, dossier, cause.now))
      for (const { id } of standing) withdrawAssignment(ports.store, id, now)
      for (const run of tell) run()
    }, standing.map(({ post, reader }) => `unassign ${post} ${reader}`).join(' '))
  })
  ports.emit({ type: 'worklist.changed' })
  return { withdrawn: done, leftAside }
}

interface Wanted { readonly post: AssignedPost; readonly reader: AssignableReader }

async function assignOne(ports: ProgrammePorts, account: Account, study: StudyInstanceUID, posts: readonly Wanted[], { as, dueOn }: Assigning, context: CallContext): Promise<void> {
  if (ports.images(study) === null) throw new ExpectedError('request/not-found', { subject: study })
  const begun = loadDossier(ports.store, study, ports.parameters())
  if (begun === null && (as !== 'INDEPENDENT' || ports.policy() !== 'INDEPENDANT')) refuse('E_ETAT', study)
  if (begun !== null && (courses[begun.policy].afterReading === 'COMPARAISON') !== (as !== 'SECOND')) refuse('E_ETAT', study)
  const standing = assignedTo(ports.store, study)
  const given = posts.filter(({ post, reader }) => !standing.some((one) => one.post === post && one.reader === reader.accountId && one.dueOn === dueOn))
  const replaced = standing.filter((one) => given.some(({ post, reader }) => one.post === post || one.reader === reader.accountId))
  const rows = given.map(({ post, reader }): Assigned => ({ id: ports.newId(), reader: reader.accountId, post, round: begun?.round ?? 1, dueOn }))
  const tell = await Promise.all([
    ...replaced.map((assigned) => ports.told({ type: 'WITHDRAWN', studyInstanceUID: study, assigned })),
    ...rows.map((assigned) => ports.told({ type: 'ASSIGNED', studyInstanceUID: study, assigned, policy: begun?.policy ?? ports.policy() })),
  ])
  context.act(study, () => {
    const now = ports.now()
    const dossier = judged(ports, study, posts, now.getTime())
    for (const { id } of replaced) withdrawAssignment(ports.store, id, now)
    for (const row of rows) insertAssignment(ports.store, study, { ...row, round: dossier.round }, account.id, now)
    for (const run of tell) run()
  }, posts.map(({ post, reader }) => `assign ${post} ${reader.accountId}`).join(' '))
}

/** In the transaction: the exam as it now stands, which each reader may be given. */
function judged(ports: ProgrammePorts, study: string, posts: readonly Wanted[], now: number): Dossier {
  if (loadDossier(ports.store, study, ports.parameters()) === null) receiveExam(ports, study, { policy: ports.policy(), first: null }, now)
  const dossier = settle(ports, study, requireDossier(ports, study), now)
  for (const { post, reader } of posts) {
    const refused = assignmentRefusal(dossier, post, { id: reader.accountId, l2: entitled(reader) })
    if (refused !== null) refuse(refused, study)
  }
  return dossier
}

const entitled = ({ roles }: AssignableReader): boolean => roles.includes('L2')

function postsOf(all: readonly AssignableReader[], { readers, as }: Assigning): Wanted[] {
  const known = new Map<AccountId, AssignableReader>(all.map((reader) => [reader.accountId, reader]))
  const named = readers.map((id) => known.get(id) ?? missing(id))
  const [one, other] = named
  if (as !== 'INDEPENDENT') {
    if (one === undefined || other !== undefined) throw new ExpectedError('dossier/two-readers')
    return [{ post: as === 'SECOND' ? 'L2' : 'ARBITRE', reader: one }]
  }
  if (one === undefined || other === undefined || one.accountId === other.accountId) throw new ExpectedError('dossier/two-readers')
  if (!entitled(one) || !entitled(other)) throw new ExpectedError('dossier/two-readers')
  return [{ post: 'A', reader: one }, { post: 'B', reader: other }]
}

function missing(id: string): never {
  throw new ExpectedError('request/not-found', { subject: id })
}

async function eachExam(studies: readonly StudyInstanceUID[], work: (study: StudyInstanceUID) => Promise<void>): Promise<{ done: StudyInstanceUID[]; leftAside: Output<'programme.assign'>['leftAside'] }> {
  const done: StudyInstanceUID[] = []
  const leftAside: Output<'programme.assign'>['leftAside'] = []
  for (const study of new Set(studies)) {
    try {
      await work(study)
      done.push(study)
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      const { code, fr, en } = describeProblem(error)
      leftAside.push({ studyInstanceUID: study, code, fr, en })
    }
  }
  return { done, leftAside }
}

function requireDesk(account: Account): void {
  if (!followsExams(account)) throw new ExpectedError('structure/reader')
}
