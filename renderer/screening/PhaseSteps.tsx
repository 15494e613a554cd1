/** Where a second reading stands: blind, frozen, revealed, signed. The policy says which steps there are. */
import { Check } from 'lucide-react'
import type { Reading } from '../../main/contract/index.ts'
import { courseOf } from '../../main/domain/second-reading/index.ts'
import { useText } from '../i18n/index.ts'

export function PhaseSteps({ reading }: { reading: Reading }) {
  const t = useText('screening')
  const course = courseOf(reading.kind, reading.policy)
  const steps = [...Object.keys(course), 'DEFINITIF'] as Reading['phase'][]
  if (steps.length < 3) return null
  const present = steps.indexOf(reading.phase)
  return (
    <ol className="reading-steps" aria-label={t('steps.title')}>
      {steps.map((step, index) => (
        <li key={step} data-state={index < present || reading.phase === 'DEFINITIF' ? 'done' : index === present ? 'now' : 'ahead'} data-phase={step} aria-current={index === present ? 'step' : undefined}>
          {index < present || reading.phase === 'DEFINITIF' ? <Check size={12} aria-label={t('steps.done')} role="img" /> : null}
          {t(`steps.${step}`)}
        </li>
      ))}
    </ol>
  )
}
