/** One step of a test: what it was, how it ended, how fast; under it what to do. */
import type { Settings, StepResult } from '../../../main/contract/index.ts'
import { useBilingual, useFormat, useText } from '../../i18n/index.ts'
import { Status } from '../../ui/index.ts'
import type { sources } from '../../i18n/fr/sources.ts'

type Advised = keyof typeof sources.advice
const advised = (code: string, all: object): code is Advised => Object.hasOwn(all, code)

export function StepRow({ result, identity }: { result: StepResult; identity: Settings['dicomIdentity'] }) {
  const t = useText('sources')
  const say = useBilingual()
  const format = useFormat()
  const { step, outcome, problem, reason, milliseconds, bytes, found } = result
  const listening = identity.listen.host === '' ? t('listeningNowhere') : t('listeningAt', { port: identity.listen.port })
  const measures = outcome !== 'OK' ? [] : [
    ...(found === null ? [] : [t('test.found', { count: found })]),
    ...(bytes === null ? [] : [format.bytes(bytes)]),
    ...(milliseconds === null ? [] : [format.quantity(milliseconds, 'ms')]),
    ...(bytes === null || milliseconds === null ? [] : [t('test.perSecond', { size: format.bytes((bytes * 1000) / Math.max(1, milliseconds)) })]),
  ]
  const advice = problem !== null && advised(problem.code, t('advice', { returnObjects: true })) ? t(`advice.${problem.code}`, { title: identity.aeTitle, listening }) : null
  return (
    <>
      <tr className={problem === null && reason === null ? undefined : 'so-explained'}>
        <th scope="row">{t(`test.steps.${step}`)}</th>
        <td><Status tone={outcome === 'OK' ? 'ok' : outcome === 'FAILED' ? 'alert' : 'neutral'}>{t(`test.outcome.${outcome}`)}</Status></td>
        <td className="so-measure">{measures.join(' · ')}</td>
      </tr>
      {problem === null && reason === null ? null : (
        <tr>
          <td colSpan={3} className="so-explanation ui-selectable">
            {problem === null ? null : <p>{say(problem)}</p>}
            {advice === null ? null : <p className="so-advice">{advice}</p>}
            {reason === null ? null : <p>{t(`test.reason.${reason}`)}</p>}
          </td>
        </tr>
      )}
    </>
  )
}
