/** In the bar, as long as results are on: which algorithm and version, what came of it (M32), how many marks are drawn, how
 *  many are held back, and how many have no place on the images shown (M31). */
import { TriangleAlert } from 'lucide-react'
import type { CadReport, Language } from '../../../main/contract/index.ts'
import type { Cad } from './use-cad.ts'
import { cadStrings, type CadStrings } from './strings.ts'
import './cad.css'

export function CadLine({ cad, language }: { cad: Cad; language: Language }) {
  const strings = cadStrings[language]
  const { answer, level } = cad
  if (!cad.isOffered) return null
  // There whatever the exam holds: it tells nothing before it is asked.
  const button = <button type="button" className="viewer-choice" aria-pressed={level !== 'off'} title={strings.action} onClick={() => cad.press()}>{strings.name}</button>
  if (level === 'off') return button
  return (
    <span className="viewer-cad-line" role="status" data-cad={level}>
      {button}
      {answer === null ? <span>{strings.loading}</span>
        : 'problem' in answer ? <span data-kind="extra"><TriangleAlert size={12} aria-hidden /> {answer.problem}</span>
        : answer.reports.length === 0 ? <span>{strings.none}</span>
        : answer.reports.map((report) => <Report key={report.sopInstanceUID} report={report} level={level} strings={strings} />)}
    </span>
  )
}

function Report({ report, level, strings }: { report: CadReport; level: Cad['level']; strings: CadStrings }) {
  const algorithms = report.algorithms.map(({ name, version }) => `${name} ${version}`.trim()).join(', ') || strings.unknownAlgorithm
  const required = report.findings.filter(({ rendering }) => rendering === 'required').length
  const optional = report.findings.length - required
  const isWhole = report.state.startsWith('succeeded')
  return (
    <span>
      {algorithms}
      {' · '}<span data-kind={isWhole ? 'none' : 'extra'}>{isWhole ? null : <TriangleAlert size={12} aria-hidden />} {strings.state[report.state]}</span>
      {' · '}{strings.marks(level === 'all' ? required + optional : required)}
      {level === 'required' && optional > 0 ? ` · ${strings.optional(optional)}` : null}
      {report.notPlaced === 0 ? null : <span data-kind="extra">{` · ${strings.notPlaced(report.notPlaced)}`}</span>}
    </span>
  )
}
