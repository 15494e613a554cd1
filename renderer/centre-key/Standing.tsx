/** The marks that are read to one another, and whether the centre's key is the one that this session knows. Where it is not,
 *  what was found, what it means, and the two ways on: comparing, or founding anew. */
import { useState } from 'react'
import type { CentreStatus } from '../../main/contract/index.ts'
import { useText, useBilingual } from '../i18n/index.ts'
import { Button, Notice } from '../ui/index.ts'
import { CompareDialog } from './CompareDialog.tsx'
import { FoundDialog } from './FoundDialog.tsx'
import { useKeyAct } from './use-key-act.ts'

type Code = NonNullable<CentreStatus['finding']>['code']
/** Steps of a ceremony; every other finding is an alarm. */
const steps: readonly Code[] = ['keys/not-founded', 'keys/to-compare']

export function Standing({ status }: { status: CentreStatus }) {
  const { fingerprint, earlier, mark, statements, compared, finding, ownFingerprint, held } = status
  const t = useText('settings')
  const say = useBilingual()
  const compare = useKeyAct('keys.compare', t('centreKey.comparedDone'))
  const [open, setOpen] = useState<'compare' | 'found' | null>(null)
  const mayFound = held && finding !== null && finding.code !== 'keys/to-compare'
  const mayCompare = finding === null ? mark !== null && !compared : finding.code !== 'keys/not-founded' && (mark !== null || finding.code === 'keys/centre-changed')
  return (
    <>
      {finding === null ? null : <Notice tone={steps.includes(finding.code) ? 'warn' : 'alert'} title={t(steps.includes(finding.code) ? 'centreKey.step' : 'centreKey.alarm')}>{say(finding)}</Notice>}
      {status.people.some(({ changed }) => changed) ? <Notice tone="alert" title={t('centreKey.alarm')}>{t('centreKey.changedText')}</Notice> : null}
      <dl className="ui-facts">
        <dt>{t('centreKey.fingerprint')}</dt><dd><code>{fingerprint}</code>{earlier === 0 ? null : <span className="ui-muted"> · {t('centreKey.earlier', { count: earlier })}</span>}</dd>
        {mark === null ? null : (
          <>
            <dt>{t(statements === null ? 'centreKey.joinedMark' : 'centreKey.mark')}</dt>
            <dd><code>{mark}</code><span className="ui-muted"> · {statements === null ? '' : `${t('centreKey.statements', { count: statements })} · `}{t(compared ? 'centreKey.compared' : 'centreKey.notCompared')}</span></dd>
          </>
        )}
        <dt>{t('centreKey.own')}</dt><dd><code>{ownFingerprint}</code></dd>
      </dl>
      {statements === null ? null : <p className="ui-muted">{t('centreKey.markHint')}</p>}
      {!mayCompare && !mayFound ? null : (
        <div className="ui-row">
          {mayCompare ? <Button onClick={() => { setOpen('compare') }}>{t('centreKey.compare')}</Button> : null}
          {mayFound ? <Button onClick={() => { setOpen('found') }}>{t('centreKey.found')}</Button> : null}
        </div>
      )}
      {open === 'compare' ? (
        <CompareDialog title={t('centreKey.compareTitle')} text={t(mark === null ? 'centreKey.compareLeft' : statements === null ? 'centreKey.compareCentre' : 'centreKey.compareText')} value={mark} confirm={t('centreKey.compareConfirm')} act={compare} onClose={() => { setOpen(null) }} onConfirm={(done) => { compare.run({ mark }, done) }} />
      ) : null}
      {open === 'found' ? <FoundDialog status={status} onClose={() => { setOpen(null) }} /> : null}
    </>
  )
}
