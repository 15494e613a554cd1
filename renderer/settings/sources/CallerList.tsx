/** Who else may call this console: title and address, both. */
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../i18n/index.ts'
import { Button, IconButton, TextField } from '../../ui/index.ts'
import type { SettingsDraft } from '../settings-input.ts'

type Callers = SettingsDraft['dicomIdentity']['listen']['callers']

export function CallerList({ callers, disabled, change }: { callers: Callers; disabled: boolean; change: (callers: Callers) => void }) {
  const t = useText('sources')
  const [aeTitle, setTitle] = useState('')
  const [address, setAddress] = useState('')
  const isWhole = /^[\x20-\x5b\x5d-\x7e]{1,16}$/.test(aeTitle) && aeTitle.trim() !== '' && address.trim() !== ''
  const add = () => {
    change([...callers, { aeTitle, address: address.trim() }])
    setTitle('')
    setAddress('')
  }
  return (
    <div className="ui-field" role="group" aria-label={t('identity.callers')}>
      <span className="ui-field-label">{t('identity.callers')}</span>
      <span className="ui-field-hint">{t('identity.callersText')}</span>
      {callers.length === 0 ? <p className="ui-muted">{t('identity.callersNone')}</p> : (
        <ul className="so-callers">
          {callers.map((caller) => {
            const name = `${caller.aeTitle}@${caller.address}`
            return <li key={name}><span className="ui-selectable">{name}</span>{disabled ? null : <IconButton label={t('identity.removeCaller', { name })} icon={<X size={14} aria-hidden />} onClick={() => { change(callers.filter((one) => one !== caller)) }} />}</li>
          })}
        </ul>
      )}
      {disabled ? null : (
        <div className="so-add">
          <TextField label={t('identity.callerTitle')} value={aeTitle} maxLength={16} onChange={setTitle} />
          <TextField label={t('identity.callerAddress')} value={address} maxLength={253} onChange={setAddress} />
          <Button icon={<Plus size={14} aria-hidden />} disabled={!isWhole || callers.length >= 64} onClick={add}>{t('identity.addCaller')}</Button>
        </div>
      )}
    </div>
  )
}
