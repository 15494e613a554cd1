/** How an anomaly stands against the priors, and on which views it is seen beside those that carry its marks. */
import { type Anomalie, evolution, type Incidence } from '../../../main/contract/index.ts'
import { evolutionWords, incidenceWords } from '../../../main/domain/sheet/index.ts'
import { useBilingual, useLanguage } from '../../i18n/index.ts'
import { Segments } from '../../ui/index.ts'
import { ficheStrings } from './strings.ts'
import { Toggles } from './Toggles.tsx'
import { toggled } from './use-fiche.ts'

const views = ['FACE', 'OBLIQUE', 'PROFIL'] as const satisfies readonly Incidence[]

export function AnomalyCourse({ anomalie, disabled, onChange }: { anomalie: Anomalie; disabled: boolean; onChange: (anomalie: Anomalie) => void }) {
  const inLanguage = useBilingual()
  const words = ficheStrings[useLanguage()]
  return (
    <>
      <div className="ui-field">
        <span className="ui-field-label">{words.evolution}</span>
        <Segments label={words.evolution} clearable value={anomalie.evolution ?? null} disabled={disabled} options={evolution.options.map((value) => ({ value, label: inLanguage(evolutionWords[value]) }))}
          onChange={(value) => { onChange({ ...anomalie, evolution: value ?? undefined }) }} />
      </div>
      <Toggles label={words.views} disabled={disabled} chosen={anomalie.incidencesVisible ?? []} options={views.map((value) => ({ value, label: inLanguage(incidenceWords[value]) }))}
        onToggle={(value) => { onChange({ ...anomalie, incidencesVisible: toggled(anomalie.incidencesVisible ?? [], value) }) }} />
    </>
  )
}
