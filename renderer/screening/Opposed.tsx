/** Before an arbiter: the two opinions side by side, by code, point by point. Nothing tells who gave which, nor who read
 *  first. Until a coordinator has released both, that they wait. */
import { Equal, EqualNot } from 'lucide-react'
import { useMemo } from 'react'
import type { Reading, Revealed } from '../../main/contract/index.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { Notice } from '../ui/index.ts'
import { BothSchemes, ComparedTable } from './Comparison.tsx'
import { compareAvis } from './comparison.ts'

export function OpposedPart({ reading }: { reading: Reading }) {
  const t = useText('screening')
  const [one, other] = reading.opposed ?? []
  if (one === undefined || other === undefined) return <Notice tone="neutral" title={t('opposed.waits')}>{t('opposed.waitsText')}</Notice>
  return <Opposed one={one} other={other} />
}

function Opposed({ one, other }: { one: Revealed; other: Revealed }) {
  const t = useText('screening')
  const format = useFormat()
  const compared = useMemo(() => compareAvis(one.avis, other.avis), [one.avis, other.avis])
  const names = [t('opposed.reader', { number: 1 }), t('opposed.reader', { number: 2 })] as const
  const short = (digest: string) => `${digest.slice(0, 8)}…${digest.slice(-4)}`
  return (
    <section className="reading-comparison" aria-label={t('opposed.title')}>
      <p className="reading-verdict" data-differs={compared.differences > 0 || undefined}>
        {compared.differences === 0 ? <Equal size={16} aria-hidden /> : <EqualNot size={16} aria-hidden />}
        {compared.differences === 0 ? t('opposed.agree') : t('compare.differences', { count: compared.differences })}
      </p>
      <ComparedTable compared={compared} mine={one.avis} theirs={other.avis} titles={[<>{names[0]}<span className="reading-reader">{one.readerCode}</span></>, <>{names[1]}<span className="reading-reader">{other.readerCode}</span></>]} />
      {compared.pairs.length === 0 ? null : <BothSchemes mine={one.avis} theirs={other.avis} names={names} />}
      <p className="reading-seal">{t('opposed.signed', { one: format.instant(one.signedAt), other: format.instant(other.signedAt) })} {t('opposed.digests', { one: short(one.envelopeDigest), other: short(other.envelopeDigest) })}</p>
    </section>
  )
}
