/** After the reveal the second reader may change the opinion, with a reason; the blind one is kept beside it. */
import type { Revealed } from '../../main/contract/index.ts'
import { useText } from '../i18n/index.ts'
import { TextField } from '../ui/index.ts'
import { opinionWords } from './opinion-words.ts'
import type { ReadingSession, Revision } from './reading-session.ts'

export function RevisionPart({ session, revision, theirs }: { session: ReadingSession; revision: Revision; theirs: Revealed | null }) {
  const t = useText('screening')
  return (
    <section className="reading-revision" aria-label={t('change.title')}>
      <h3>{t('change.title')}</h3>
      <p className="ui-muted">{t('change.text')}</p>
      {theirs === null ? null : <p>{t('change.theirs', { opinion: opinionWords(theirs.avis, t) })}</p>}
      <TextField label={t('change.reason')} hint={t('change.reasonHint')} value={revision.reason} lines={2} maxLength={2000} required autoFocus onChange={(reason) => { session.revise({ ...revision, reason }) }} />
    </section>
  )
}
