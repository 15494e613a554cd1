/** What the second reader has before him of the first reader's sheet: never its conclusion. */
import { FileText, Paperclip } from 'lucide-react'
import type { ContexteL1 } from '../../../main/contract/index.ts'
import { useLanguage } from '../../i18n/index.ts'
import { useContextWords } from './context-words.ts'
import { ficheStrings } from './strings.ts'
import './fiche.css'

export function ContextBlock({ contexte }: { contexte: ContexteL1 }) {
  const words = ficheStrings[useLanguage()]
  const { examination, technique, history, felt } = useContextWords(contexte)
  return (
    <section className="fiche-context" aria-label={words.context}>
      <p className="fiche-context-head"><FileText size={14} aria-hidden />{words.context}{contexte.bdiJoint ? <span className="fiche-context-slot"><Paperclip size={12} aria-hidden />{words.contextWorkup}</span> : null}</p>
      <dl>
        <div><dt>{words.examination}</dt><dd>{examination}{felt.length === 0 ? null : <ul>{felt.map((line) => <li key={line}>{line}</li>)}</ul>}</dd></div>
        {technique === '' ? null : <div><dt>{words.technique}</dt><dd>{technique}</dd></div>}
        {history === '' ? null : <div><dt>{words.history}</dt><dd>{history}</dd></div>}
      </dl>
    </section>
  )
}
