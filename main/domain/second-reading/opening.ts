/** Whether an account may begin a reading on a study, as which reader, and in which phase it begins.
 *  The same person is never first and second reader of one exam (annexe III-B, V.A). */
import type { ErrorCode, ReadingPhase, Role } from '../../contract/index.ts'
import { policies, type PolicyName, type ReadingKind } from './policy.ts'

/** What kind of reading a study calls for: a screening mammogram, an ordinary report, or none that exists here. */
export type ReadingSubject = 'SCREENING' | 'PLAIN' | 'NONE'

export interface StudyTurn {
  readonly subject: ReadingSubject
  /** The signed first reading; `inScope` when it goes on to a second reader. */
  readonly first: { readonly reader: string; readonly inScope: boolean } | null
  /** Null until every second reading of the round is signed. */
  readonly second: { readonly reader: string } | null
  /** Who signed the two discordant opinions that an arbiter is to decide between. */
  readonly arbitration: { readonly readers: readonly string[] } | null
  readonly plain: { readonly reader: string } | null
  /** Readers to whom the coordinator has given the exam, and as what: nobody else reads it then. */
  readonly assigned: readonly { readonly reader: string; readonly post: 'L2' | 'A' | 'B' | 'ARBITRE' }[]
}

export type Opening = { readonly kind: ReadingKind; readonly phase: ReadingPhase } | { readonly problem: ErrorCode }

const notYourTurn: Opening = { problem: 'reading/not-your-turn' }

export function opening(policyName: PolicyName, turn: StudyTurn, account: { readonly id: string; readonly roles: readonly Role[] }): Opening {
  const may = (role: Role) => account.roles.includes(role)
  if (turn.subject === 'PLAIN') return may('RADIOLOGIST') && turn.plain === null ? { kind: 'PLAIN', phase: 'LECTURE' } : notYourTurn
  if (turn.subject === 'NONE') return notYourTurn

  // Of independent readings none may betray the other: not even that the exam was given to somebody.
  if (turn.assigned.length > 0 && !turn.assigned.some(({ reader }) => reader === account.id)) return policyName === 'INDEPENDANT' ? notYourTurn : { problem: 'dossier/assigned' }
  const policy = policies[policyName]
  if (turn.arbitration !== null) {
    if (turn.arbitration.readers.includes(account.id)) return { problem: 'dossier/arbiter-has-read' }
    return may('L2') ? { kind: 'ARBITRATION', phase: 'LECTURE' } : notYourTurn
  }
  // Where readings are independent nobody reads first.
  if (turn.first === null && may('L1') && policy.secondReaders === 1) return { kind: 'FIRST', phase: 'LECTURE' }
  if (!may('L2') || turn.second !== null) return notYourTurn
  if (turn.first?.reader === account.id) return { problem: 'reading/same-reader' }
  if (policy.secondWaitsFor === 'FIRST_SIGNED_IN_SCOPE' && turn.first?.inScope !== true) return notYourTurn
  return { kind: 'SECOND', phase: policy.secondBeginsIn }
}

/** DICOM modalities of the images of a study → what it calls for. Mammograms are read as screening exams. */
export function readingSubject(modalities: readonly string[]): ReadingSubject {
  if (modalities.includes('MG')) return 'SCREENING'
  return modalities.some((modality) => plainModalities.includes(modality)) ? 'PLAIN' : 'NONE'
}

/** Radiology that gets an ordinary report. EEG and other waveforms have their own console. */
export const plainModalities: readonly string[] = ['CT', 'MR', 'CR', 'DX', 'US', 'NM', 'PT', 'XA', 'RF', 'PX', 'IO', 'XC', 'OT', 'SC']
