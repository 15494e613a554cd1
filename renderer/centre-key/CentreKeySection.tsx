/** The centre's key: who keeps it, said plainly where that is the weaker mode; the acts of the ceremony; and, for a
 *  coordinator, the second readings that wait for a release. Nothing here tells what anybody concluded. */
import { KeyRound, LockOpen, RotateCw } from 'lucide-react'
import { useState } from 'react'
import type { CentreStatus } from '../../main/contract/index.ts'
import { useAct, useOperation, useProblemText, useRefresh } from '../api/index.ts'
import { useHasRole } from '../app/session.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { Button, ConfirmDialog, EmptyState, Notice, Waiting } from '../ui/index.ts'

export function CentreKeySection() {
  const t = useText('settings')
  const common = useText('common')
  const problem = useProblemText()
  const coordinates = useHasRole('COORDINATOR')
  const status = useOperation('keys.status', {})
  if (status.error !== null) return <Notice tone="alert">{problem(status.error)}</Notice>
  if (status.isPending) return <Waiting>{common('loading')}</Waiting>
  const { mode, fingerprint, earlier } = status.data
  return (
    <section className="se-block">
      <Notice tone={mode === 'CONSOLE' ? 'warn' : 'neutral'} title={t(`centreKey.modes.${mode}`)}>{t(`centreKey.explain.${mode}`)}</Notice>
      <p>{t('centreKey.fingerprint')} <code>{fingerprint}</code>{earlier === 0 ? null : <span className="ui-muted"> · {t('centreKey.earlier', { count: earlier })}</span>}</p>
      <Holders status={status.data} />
      {coordinates ? <Releases /> : null}
    </section>
  )
}

function Holders({ status: { coordinators, held } }: { status: CentreStatus }) {
  const t = useText('settings')
  const problem = useProblemText()
  const refresh = useRefresh()
  const administers = useHasRole('ADMIN')
  const coordinates = useHasRole('COORDINATOR')
  const [asking, setAsking] = useState(false)
  const rotate = useAct('keys.rotate')
  const grant = useAct('keys.grant')
  const withdraw = useAct('keys.withdraw')
  const done = { onSuccess: () => { refresh('keys.status') } }
  const error = rotate.error ?? grant.error ?? withdraw.error
  const mayAct = held && (administers || coordinates)
  return (
    <>
      {coordinators.length === 0 ? null : (
        <table className="se-table">
          <caption className="ui-visually-hidden">{t('centreKey.holders')}</caption>
          <thead><tr><th scope="col">{t('centreKey.holders')}</th><th scope="col">{t('centreKey.holdsKey')}</th>{mayAct ? <th scope="col">{t('centreKey.act')}</th> : null}</tr></thead>
          <tbody>
            {coordinators.map(({ accountId, displayName, holds }) => (
              <tr key={accountId}>
                <td>{displayName}</td>
                <td>{holds ? t('centreKey.yes') : t('centreKey.no')}</td>
                {mayAct ? <td>{holds
                  ? <Button disabled={withdraw.isPending || coordinators.filter((one) => one.holds).length === 1} onClick={() => { withdraw.mutate({ accountId }, done) }}>{t('centreKey.withdraw')}</Button>
                  : <Button icon={<KeyRound size={14} aria-hidden />} disabled={grant.isPending} onClick={() => { grant.mutate({ accountId }, done) }}>{t('centreKey.grant')}</Button>}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {error === null ? null : <Notice tone="alert">{problem(error)}</Notice>}
      {mayAct ? <div className="ui-row"><Button icon={<RotateCw size={14} aria-hidden />} disabled={rotate.isPending} onClick={() => { setAsking(true) }}>{t('centreKey.rotate')}</Button></div> : null}
      <ConfirmDialog open={asking} title={t('centreKey.rotateTitle')} confirmLabel={t('centreKey.rotate')} onCancel={() => { setAsking(false) }} onConfirm={() => { setAsking(false); rotate.mutate({}, done) }}>
        <p>{t('centreKey.rotateText')}</p>
      </ConfirmDialog>
    </>
  )
}

function Releases() {
  const t = useText('settings')
  const problem = useProblemText()
  const refresh = useRefresh()
  const format = useFormat()
  const waiting = useOperation('exchange.waiting', {})
  const release = useAct('exchange.release')
  return (
    <>
      <h3>{t('centreKey.waiting')}</h3>
      {release.error === null ? null : <Notice tone="alert">{problem(release.error)}</Notice>}
      {waiting.data === undefined || waiting.data.rows.length === 0 ? <EmptyState icon={LockOpen} title={t('centreKey.nothingWaits')}>{t('centreKey.nothingWaitsText')}</EmptyState> : (
        <table className="se-table">
          <caption className="ui-visually-hidden">{t('centreKey.waiting')}</caption>
          <thead><tr><th scope="col">{t('centreKey.reader')}</th><th scope="col">{t('centreKey.frozenAt')}</th><th scope="col">{t('centreKey.act')}</th></tr></thead>
          <tbody>
            {waiting.data.rows.map(({ readingId, kind, readerCode, frozenAt }) => (
              <tr key={readingId}>
                <td>{readerCode}{kind === 'ARBITRATION' ? <span className="ui-muted"> · {t('centreKey.arbiter')}</span> : null}</td>
                <td>{format.instant(frozenAt)}</td>
                <td><Button icon={<LockOpen size={14} aria-hidden />} disabled={release.isPending} onClick={() => { release.mutate({ readingId }, { onSettled: () => { refresh('exchange.waiting') } }) }}>{t('centreKey.release')}</Button></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
