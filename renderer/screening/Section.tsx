/** A part of the sheet: its name, what belongs at the end of that line, its fields, what the rules say of it. */
import { type ReactNode, useId } from 'react'
import type { Reading } from '../../main/contract/index.ts'
import { FindingLines } from './FindingLines.tsx'

export function Section({ title, end, findings = [], strict = false, field, children }: {
  title: string
  end?: ReactNode
  findings?: Reading['findings']
  strict?: boolean
  /** Where « go to the first point » lands. */
  field?: string
  children?: ReactNode
}) {
  const id = useId()
  return (
    <section className="reading-section" aria-labelledby={id} data-field={field}>
      <div className="reading-section-head">
        <h3 id={id}>{title}</h3>
        {end}
      </div>
      {children}
      <div className="reading-findings-place"><FindingLines findings={findings} strict={strict} /></div>
    </section>
  )
}
