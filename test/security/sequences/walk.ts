/** Drives one exam over HTTP with any sequence of bytes, five readers and a coordinator, then brings it home by the
 *  readers and coordinators who are left. Gives the first thing that must not be. */
import type { PolicyName } from '../../../main/domain/second-reading/index.ts'
import { ends, type State } from '../../../main/domain/dossier/index.ts'
import type { Seat } from '../../fixtures/reading-console.ts'
import { deskActs, issueNames, readerActs, usual, type ActName } from './acts.ts'
import { Exam, Violation, type Asking, type Cast } from './exam.ts'
import type { HttpConsole } from './http-console.ts'

export interface Walked { readonly violation: string | null; readonly visited: ReadonlySet<State>; readonly accepted: number; readonly finals: number }

const steps = [0, 1, 2, 25, 61, 6 * 1440, 31 * 1440, 190 * 1440]
/** Acts that name a reading, which may be another's. */
const byReading = new Set<string>(['reading.saveDraft', 'reading.freeze', 'reading.reveal', 'reading.change', 'reading.undo', 'reading.sign'] satisfies ActName[])
const forDesk = new Set<string>(deskActs)

export async function walk(http: HttpConsole, cast: Cast, policy: PolicyName, bytes: Uint8Array): Promise<Walked> {
  const [setting = 0] = bytes
  const exam = new Exam(http, cast, policy, (setting & 7) === 0)
  try {
    // Now and then somebody acts on an exam that nobody has read yet.
    if ((setting & 0x38) !== 0) await exam.receive()
    for (let at = 1; at + 2 < bytes.length; at += 3) {
      const [what = 0, who = 0, how = 0] = bytes.subarray(at, at + 3)
      if ((how & 7) === 7) exam.later(steps[who % steps.length] ?? 1)
      else if ((how & 1) === 1) exam.later(1)
      const asking = askingOf(exam, what, who, how)
      if (asking === null) break
      await exam.ask(asking)
      if ((what & 3) === 3) await exam.look([...cast.readers, cast.desk][who % 6] ?? cast.desk)
    }
    if ((setting & 0x38) === 0 && exam.dossier === null) await exam.receive().catch(() => undefined)
    await wayHome(exam, setting >> 6)
    await Promise.all(exam.signatures)
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    return { violation: error.message, visited: exam.visited, accepted: exam.accepted, finals: exam.finals }
  }
  return { violation: null, visited: exam.visited, accepted: exam.accepted, finals: exam.finals }
}

/** Null once the exam is at its end. */
function askingOf(exam: Exam, what: number, who: number, how: number): Asking | null {
  const { readers, desk } = exam.cast
  if (exam.state !== null && ends.includes(exam.state)) return null
  const unwritten = exam.state === 'LECTURE_AVEUGLE' && !exam.hasWritten(holderOf(exam, 'reading.freeze') ?? desk)
  const ways = exam.state === null ? ['reading.open', 'reading.saveDraft', 'reading.sign'] as const : unwritten ? ['reading.saveDraft'] as const : usual[exam.state]
  const expected = (who & 3) !== 0 && ways.length > 0
  const all: readonly ActName[] = [...readerActs, ...deskActs]
  const name = (expected ? ways[what % ways.length] : all[what % all.length]) ?? 'reading.open'
  const any = readers[(who >> 2) % readers.length] ?? desk
  const holder = holderOf(exam, name) ?? any
  const usually = (how & 0x70) !== 0
  const actor = forDesk.has(name) ? (usually ? desk : any) : usually && expected ? holder : any
  const whose = name === 'exchange.release' ? holderOf(exam, 'reading.freeze') ?? any : (how & 0xf8) === 8 && byReading.has(name) ? readers[who % readers.length] ?? actor : actor
  return { name, who: actor, whose, what: issueNames[(what >> 3) % 5] ?? 'CONCORDANT_NEG', good: (how & 0x0e) !== 2, invited: readers[(what >> 2) % readers.length] ?? any, twice: (how & 0x18) === 0x18, redoes: (how & 0x0c) !== 4 }
}

