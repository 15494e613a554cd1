/** A part of the sheet that is folded while it is not needed: its name and, on the same line, what it says. */
import { ChevronDown, ChevronRight } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import type { Reading } from '../../../main/contract/index.ts'
import { FindingLines } from '../FindingLines.tsx'
import './fiche.css'

export function Fold({ title, summary, field, open, onOpen, findings = [], strict = false, children }: {
  title: string
  summary: ReactNode
  field: string
  open: boolean
  onOpen: (open: boolean) => void
  findings?: Reading['findings']
  strict?: boolean
  children: ReactNode
}) {
  const id = useId()
  return (
    <section className="reading-section fiche-fold" data-field={field} aria-labelledby={id}>
      <button type="button" className="fiche-fold-head" aria-expanded={open} onClick={() => { onOpen(!open) }}>
        {open ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
        <span id={id} className="fiche-fold-title">{title}</span>
        <span className="fiche-fold-summary">{summary}</span>
      </button>
      {open ? <div className="fiche-fields">{children}</div> : null}
      <FindingLines findings={findings} strict={strict} />
    </section>
  )
}
