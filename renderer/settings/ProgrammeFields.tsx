/** What is read in the organised programme: tomosynthesis and synthetic 2D or conventional 2D alone, for the structure and
 *  otherwise for some of its sites. */
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { ProgrammeSettings } from '../../main/contract/index.ts'
import { siteName } from '../../main/domain/tomosynthesis/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, Checkbox, IconButton, TextField } from '../ui/index.ts'

export function ProgrammeFields({ programme, administers, edit }: { programme: ProgrammeSettings; administers: boolean; edit: (programme: ProgrammeSettings) => void }) {
  const t = useText('settings')
  const [name, setName] = useState('')
  const { tomosynthesis } = programme
  const change = (over: Partial<typeof tomosynthesis>): void => { edit({ ...programme, tomosynthesis: { ...tomosynthesis, ...over } }) }
  const isKnown = Object.keys(tomosynthesis.sites).some((one) => siteName(one) === siteName(name))
  const add = (): void => {
    change({ sites: { ...tomosynthesis.sites, [name.trim()]: !tomosynthesis.default } })
    setName('')
  }
  return (
    <section className="se-block">
      <h3>{t('programme.title')}</h3>
      <Checkbox label={t('programme.tomosynthesis')} hint={t('programme.hint')} checked={tomosynthesis.default} disabled={!administers} onChange={(read) => { change({ default: read }) }} />
      <h4 className="ui-label">{t('programme.sites')}</h4>
      {Object.keys(tomosynthesis.sites).length === 0 ? <p className="ui-muted">{t('programme.none')}</p> : (
        <ul className="se-sites" aria-label={t('programme.sites')}>
          {Object.entries(tomosynthesis.sites).map(([site, read]) => (
            <li key={site} className="ui-row">
              <Checkbox label={t('programme.site', { site })} checked={read} disabled={!administers} onChange={(next) => { change({ sites: { ...tomosynthesis.sites, [site]: next } }) }} />
              {administers ? <IconButton label={t('programme.remove', { site })} icon={<X size={14} aria-hidden />} onClick={() => { change({ sites: Object.fromEntries(Object.entries(tomosynthesis.sites).filter(([one]) => one !== site)) }) }} /> : null}
            </li>
          ))}
        </ul>
      )}
      {administers ? (
        <div className="se-pair">
          <TextField label={t('programme.name')} hint={t('programme.nameHint')} value={name} maxLength={64} onChange={setName} />
          <div className="se-add"><Button icon={<Plus size={14} aria-hidden />} disabled={name.trim() === '' || isKnown} onClick={add}>{t('programme.add')}</Button></div>
        </div>
      ) : null}
    </section>
  )
}
