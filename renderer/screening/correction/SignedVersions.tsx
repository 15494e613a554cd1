/** The signed versions of a corrected reading, the standing one first: when, what, why; and the blind opinion, which figures
 *  count. Nothing where nothing was corrected. */
import { Check, History } from 'lucide-react'
import type { Reading } from '../../../main/contract/index.ts'
import { useFormat, useLanguage, useText } from '../../i18n/index.ts'
import { opinionWords } from '../opinion-words.ts'
import { Section } from '../Section.tsx'
import './correction.css'
import { correctionStrings } from './strings.ts'

export function SignedVersions({ reading: { versions, changeReason, blindAvis } }: { reading: Reading }) {
  const words = correctionStrings[useLanguage()]
  const t = useText('screening')
  const format = useFormat()
  if (versions.length < 2) return null
  const numbered = versions.map((version, index) => ({ ...version, number: index + 1 })).toReversed()
  return (
    <Section title={words.versions}>
      <ol className="correction-versions">
        {numbered.map(({ number, signedAt, avis }) => {
          const stands = number === versions.length
          const Icon = stands ? Check : History
          return (
            <li key={number} data-stands={stands || undefined}>
              <p className="correction-version"><Icon size={14} aria-hidden /><strong>{words.version(number, format.instant(signedAt))}</strong></p>
              <p><span className="ui-muted">{stands ? words.stands : words.replaced} ·</span> {opinionWords(avis, t)}</p>
              {stands ? <p className="ui-muted ui-selectable">{words.reason(changeReason)}</p> : null}
            </li>
          )
        })}
      </ol>
      {blindAvis === null ? null : <p className="ui-muted correction-blind">{words.blind(opinionWords(blindAvis, t))}</p>}
    </Section>
  )
}
