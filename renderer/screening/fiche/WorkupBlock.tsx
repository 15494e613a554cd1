/** Immediate workup (III.D, IV.B): folded while there is none; what it was for, what was done, what stood before it. */
import { type Acr, bdi, type Cote, examenBdi } from '../../../main/contract/index.ts'
import { bdiWords, examenBdiWords, ficheOf, motifBdiWords } from '../../../main/domain/sheet/index.ts'
import type { Reading } from '../../../main/contract/index.ts'
import { useBilingual, useText } from '../../i18n/index.ts'
import { Checkbox, Segments, Side, TextField } from '../../ui/index.ts'
import { ChoiceRow } from '../ChoiceRow.tsx'
import type { SheetEditor } from '../use-sheet-editor.ts'
import { Fold } from './Fold.tsx'
import { Toggles } from './Toggles.tsx'
import { toggled, useFiche } from './use-fiche.ts'

const categories: readonly Acr[] = [0, 1, 2, 3, 4, 5]

export function WorkupBlock({ editor, findings, strict, open, onOpen }: { editor: SheetEditor; findings: Reading['findings']; strict: boolean; open: boolean; onOpen: (open: boolean) => void }) {
  const inLanguage = useBilingual()
  const t = useText('screening')
  const { fiche, readOnly, words, merge, set } = useFiche(editor)
  const { realise, examens, motif, raison, documentsJoints, ecsConfirme } = fiche.bdi
  const summary = [inLanguage(bdiWords[realise]), ...examens.map((exam) => inLanguage(examenBdiWords[exam]))].join(', ')
  const before = (cote: Cote) => (
    <div key={cote} className="fiche-before">
      <Side side={cote} />
      <ChoiceRow label={words.beforeOf(t(`side.${cote}`))} value={fiche.acrAvantBilan[cote]} readOnly={readOnly} disabled={!editor.imaged.includes(cote)}
        options={categories.map((value) => ({ value, label: value, name: `ACR ${value}` }))} onChange={(value) => { set('acrAvantBilan', { ...ficheOf(editor.avis).acrAvantBilan, [cote]: value }) }} />
    </div>
  )
  return (
    <Fold title={words.workup} summary={summary} field="BDI" findings={findings} strict={strict} open={open || realise !== 'NON'} onOpen={onOpen}>
      <Segments label={words.workup} value={realise} disabled={readOnly} options={bdi.shape.realise.options.map((value) => ({ value, label: inLanguage(bdiWords[value]) }))}
        onChange={(value) => { if (value !== null) merge('bdi', { realise: value, ...(value === 'OUI' ? {} : { ecsConfirme: null, examens: [] }) }) }} />
      {realise === 'NON' ? null : (
        <>
          <div className="ui-field"><span className="ui-field-label">{words.before}</span><div className="fiche-befores">{(['D', 'G'] as const).map(before)}</div></div>
          <div className="ui-field">
            <span className="ui-field-label">{words.motive}</span>
            <Segments label={words.motive} value={motif} disabled={readOnly} options={bdi.shape.motif.unwrap().options.map((value) => ({ value, label: inLanguage(motifBdiWords[value]) }))} onChange={(value) => { merge('bdi', { motif: value }) }} />
          </div>
        </>
      )}
      {realise !== 'OUI' ? null : (
        <>
          <Toggles label={words.exams} disabled={readOnly} chosen={examens} options={examenBdi.options.map((value) => ({ value, label: inLanguage(examenBdiWords[value]) }))} onToggle={(exam) => { merge('bdi', { examens: toggled(examens, exam) }) }} />
          <Checkbox label={words.joined} checked={documentsJoints} disabled={readOnly} onChange={(checked) => { merge('bdi', { documentsJoints: checked }) }} />
          {fiche.ecs.statut !== 'ANORMAL' ? null : (
            <div className="ui-field">
              <span className="ui-field-label">{words.confirmed}</span>
              <Segments label={words.confirmed} value={ecsConfirme === null ? null : ecsConfirme ? 'OUI' : 'NON'} disabled={readOnly} options={[{ value: 'OUI', label: words.yes }, { value: 'NON', label: words.no }]} onChange={(value) => { merge('bdi', { ecsConfirme: value === 'OUI' }) }} />
            </div>
          )}
        </>
      )}
      {realise !== 'REFUS' && realise !== 'DIFFERE' ? null : <TextField label={words.why} value={raison} lines={2} maxLength={500} readOnly={readOnly} onChange={(value) => { merge('bdi', { raison: value }) }} />}
    </Fold>
  )
}
