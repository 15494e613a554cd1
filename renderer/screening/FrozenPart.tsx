/** Between freeze and reveal: the own opinion as it was frozen, and what that means. */
import { Lock } from 'lucide-react'
import type { Reading } from '../../main/contract/index.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { OpinionSummary } from './OpinionSummary.tsx'

export function FrozenPart({ reading }: { reading: Reading }) {
  const t = useText('screening')
  const format = useFormat()
  return (
    <section className="reading-frozen" aria-label={t('frozen.title')}>
      <p className="reading-frozen-head"><Lock size={16} aria-hidden /><strong>{t('frozen.title')}</strong><span>{format.instant(reading.frozenAt)}</span></p>
      <p className="ui-muted">{reading.policy === 'INDEPENDANT' ? t('frozen.textIndependent') : t('frozen.text')}</p>
      <OpinionSummary avis={reading.blindAvis ?? reading.avis} />
    </section>
  )
}
