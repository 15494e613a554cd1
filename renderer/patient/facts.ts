/** What is known of an identity, as short facts in the order of identity vigilance: INS with its status, birth name, first
 *  given name, place. A number of the test or demonstration authority is said to name nobody. */
import type { PatientIdentity } from '../../main/contract/index.ts'
import { groupedIns } from '../../main/domain/identity/index.ts'
import { formatPatientName } from '../i18n/index.ts'
import type { PatientStrings } from './strings.ts'

export interface IdentityFact { readonly text: string; readonly tone: 'plain' | 'ok' | 'warn' }

export function identityFacts(identity: PatientIdentity, words: PatientStrings): IdentityFact[] {
  const { ins, insStatus, birthName, firstGivenName, birthPlace } = identity
  const others = [
    birthName === '' ? '' : words.birthName(formatPatientName(birthName)), firstGivenName === '' ? '' : words.firstGivenName(firstGivenName), birthPlace === '' ? '' : words.birthPlace(birthPlace),
  ].filter((text) => text !== '')
  return [insFact(ins, insStatus, words), ...others.map((text) => ({ text, tone: 'plain' as const }))]
}

function insFact(ins: PatientIdentity['ins'], status: PatientIdentity['insStatus'], words: PatientStrings): IdentityFact {
  if (ins === null) return { text: words.status.ABSENT, tone: 'plain' }
  const isReal = ins.kind === 'NIR' || ins.kind === 'NIA'
  const faults = ins.faults.map((fault) => words.faults[fault])
  const said = isReal ? [words.status[status], ...faults] : [words.notReal, ...faults]
  return { text: `${words.ins[ins.kind]} ${groupedIns(ins.value)} (${said.join(', ')})`, tone: !isReal || faults.length > 0 ? 'warn' : status === 'QUALIFIED' ? 'ok' : 'plain' }
}
