/** Who holds the centre's key and whose keys were compared; entrusting, confirming, taking back and renewing, in a session
 *  that holds the key. */
import { BadgeCheck, KeyRound, RotateCw } from 'lucide-react'
import { useState } from 'react'
import type { CentrePerson, CentreStatus } from '../../main/contract/index.ts'
import { useProblemText } from '../api/index.ts'
import { useHasRole } from '../app/session.ts'
import { useText } from '../i18n/index.ts'
import { Button, ConfirmDialog, Notice, Status } from '../ui/index.ts'
import { CompareDialog } from './CompareDialog.tsx'
import { useKeyAct } from './use-key-act.ts'

export function Holders({ status: { people, held, finding, mark } }: { status: CentreStatus }) {
  const t = useText('settings')
  const problem = useProblemText()
  const administers = useHasRole('ADMIN')
  const coordinates = useHasRole('COORDINATOR')
  const [asking, setAsking] = useState(false)
  const [person, setPerson] = useState<CentrePerson | null>(null)
  const rotate = useKeyAct('keys.rotate', t('centreKey.rotated'))
  const withdraw = useKeyAct('keys.withdraw', t('centreKey.withdrawn'))
  const grant = useKeyAct('keys.grant', t('centreKey.granted'))
  const confirm = useKeyAct('keys.confirm', t('centreKey.confirmedDone'))
  const error = rotate.error ?? withdraw.error
  const mayAct = held && (administers || coordinates) && finding === null
  const registered = mark !== null
  const listed = people.filter((one) => one.here && (registered || one.coordinates || one.holds))
  const last = people.filter(({ holds }) => holds).length === 1
  return (
    <>
      {listed.length === 0 ? null : (
        <table className="se-table">
          <caption className="ui-visually-hidden">{t('centreKey.holders')}</caption>
          <thead><tr><th scope="col">{t('centreKey.person')}</th><th scope="col">{t('centreKey.print')}</th><th scope="col">{t('centreKey.holdsKey')}</th>{registered ? <th scope="col">{t('centreKey.confirmed')}</th> : null}{mayAct ? <th scope="col">{t('centreKey.act')}</th> : null}</tr></thead>
          <tbody>
            {listed.map((one) => (
              <tr key={one.accountId}>
                <td>{one.displayName}</td>
                <td><code>{one.fingerprint}</code></td>
                <td>{one.holds ? t('centreKey.yes') : one.coordinates ? t('centreKey.notYet') : t('centreKey.no')}</td>
                {registered ? <td>{one.changed ? <Status tone="alert">{t('centreKey.exchanged')}</Status> : one.confirmed ? <Status tone="ok">{t('centreKey.yes')}</Status> : <Status tone="warn">{t('centreKey.toConfirm')}</Status>}</td> : null}
                {mayAct ? <td>{one.holds
                  ? <Button disabled={withdraw.isPending || last} onClick={() => { withdraw.run({ accountId: one.accountId }) }}>{t('centreKey.withdraw')}</Button>
                  : one.coordinates
                    ? <Button icon={<KeyRound size={14} aria-hidden />} aria-label={t('centreKey.grantTo', { name: one.displayName })} onClick={() => { setPerson(one) }}>{t('centreKey.grant')}</Button>
                    : one.confirmed || !registered ? null : <Button icon={<BadgeCheck size={14} aria-hidden />} aria-label={t('centreKey.confirmFor', { name: one.displayName })} onClick={() => { setPerson(one) }}>{t('centreKey.confirm')}</Button>}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {error === null ? null : <Notice tone="alert">{problem(error)}</Notice>}
      {mayAct ? <div className="ui-row"><Button icon={<RotateCw size={14} aria-hidden />} disabled={rotate.isPending} onClick={() => { setAsking(true) }}>{t('centreKey.rotate')}</Button></div> : null}
      <ConfirmDialog open={asking} title={t('centreKey.rotateTitle')} confirmLabel={t('centreKey.rotate')} onCancel={() => { setAsking(false) }} onConfirm={() => { setAsking(false); rotate.run({}) }}>
        <p>{t('centreKey.rotateText')}</p>
      </ConfirmDialog>
      {person === null ? null : (
        <CompareDialog title={t(person.coordinates ? 'centreKey.grantTitle' : 'centreKey.confirmTitle', { name: person.displayName })} text={t(person.coordinates ? 'centreKey.grantText' : 'centreKey.confirmText', { name: person.displayName })}
          value={person.fingerprint} confirm={t(person.coordinates ? 'centreKey.grantConfirm' : 'centreKey.confirmConfirm')} act={person.coordinates ? grant : confirm} onClose={() => { setPerson(null) }}
          onConfirm={(done) => { (person.coordinates ? grant : confirm).run({ accountId: person.accountId, fingerprint: person.fingerprint }, done) }} />
      )}
    </>
  )
}
