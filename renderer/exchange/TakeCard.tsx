/** Takes in a card: a file is chosen, what it says is shown with its fingerprint, and nothing is trusted before somebody
 *  says that the fingerprint was compared aloud. */
import { FileInput } from 'lucide-react'
import { useRef, useState } from 'react'
import type { CardSummary } from '../../main/contract/index.ts'
import { useAct, useProblemText } from '../api/index.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { Button, Checkbox, Dialog, Notice } from '../ui/index.ts'
import { Fingerprint } from './Fingerprint.tsx'

interface Chosen { readonly text: string; readonly card: CardSummary }

export function TakeCard({ label, act, onDone }: { label: string; act: 'exchange.admitReader' | 'exchange.joinCentre'; onDone: (card: CardSummary) => void }) {
  const problem = useProblemText()
  const file = useRef<HTMLInputElement>(null)
  const read = useAct('exchange.readCard')
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const pick = (input: HTMLInputElement) => {
    const [one] = input.files ?? []
    input.value = ''
    if (one === undefined) return
    void one.text().then((text) => { read.mutate({ text }, { onSuccess: (card) => { setChosen({ text, card }) } }) })
  }
  return (
    <div className="ui-stack">
      <div className="ui-row"><Button icon={<FileInput size={14} aria-hidden />} disabled={read.isPending} onClick={() => { file.current?.click() }}>{label}</Button></div>
      <input ref={file} type="file" accept=".json,application/json" hidden tabIndex={-1} aria-hidden onChange={(event) => { pick(event.currentTarget) }} data-card="" />
      {read.error === null ? null : <Notice tone="alert">{problem(read.error)}</Notice>}
      {chosen === null ? null : <Compare chosen={chosen} act={act} onClose={() => { setChosen(null) }} onDone={() => { setChosen(null); onDone(chosen.card) }} />}
    </div>
  )
}

function Compare({ chosen: { text, card }, act, onClose, onDone }: { chosen: Chosen; act: 'exchange.admitReader' | 'exchange.joinCentre'; onClose: () => void; onDone: () => void }) {
  const t = useText('exchange')
  const app = useText('app')
  const common = useText('common')
  const format = useFormat()
  const problem = useProblemText()
  const [compared, setCompared] = useState(false)
  const trust = useAct(act)
  return (
    <Dialog open onClose={onClose} title={t(`check.${card.kind}`)} description={t('check.text')}>
      <div className="ui-stack">
        <dl className="ui-facts">
          <dt>{t('name')}</dt><dd>{card.name === '' ? t('unnamed') : card.name}</dd>
          {card.roles.length === 0 ? null : <><dt>{t('roles')}</dt><dd>{card.roles.map((role) => app(`roles.${role}`)).join(', ')}</dd></>}
          {card.coordinators.length === 0 ? null : <><dt>{t('coordinators')}</dt><dd>{card.coordinators.join(', ')}</dd></>}
          <dt>{t('issuedAt')}</dt><dd>{format.instant(card.issuedAt)}</dd>
        </dl>
        <Fingerprint value={card.fingerprint} large />
        {card.known ? <Notice tone="neutral">{t('check.known')}</Notice> : null}
        <Checkbox label={t('check.compared')} checked={compared} onChange={setCompared} />
        {trust.error === null ? null : <Notice tone="alert">{problem(trust.error)}</Notice>}
        <div className="ui-row se-dialog-actions">
          <Button size="large" onClick={onClose}>{common('cancel')}</Button>
          <Button size="large" variant="primary" disabled={!compared || trust.isPending} onClick={() => { trust.mutate({ text, fingerprint: card.fingerprint }, { onSuccess: onDone }) }}>
            {t(act === 'exchange.admitReader' ? 'check.admit' : 'check.join')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
