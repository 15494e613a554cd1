/** Identification beyond the images, and interrogatoire (III.B, II.A): folded, for the first reader to fill. */
import { antecedentFamilial, antecedentPersonnel, type Cote, type Fiche, identification, ouiNonNsp, type OuiNonNsp } from '../../../main/contract/index.ts'
import { antecedentFamilialWords, antecedentPersonnelWords, medecinWords, modeEntreeWords, ouiNonWords } from '../../../main/domain/sheet/index.ts'
import { useBilingual } from '../../i18n/index.ts'
import { Checkbox, DayField, Segments, TextField } from '../../ui/index.ts'
import type { SheetEditor } from '../use-sheet-editor.ts'
import { useContextWords } from './context-words.ts'
import { Fold } from './Fold.tsx'
import { Toggles } from './Toggles.tsx'
import { toggled, useFiche } from './use-fiche.ts'

const sides: readonly { value: Cote; label: string }[] = [{ value: 'D', label: 'D' }, { value: 'G', label: 'G' }]

export function HistoryBlock({ editor, open, onOpen }: { editor: SheetEditor; open: boolean; onOpen: (open: boolean) => void }) {
  const inLanguage = useBilingual()
  const { fiche, readOnly, words, merge } = useFiche(editor)
  const { identification: file, interrogatoire: asked } = fiche
  const { history } = useContextWords(fiche)
  const told = (label: string, value: OuiNonNsp | null, key: 'mammoAnterieure' | 'anterieureDansDO' | 'ths') => (
    <div className="ui-field">
      <span className="ui-field-label">{label}</span>
      <Segments label={label} clearable disabled={readOnly} value={value} options={ouiNonNsp.options.map((one) => ({ value: one, label: one === 'NSP' ? '?' : inLanguage(ouiNonWords[one]), name: inLanguage(ouiNonWords[one]) }))} onChange={(next) => { merge('interrogatoire', { [key]: next }) }} />
    </div>
  )
  const onSides = (label: string, key: 'prothese' | 'chirurgiePlastique' | 'traumatisme') => (
    <Toggles label={label} disabled={readOnly} chosen={asked[key]} options={sides} onToggle={(cote) => { merge('interrogatoire', { [key]: toggled(asked[key], cote) }) }} />
  )
  const text = (label: string, key: 'numeroDossier' | 'numeroPriseEnCharge' | 'departementResidence' | 'organisme', maxLength: number) => (
    <TextField label={label} value={file[key]} maxLength={maxLength} readOnly={readOnly} onChange={(value) => { merge('identification', { [key]: value }) }} />
  )
  const [doctor] = file.medecins
  const named = (change: Partial<Fiche['identification']['medecins'][number]>) => {
    const next = { role: doctor?.role ?? 'MG', nom: doctor?.nom ?? '', ...change }
    merge('identification', { medecins: next.nom.trim() === '' && change.role === undefined ? [] : [next, ...file.medecins.slice(1)] })
  }
  return (
    <Fold title={words.history} summary={history === '' ? words.historyOpen : history} field="INTERROGATOIRE" open={open} onOpen={onOpen}>
      <div className="fiche-row">{told(words.earlier, asked.mammoAnterieure, 'mammoAnterieure')}{told(words.hormones, asked.ths, 'ths')}</div>
      {asked.mammoAnterieure !== 'OUI' ? null : <div className="fiche-row"><DayField label={words.earlierDay} value={asked.dateMammoAnterieure} onChange={(dateMammoAnterieure) => { merge('interrogatoire', { dateMammoAnterieure }) }} />{told(words.earlierProgramme, asked.anterieureDansDO, 'anterieureDansDO')}</div>}
      <div className="fiche-row">{onSides(words.implants, 'prothese')}{onSides(words.plastic, 'chirurgiePlastique')}{onSides(words.trauma, 'traumatisme')}</div>
      <Toggles label={words.ownHistory} disabled={readOnly} chosen={asked.antecedentsPersonnels} options={antecedentPersonnel.options.map((value) => ({ value, label: inLanguage(antecedentPersonnelWords[value]) }))} onToggle={(one) => { merge('interrogatoire', { antecedentsPersonnels: toggled(asked.antecedentsPersonnels, one) }) }} />
      <Toggles label={words.family} disabled={readOnly} chosen={asked.antecedentsFamiliaux} options={antecedentFamilial.options.map((value) => ({ value, label: inLanguage(antecedentFamilialWords[value]) }))} onToggle={(one) => { merge('interrogatoire', { antecedentsFamiliaux: toggled(asked.antecedentsFamiliaux, one) }) }} />
      <Checkbox label={words.risk} checked={asked.risqueEleveSansSuivi} disabled={readOnly} onChange={(risqueEleveSansSuivi) => { merge('interrogatoire', { risqueEleveSansSuivi }) }} />
      <TextField label={words.note} value={asked.precision} maxLength={500} readOnly={readOnly} onChange={(precision) => { merge('interrogatoire', { precision }) }} />
      <div className="fiche-row">{text(words.file, 'numeroDossier', 40)}{text(words.claim, 'numeroPriseEnCharge', 40)}</div>
      <div className="fiche-row">{text(words.department, 'departementResidence', 3)}{text(words.scheme, 'organisme', 80)}</div>
      <Toggles label={words.entry} disabled={readOnly} chosen={file.modeEntree === null ? [] : [file.modeEntree]} options={identification.shape.modeEntree.unwrap().options.map((value) => ({ value, label: inLanguage(modeEntreeWords[value]) }))} onToggle={(value) => { merge('identification', { modeEntree: file.modeEntree === value ? null : value }) }} />
      <div className="fiche-row">
        <TextField label={words.doctor} value={doctor?.nom ?? ''} maxLength={80} readOnly={readOnly || file.aucunMedecinDesigne} onChange={(nom) => { named({ nom }) }} />
        <div className="ui-field"><span className="ui-field-label">{words.doctorRole}</span>
          <Segments label={words.doctorRole} disabled={readOnly || doctor === undefined} value={doctor?.role ?? null} options={(['MG', 'GYN', 'AUTRE'] as const).map((value) => ({ value, label: value === 'AUTRE' ? '…' : value, name: inLanguage(medecinWords[value]) }))} onChange={(role) => { if (role !== null) named({ role }) }} /></div>
      </div>
      <Checkbox label={words.noDoctor} checked={file.aucunMedecinDesigne} disabled={readOnly} onChange={(aucunMedecinDesigne) => { merge('identification', { aucunMedecinDesigne, ...(aucunMedecinDesigne ? { medecins: [] } : {}) }) }} />
      <Checkbox label={words.mobile} checked={file.mammobile} disabled={readOnly} onChange={(mammobile) => { merge('identification', { mammobile }) }} />
    </Fold>
  )
}
