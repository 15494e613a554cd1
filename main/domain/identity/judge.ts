/** Whether two identities are one person's, with the reasons. Pure and total; nothing is ever joined on less than a number
 *  of one authority that nothing else contradicts (or the same national identity). `doubtful` is for people to decide.
 *  PS3.3 C.7.1.1: a Patient ID is unique within its issuer alone. */
import type { IdentityReason } from '../../contract/index.ts'
import { namesDiffer, isAnonymousName } from './names.ts'
import { comparableIns, type Ins } from './ins.ts'

export interface Identity {
  readonly patientID: string
  /** Empty: unknown. */
  readonly issuerOfPatientID: string
  /** PN, alphabetic group. */
  readonly patientName: string
  /** ISO day. */
  readonly patientBirthDate: string | null
  readonly patientSex: string
  readonly ins?: Ins | null | undefined
}

export interface Judgement {
  readonly verdict: 'same' | 'doubtful' | 'different'
  readonly reasons: readonly IdentityReason[]
}

export function judgeIdentity(one: Identity, other: Identity): Judgement {
  const traits = differingTraits(one, other)
  const ins = compareIns(one, other)
  const number = compareNumbers(one, other)
  if (number === 'same' || ins === 'same') return joined(traits, ins, number === 'unknown-issuer' && ins !== 'same')
  if (number === 'unknown-issuer') return joined(traits, ins, !allTraitsAgree(one, other))
  const reason: IdentityReason = number === 'absent' ? 'no-number' : number
  // Two files of one person are likely only where everything else agrees, and is there.
  if (ins !== 'other' && allTraitsAgree(one, other)) return { verdict: 'doubtful', reasons: [reason] }
  return { verdict: 'different', reasons: [reason, ...traits, ...ins === 'other' ? ['other-ins' as const] : []] }
}

/** Same number although it cannot be the same person for sure: to be shown wherever either is. */
export function isConflict(one: Identity, other: Identity): boolean {
  const { verdict, reasons } = judgeIdentity(one, other)
  return verdict !== 'same' && !reasons.some((reason) => reason === 'other-number' || reason === 'other-issuer' || reason === 'no-number')
}

function joined(traits: readonly IdentityReason[], ins: Compared, isIssuerUnknown: boolean): Judgement {
  const reasons = [...traits, ...ins === 'other' ? ['other-ins' as const] : [], ...isIssuerUnknown ? ['issuer-unknown' as const] : []]
  return { verdict: reasons.length === 0 ? 'same' : traits.length > 1 ? 'different' : 'doubtful', reasons }
}

type Compared = 'same' | 'other' | 'unknown'

function compareIns(one: Identity, other: Identity): Compared {
  const [a, b] = [comparableIns(one.ins), comparableIns(other.ins)]
  if (a === null || b === null || a.kind !== b.kind) return 'unknown'
  return a.value.slice(0, 13) === b.value.slice(0, 13) ? 'same' : 'other'
}

function compareNumbers(one: Identity, other: Identity): 'same' | 'unknown-issuer' | 'absent' | 'other-number' | 'other-issuer' {
  if (one.patientID === '' || other.patientID === '') return 'absent'
  if (one.patientID !== other.patientID) return 'other-number'
  if (one.issuerOfPatientID === other.issuerOfPatientID) return 'same'
  return one.issuerOfPatientID === '' || other.issuerOfPatientID === '' ? 'unknown-issuer' : 'other-issuer'
}

function differingTraits(one: Identity, other: Identity): IdentityReason[] {
  const sexes = [one.patientSex, other.patientSex]
  return [
    ...namesDiffer(one.patientName, other.patientName) ? ['other-name' as const] : [],
    ...one.patientBirthDate !== null && other.patientBirthDate !== null && one.patientBirthDate !== other.patientBirthDate ? ['other-birth-date' as const] : [],
    ...sexes.every((sex) => sex === 'F' || sex === 'M') && sexes[0] !== sexes[1] ? ['other-sex' as const] : [],
  ]
}

const allTraitsAgree = (one: Identity, other: Identity): boolean =>
  differingTraits(one, other).length === 0 && [one, other].every(({ patientName, patientBirthDate }) => !isAnonymousName(patientName) && patientBirthDate !== null)

/** A medium whose identity names nobody: no number, no name, or a placeholder in its place. */
export const isAnonymous = ({ patientID, patientName }: Identity): boolean => patientID === '' || isAnonymousName(patientName)
