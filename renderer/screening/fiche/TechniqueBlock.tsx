/** Technique (III.C, IV.B): equipment, priors compared, repeated or missing views, systematic ultrasound. */
import { fiche as ficheSchema, materiel, type Cote, type Incidence, type Reading } from '../../../main/contract/index.ts'
import { incidenceWords, lectureWords, materielWords } from '../../../main/domain/sheet/index.ts'
import { useBilingual } from '../../i18n/index.ts'
import { Segments, Side, TextField } from '../../ui/index.ts'
import type { SheetEditor } from '../use-sheet-editor.ts'
import { Fold } from './Fold.tsx'
import { Toggles } from './Toggles.tsx'
import { useFiche } from './use-fiche.ts'

const views: readonly { cote: Cote; incidence: Incidence }[] = [{ cote: 'D', incidence: 'FACE' }, { cote: 'G', incidence: 'FACE' }, { cote: 'D', incidence: 'OBLIQUE' }, { cote: 'G', incidence: 'OBLIQUE' }]
const nameOf = ({ cote, incidence }: { cote: Cote; incidence: Incidence }) => `${cote} ${incidence}`

export function TechniqueBlock({ editor, findings, echoFindings, strict, open, onOpen }: { editor: SheetEditor; findings: Reading['findings']; echoFindings: Reading['findings']; strict: boolean; open: boolean; onOpen: (open: boolean) => void }) {
  const inLanguage = useBilingual()
  const { fiche, readOnly, words, merge, set } = useFiche(editor)
  const { technique, echoSystematique: echo } = fiche
  const priors = technique.anterioritesComparees
  const summary = [
    technique.materiel === null ? null : inLanguage(materielWords[technique.materiel]),
    priors === null ? words.priorsOpen : priors ? words.priorsYes : words.priorsNo,
    echo.faite ? words.echo.toLocaleLowerCase() : null,
  ].filter((part) => part !== null).join(', ')
  return (
    <Fold title={words.technique} summary={summary} field="TECHNIQUE" findings={[...findings, ...echoFindings]} strict={strict} open={open || findings.some(({ blocking }) => blocking)} onOpen={onOpen}>
      <Toggles label={words.device} disabled={readOnly} chosen={technique.materiel === null ? [] : [technique.materiel]} options={materiel.options.map((value) => ({ value, label: inLanguage(materielWords[value]) }))}
        onToggle={(value) => { merge('technique', { materiel: technique.materiel === value ? null : value }) }} />
      <div className="fiche-row">
        <div className="ui-field">
          <span className="ui-field-label">{words.priors}</span>
          <Segments label={words.priors} clearable disabled={readOnly} value={priors === null ? null : priors ? 'OUI' : 'NON'} options={[{ value: 'OUI', label: words.yes }, { value: 'NON', label: words.no }]}
            onChange={(value) => { merge('technique', { anterioritesComparees: value === null ? null : value === 'OUI' }) }} />
        </div>
        <div className="ui-field">
          <span className="ui-field-label">{words.reading}</span>
          <Segments label={words.reading} disabled={readOnly} value={technique.lectureL1} options={ficheSchema.shape.technique.shape.lectureL1.options.map((value) => ({ value, label: inLanguage(lectureWords[value]) }))}
            onChange={(value) => { if (value !== null) merge('technique', { lectureL1: value }) }} />
        </div>
      </div>
      <Toggles label={words.repeated} disabled={readOnly} chosen={technique.refaits.map(nameOf)} options={views.map((view) => ({ value: nameOf(view), label: <><Side side={view.cote} />{inLanguage(incidenceWords[view.incidence])}</>, name: `${view.cote} ${inLanguage(incidenceWords[view.incidence])}` }))}
        onToggle={(name) => {
          const known = technique.refaits.filter((view) => nameOf(view) !== name)
          merge('technique', { refaits: known.length < technique.refaits.length ? known : [...known, ...views.filter((view) => nameOf(view) === name)] })
        }} />
      <TextField label={words.missingView} value={technique.incidenceManquante} maxLength={300} readOnly={readOnly} onChange={(incidenceManquante) => { merge('technique', { incidenceManquante }) }} />
      <div className="ui-field" data-field="ECHO">
        <span className="ui-field-label">{words.echo}</span>
        <Segments label={words.echo} disabled={readOnly} value={echo.faite ? echo.resultat : 'NON'} options={[{ value: 'NON', label: words.echoNone }, { value: 'NORMALE', label: words.echoNormal }, { value: 'ANORMALE', label: words.echoAbnormal }]}
          onChange={(value) => { if (value !== null) set('echoSystematique', value === 'NON' ? { faite: false } : { faite: true, resultat: value, cat: echo.faite ? echo.cat : '' }) }} />
        <span className="ui-field-hint">{words.echoHint}</span>
      </div>
      {!echo.faite ? null : <TextField label={words.echoCourse} value={echo.cat} maxLength={200} readOnly={readOnly} onChange={(cat) => { set('echoSystematique', { ...echo, cat }) }} />}
    </Fold>
  )
}
