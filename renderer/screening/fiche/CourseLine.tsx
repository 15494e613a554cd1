/** Course of action (IV.B): derived from the categories, chosen by hand only where the order leaves a choice; and
 *  whether the exam goes to the second reader. */
import type { Reading } from '../../../main/contract/index.ts'
import { allowedCats, catOf, catWords, wayWords, waysOf } from '../../../main/domain/sheet/index.ts'
import { useBilingual } from '../../i18n/index.ts'
import { Segments, TextField } from '../../ui/index.ts'
import { Section } from '../Section.tsx'
import type { SheetEditor } from '../use-sheet-editor.ts'
import { useFiche } from './use-fiche.ts'

export function CourseLine({ editor, findings, strict }: { editor: SheetEditor; findings: Reading['findings']; strict: boolean }) {
  const inLanguage = useBilingual()
  const { fiche, readOnly, words, set } = useFiche(editor)
  const { avis } = editor
  const given = editor.imaged.every((cote) => avis.acr[cote] !== null)
  const allowed = allowedCats(avis)
  const cat = catOf(avis)
  const way = waysOf(avis)[0]
  return (
    <Section title={words.course} field="CAT" findings={findings} strict={strict}>
      {!given || cat === null ? <p className="reading-none">{words.courseOpen}</p> : (
        <>
          {allowed.length === 1 && fiche.cat === null
            ? <p className="fiche-course"><strong>{inLanguage(catWords[cat])}</strong></p>
            : <Segments label={words.course} value={fiche.cat} disabled={readOnly} clearable options={[...new Set([...allowed, ...(fiche.cat === null ? [] : [fiche.cat])])].map((value) => ({ value, label: value === 'RCP' ? 'RCP' : inLanguage(catWords[value]), name: inLanguage(catWords[value]) }))} onChange={(value) => { set('cat', value) }} />}
          {cat !== 'SURVEILLANCE' ? null : (
            <TextField label={words.months} type="number" min={1} max={24} readOnly={readOnly} value={fiche.delaiSurveillanceMois === null ? '' : String(fiche.delaiSurveillanceMois)}
              onChange={(value) => { const months = Number(value); set('delaiSurveillanceMois', Number.isInteger(months) && months >= 1 && months <= 24 ? months : null) }} />
          )}
          {way === undefined ? null : <p className="fiche-way" data-way={way}>{inLanguage(wayWords[way])}</p>}
        </>
      )}
    </Section>
  )
}