/** Whose turn it is: the reader under way, or the one who was asked. */
function holderOf(exam: Exam, name: ActName): Seat | null {
  const held = exam.dossier?.lectures.map(({ reader, consensus }) => (name === 'programme.joinConsensus' || name === 'programme.endConsensus' ? consensus?.invited : reader)).find((id) => typeof id === 'string')
  return exam.cast.readers.find(({ account }) => account.id === held) ?? null
}

/** Everybody who was reading has vanished: those who are left bring the exam to its end, and none of them withdraws it. */
async function wayHome(exam: Exam, issue: number): Promise<void> {
  const { desk, readers } = exam.cast
  const act = (name: ActName, who: Seat, more: Partial<Asking> = {}) => exam.ask({ name, who, whose: who, what: issueNames[issue % 3] ?? 'CONCORDANT_NEG', good: true, invited: who, twice: false, redoes: true, ...more })
  for (let turn = 0; turn < 40; turn += 1) {
    const { state } = exam
    if (state === null || ends.includes(state)) return
    if (!(await stepHome(state))) throw new Violation(`lost in ${state}`)
  }
  throw new Violation(`lost in ${exam.state ?? 'no state'}`)

  async function stepHome(state: State): Promise<boolean> {
    switch (state) {
      case 'EN_FILE': return await readBySomebody()
      case 'ATTRIBUE': case 'LECTURE_AVEUGLE': exam.later(25); return await act('programme.close', desk) !== ''
      case 'AVIS_FIGE': case 'REVELATION': case 'AVIS_PROVISOIRE': case 'CONSENSUS_DEMANDE': case 'CONSENSUS_EN_COURS': return await act('programme.release', desk) === ''
      case 'DIFFERE': return await act('programme.resume', desk) === ''
      case 'ATTENTE_ANTERIORITES': exam.later(6 * 1440); return await act('programme.close', desk) !== ''
      case 'ARBITRAGE': return await arbitrated()
      case 'DEFINITIF': case 'CONCLU': return await act('structure.issueLetter', desk) === ''
      case 'ATTENTE_REFAIT': if (exam.dossier?.round === 1) return await act('structure.followRecall RECEIVED', desk) === ''; return await act('structure.followRecall REFUSED', desk) === ''
      case 'BDD_ATTENDU': return await act('structure.saveBdd', desk) === ''
      case 'RESULTAT_ENVOYE': case 'BDD_RECU': case 'REFUS_L1_ECRIT': return await act('programme.close', desk) === ''
      default: return false
    }
  }

  async function arbitrated(): Promise<boolean> {
    for (const reader of readers) if (await act('reading.open', reader) === '' && await act('reading.saveDraft', reader) === '') return await act('reading.sign', reader) === ''
    return false
  }

  /** By the first who is still free to; whoever has seen too much is refused, and the next one is asked. */
  async function readBySomebody(): Promise<boolean> {
    for (const reader of readers) {
      if (await act('reading.open', reader) !== '') continue
      if (await act('reading.saveDraft', reader) !== '') continue
      if (exam.policy === 'FR_DOCS') return await act('reading.sign', reader) === ''
      if (await act('reading.freeze', reader) !== '') continue
      if (exam.policy === 'FR_DOCS_MASQUE') {
        await act('exchange.release', desk, { whose: reader })
        if (await act('reading.reveal', reader) !== '') continue
      }
      return await act('reading.sign', reader) === ''
    }
    return everybodyHasRead(exam)
  }
}

/** Nobody of the five is left for whom the exam is free: a sixth would be called. Not lost, and seldom. */
function everybodyHasRead(exam: Exam): boolean {
  return exam.dossier !== null && exam.cast.readers.every(({ account }) => exam.dossier?.haveRead.includes(account.id) === true || exam.dossier?.consulted.includes(account.id) === true || account.id === exam.dossier?.first)
}
