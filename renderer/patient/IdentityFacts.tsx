/** INS with its status, birth name and the rest, for the bar of a reading and the line under the worklist. */
import { ShieldCheck, TriangleAlert } from 'lucide-react'
import type { PatientIdentity } from '../../main/contract/index.ts'
import { useLanguage } from '../i18n/index.ts'
import { identityFacts } from './facts.ts'
import './patient.css'
import { patientStrings } from './strings.ts'

export function IdentityFacts({ identity }: { identity: PatientIdentity | undefined }) {
  const words = patientStrings[useLanguage()]
  if (identity === undefined) return null
  return identityFacts(identity, words).map(({ text, tone }) => (
    <span key={text} className="pt-fact" data-tone={tone}>
      {tone === 'ok' ? <ShieldCheck size={14} aria-hidden /> : tone === 'warn' ? <TriangleAlert size={14} aria-hidden /> : null}{text}
    </span>
  ))
}
