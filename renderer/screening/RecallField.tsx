/** Technical recall (cliché techniquement insuffisant): which views, why, what to do, and the instruction. */
import { actionRappelWords, incidenceWords, motifRappelWords } from '../../main/domain/sheet/index.ts'
import { actionRappel, type Cote, type Incidence, motifRappel } from '../../main/contract/index.ts'
import { useBilingual, useLanguage, useText } from '../i18n/index.ts'
import { Checkbox, Segments, Select, Side, TextField } from '../ui/index.ts'
import { type Cliche, withCliche, withClicheToggled } from './avis-edits.ts'
import { ficheStrings } from './fiche/index.ts'
import type { SheetEditor } from './use-sheet-editor.ts'

const views: readonly [Cote, Incidence][] = [['D', 'FACE'], ['G', 'FACE'], ['D', 'OBLIQUE'], ['G', 'OBLIQUE']]

export function RecallField({ editor, open }: { editor: SheetEditor; open: boolean }) {
  const t = useText('screening')
  const inLanguage = useBilingual()
  const words = ficheStrings[useLanguage()]
  const rappel = editor.avis.rappelTechnique
  if (!open && rappel === null) return <p className="reading-none">{t('recall.none')}</p>
  const set = (next: typeof rappel) => { editor.change({ ...editor.avis, rappelTechnique: next }) }
  const others = (rappel?.cliches ?? []).filter((cliche) => cliche.incidence !== 'FACE' && cliche.incidence !== 'OBLIQUE')
  const shown: readonly [Cote, Incidence][] = [...views, ...others.map((cliche): [Cote, Incidence] => [cliche.cote, cliche.incidence])]
  return (
    <div className="reading-recall">
      <div className="reading-views" role="group" aria-label={t('recall.views')}>
        {shown.map(([cote, incidence]) => {
          const checked = rappel?.cliches.some((cliche) => cliche.cote === cote && cliche.incidence === incidence) === true
          return (
            <button key={`${cote} ${incidence}`} type="button" className="reading-toggle" aria-pressed={checked} disabled={editor.readOnly || !editor.imaged.includes(cote)} data-recall-view=""
              aria-label={t('recall.view', { breast: t(`side.${cote}`), view: inLanguage(incidenceWords[incidence]) })}
              onClick={() => { set(withClicheToggled(rappel, cote, incidence)) }}>
              <Side side={cote} />{inLanguage(incidenceWords[incidence])}
            </button>
          )
        })}
      </div>
      {rappel === null ? null : (
        <>
          {rappel.cliches.map((cliche, index) => (
            <RecallView key={`${cliche.cote} ${cliche.incidence}`} cliche={cliche} readOnly={editor.readOnly} onChange={(change) => { set(withCliche(rappel, index, change)) }} />
          ))}
          <TextField label={t('recall.instruction')} value={rappel.consigne} lines={2} maxLength={1000} readOnly={editor.readOnly} onChange={(consigne) => { set({ ...rappel, consigne }) }} />
          {editor.kind === 'FIRST' ? null : <Checkbox label={words.consensus} checked={rappel.consensus === true} disabled={editor.readOnly} onChange={(consensus) => { set({ ...rappel, consensus }) }} />}
        </>
      )}
    </div>
  )
}

function RecallView({ cliche, readOnly, onChange }: { cliche: Cliche; readOnly: boolean; onChange: (change: Partial<Cliche>) => void }) {
  const t = useText('screening')
  const inLanguage = useBilingual()
  const view = t('recall.view', { breast: t(`side.${cliche.cote}`), view: inLanguage(incidenceWords[cliche.incidence]) })
  return (
    <fieldset className="reading-recall-view">
      <legend><Side side={cliche.cote} /> {inLanguage(incidenceWords[cliche.incidence])}<span className="ui-visually-hidden">, {view}</span></legend>
      <Select label={t('recall.reason')} value={cliche.motif} disabled={readOnly} onChange={(motif) => { onChange({ motif }) }}
        options={motifRappel.options.map((value) => ({ value, label: inLanguage(motifRappelWords[value]) }))} />
      <div className="ui-field">
        <span className="ui-field-label">{t('recall.action')}</span>
        <Segments label={t('recall.action')} value={cliche.action} disabled={readOnly}
          options={actionRappel.options.map((value) => ({ value, label: t(`recall.actions.${value}`), name: inLanguage(actionRappelWords[value]) }))}
          onChange={(action) => { if (action !== null) onChange({ action }) }} />
      </div>
    </fieldset>
  )
}
