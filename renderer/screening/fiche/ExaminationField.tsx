/** Clinical examination (III.B): not done, normal, or abnormal with what was found and where on the scheme. */
import { Plus, Trash2 } from 'lucide-react'
import { ecs, type Cote, type Ecs, type Localisation } from '../../../main/contract/index.ts'
import { type PointSchema, centreOf, quadrantAt } from '../../../main/domain/breast-scheme/index.ts'
import { ecsWords, quadrantWords } from '../../../main/domain/sheet/index.ts'
import { useBilingual } from '../../i18n/index.ts'
import { BreastDrawing, type SchemeMark } from '../../scheme/index.ts'
import { Button, IconButton, Segments, Select, TextField } from '../../ui/index.ts'
import type { SheetEditor } from '../use-sheet-editor.ts'
import { placePadOf } from './place-pad.ts'
import { useFiche } from './use-fiche.ts'

type Felt = Ecs['anomalies'][number]

export function ExaminationField({ editor }: { editor: SheetEditor }) {
  const inLanguage = useBilingual()
  const { fiche, readOnly, words, merge } = useFiche(editor)
  const { statut, anomalies } = fiche.ecs
  const put = (next: readonly Felt[]) => { merge('ecs', { anomalies: [...next] }) }
  const feltAt = (cote: Cote, schemaFace: PointSchema | null): Felt =>
    ({ id: crypto.randomUUID(), libelle: '', localisation: { cote, quadrant: schemaFace === null ? null : quadrantAt(cote, schemaFace), schemaFace, schemaProfil: null } })
  const marks = (cote: Cote): SchemeMark[] => anomalies.flatMap(({ id, localisation }, index) =>
    localisation.cote !== cote || localisation.schemaFace === null ? [] : [{ id, label: `C${index + 1}`, point: localisation.schemaFace, owner: 'MINE' as const, proposed: false }])
  return (
    <div className="fiche-examination" data-examination="">
      <Segments label={words.examination} value={statut} disabled={readOnly} options={ecs.shape.statut.unwrap().options.map((value) => ({ value, label: inLanguage(ecsWords[value]) }))}
        onChange={(value) => { merge('ecs', { statut: value, anomalies: value === 'ANORMAL' ? anomalies : [] }) }} />
      {statut !== 'ANORMAL' ? null : (
        <>
          <div className="fiche-drawings">
            {(['D', 'G'] as const).map((cote) => <BreastDrawing key={cote} cote={cote} view="FACE" marks={marks(cote)} {...(readOnly ? {} : { onPlace: (point: PointSchema) => { put([...anomalies, feltAt(cote, point)]) } })} />)}
          </div>
          {anomalies.map((felt, index) => (
            <FeltFields key={felt.id} felt={felt} label={`C${index + 1}`} editor={editor}
              onChange={(next) => { put(anomalies.map((other) => (other.id === felt.id ? next : other))) }} onRemove={() => { put(anomalies.filter(({ id }) => id !== felt.id)) }} />
          ))}
          {readOnly ? null : <Button variant="quiet" icon={<Plus size={14} aria-hidden />} onClick={() => { put([...anomalies, feltAt(editor.active, null)]) }}>{words.addFelt}</Button>}
        </>
      )}
    </div>
  )
}

function FeltFields({ felt, label, editor, onChange, onRemove }: { felt: Felt; label: string; editor: SheetEditor; onChange: (felt: Felt) => void; onRemove: () => void }) {
  const inLanguage = useBilingual()
  const { readOnly, words } = useFiche(editor)
  const { cote, quadrant } = felt.localisation
  const at = (side: Cote, value: Localisation['quadrant']): Localisation => ({ cote: side, quadrant: value, schemaFace: value === null ? null : centreOf(side, value), schemaProfil: null })
  return (
    <fieldset className="fiche-felt">
      <legend className="ui-visually-hidden">{words.felt(label)}</legend>
      <span className="reading-mark-name" data-side={cote} aria-hidden>{label}</span>
      <Segments label={words.side} value={cote} disabled={readOnly} options={(['D', 'G'] as const).map((value) => ({ value, label: value }))} onChange={(value) => { if (value !== null) onChange({ ...felt, localisation: at(value, quadrant) }) }} />
      <Select label={words.place} value={quadrant ?? 'NONE'} disabled={readOnly} options={[{ value: 'NONE', label: words.noPlace }, ...placePadOf().map((value) => ({ value, label: inLanguage(quadrantWords[value]) }))]}
        onChange={(value) => { onChange({ ...felt, localisation: at(cote, value === 'NONE' ? null : value as Localisation['quadrant']) }) }} />
      <TextField label={words.feltWords} value={felt.libelle} maxLength={200} readOnly={readOnly} onChange={(libelle) => { onChange({ ...felt, libelle }) }} />
      {readOnly ? null : <IconButton label={words.removeFelt(label)} icon={<Trash2 size={14} aria-hidden />} onClick={onRemove} />}
    </fieldset>
  )
}
