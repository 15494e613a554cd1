/** Founding the register: everybody whose keys stand in the vault, with the fingerprint to compare, ticked one by one. Who is
 *  not ticked keeps the account and is confirmed later. */
import { useId, useState } from 'react'
import type { CentrePerson, CentreStatus } from '../../main/contract/index.ts'
import { useProblemText } from '../api/index.ts'
import { useAccount } from '../app/session.ts'
import { useText } from '../i18n/index.ts'
import { Button, Checkbox, Dialog, Notice } from '../ui/index.ts'
import { useKeyAct } from './use-key-act.ts'

export function FoundDialog({ status: { people, ownFingerprint }, onClose }: { status: CentreStatus; onClose: () => void }) {
  const t = useText('settings')
  const common = useText('common')
  const problem = useProblemText()
  const group = useId()
  const own = useAccount().id
  const others = people.filter(({ accountId }) => accountId !== own)
  const [ticked, setTicked] = useState<readonly CentrePerson[]>([])
  const [understood, setUnderstood] = useState(false)
  const found = useKeyAct('keys.found', t('centreKey.foundDone'))
  const kind = ({ here, holds, coordinates }: CentrePerson) => t(!here ? 'centreKey.elsewhere' : holds ? 'centreKey.holdsNow' : coordinates ? 'centreKey.coordinator' : 'centreKey.accountHere')
  return (
    <Dialog open size="wide" onClose={onClose} title={t('centreKey.foundTitle')} description={t('centreKey.foundText')}>
      <div className="ui-stack">
        <p>{t('centreKey.own')} <code>{ownFingerprint}</code></p>
        {others.length === 0 ? <p className="ui-muted">{t('centreKey.alone')}</p> : (
          <div className="ui-stack" role="group" aria-labelledby={group}>
            <p className="ui-label" id={group}>{t('centreKey.comparedWith')}</p>
            {others.map((one) => (
              <Checkbox key={one.accountId} label={`${one.displayName} (${kind(one)})`} hint={<code>{one.fingerprint}</code>} checked={ticked.includes(one)}
                onChange={(on) => { setTicked(on ? [...ticked, one] : ticked.filter((each) => each !== one)) }} />
            ))}
          </div>
        )}
        <Checkbox label={t('centreKey.foundOnce')} checked={understood} onChange={setUnderstood} />
        {found.error === null ? null : <Notice tone="alert">{problem(found.error)}</Notice>}
        <div className="ui-row se-dialog-actions">
          <Button size="large" onClick={onClose}>{common('cancel')}</Button>
          <Button size="large" variant="primary" disabled={!understood || found.isPending} onClick={() => { found.run({ compared: ticked.map(({ accountId, fingerprint }) => ({ accountId, fingerprint })) }, onClose) }}>{t('centreKey.foundConfirm')}</Button>
        </div>
      </div>
    </Dialog>
  )
}
