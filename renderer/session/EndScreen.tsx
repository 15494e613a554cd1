/** The end of a session: every exam with the opinion given and how it stands, and the one signature for all that are
 *  ready. What could not be signed says why, and can be signed when asked again. */
import { PenLine } from 'lucide-react'
import { useState } from 'react'
import type { Output, ReadingSession, SignedOutcome } from '../../main/contract/index.ts'
import { useApi, useOperation, useRefresh } from '../api/index.ts'
import { formatPatientName, useBilingual, useFormat, useLanguage } from '../i18n/index.ts'
import { SignDialog } from '../screening/SignDialog.tsx'
import { Button, Notice, ScrollRegion, Status, Waiting, type Tone } from '../ui/index.ts'
import './session.css'
import { sessionStrings } from './strings.ts'

type Opinion = Output<'sessions.opinions'>['opinions'][number]
const tones: Record<Opinion['standing'], Tone> = { 'to-sign': 'accent', 'to-reveal': 'warn', 'no-opinion': 'neutral', 'skipped': 'neutral', 'signed': 'ok' }

export function EndScreen({ sessionId, onBack, onClose }: { sessionId: ReadingSession['id']; onBack: (() => void) | null; onClose: () => void }) {
  const words = sessionStrings[useLanguage()]
  const format = useFormat()
  const inLanguage = useBilingual()
  const { call } = useApi()
  const refresh = useRefresh()
  const [signing, setSigning] = useState(false)
  const [outcomes, setOutcomes] = useState<readonly SignedOutcome[] | null>(null)
  const listed = useOperation('sessions.opinions', { sessionId }).data
  if (listed === undefined) return <Waiting block>{words.ended}</Waiting>
  const ready = listed.opinions.filter(({ standing }) => standing === 'to-sign').length
  const problemOf = (position: number) => outcomes?.find((one) => one.position === position)?.problem ?? null
  const sign = async (passphrase: string) => {
    const answer = await call('sessions.finalise', { sessionId, passphrase })
    setOutcomes(answer.outcomes)
    refresh('sessions.opinions', 'sessions.offer', 'worklist.query', 'worklist.facets')
  }
  const acr = ({ avis }: Opinion) => (avis === null ? '–' : (['D', 'G'] as const).map((cote) => (avis.acr[cote] === null ? null : `${cote} ACR ${avis.acr[cote]}`)).filter((part) => part !== null).join(' · '))
  return (
    <section className="session-end" aria-label={words.ended}>
      <h2>{words.ended} · {words.opinions(listed.opinions.length)}</h2>
      {outcomes === null ? null : <Notice tone={outcomes.every(({ signed }) => signed) ? 'ok' : 'warn'}>{words.signedCount(outcomes.filter(({ signed }) => signed).length, outcomes.length)}</Notice>}
      <ScrollRegion label={words.columns.opinion} className="session-list">
        <table>
          <thead><tr>{(['place', 'patient', 'date', 'opinion', 'standing'] as const).map((name) => <th key={name} scope="col">{words.columns[name]}</th>)}</tr></thead>
          <tbody>
            {listed.opinions.map((one) => {
              const problem = problemOf(one.position)
              return (
                <tr key={one.position}>
                  <td>{one.position}</td><td>{formatPatientName(one.study.patientName) || words.unnamed}</td><td>{format.day(one.study.studyDate)}</td><td>{acr(one)}</td>
                  <td><Status tone={tones[one.standing]}>{words.standing[one.standing]}</Status>{problem === null || one.standing === 'signed' ? null : <span className="ui-muted"> {inLanguage(problem)}</span>}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </ScrollRegion>
      <div className="ui-row">
        {onBack === null ? null : <Button size="large" onClick={onBack}>{words.back}</Button>}
        <Button size="large" onClick={onClose}>{words.close}</Button>
        <Button size="large" variant="primary" autoFocus icon={<PenLine size={14} aria-hidden />} disabled={ready === 0} onClick={() => { setSigning(true) }}>{words.sign(ready)}</Button>
      </div>
      <SignDialog open={signing} title={words.sign(ready)} consequence={words.signText} onClose={() => { setSigning(false) }} onSign={sign}><p>{words.opinions(ready)}</p></SignDialog>
    </section>
  )
}
