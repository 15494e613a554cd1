/** Words of the rules of priors, in both languages. */
import type { Language } from '../../../main/contract/index.ts'
import { spaced } from '../../i18n/index.ts'

interface Words {
  readonly title: string
  readonly text: string
  readonly others: string
  readonly names: Readonly<Record<string, string>>
  readonly summary: (name: string, count: string, years: string) => string
  readonly relatedSummary: (modalities: string, count: string) => string
  readonly count: string
  readonly years: string
  readonly related: string
  readonly relatedHint: string
  readonly relatedError: string
  readonly relatedCount: string
  readonly between: (min: string, max: string) => string
  readonly sameRegion: string
  readonly sameSide: string
  readonly sameSideHint: string
  readonly asShipped: string
}

export const priorStrings: Readonly<Record<Language, Words>> = {
  fr: spaced({
    title: 'Antériorités récupérées avec un examen',
    text: 'Lesquelles arrivent d’elles-mêmes avec un examen demandé, de toutes les sources, derrière lui. Les plus récentes d’abord ; les autres se demandent dans la liste.',
    others: 'Autres examens',
    names: { MG: 'Mammographie', CT: 'Scanner', MR: 'IRM', PT: 'TEP', NM: 'Scintigraphie', CR: 'Radiographie', DX: 'Radiographie', RG: 'Radiographie', US: 'Échographie' },
    summary: (name, count, years) => `${name} : ${count} au plus sur ${years} ans`,
    relatedSummary: (modalities, count) => `apparentées (${modalities}) : ${count}`,
    count: 'Antériorités de même modalité, au plus',
    years: 'Depuis (années)',
    related: 'Modalités apparentées',
    relatedHint: 'Codes DICOM, par exemple US MR. Retenues quand leur description nomme la même région.',
    relatedError: 'Des codes DICOM de modalités, huit au plus.',
    relatedCount: 'Antériorités apparentées, au plus',
    between: (min, max) => `De ${min} à ${max}.`,
    sameRegion: 'De la même région du corps',
    sameSide: 'Du même côté, pour un membre',
    sameSideHint: 'Sans région ni côté dans sa description, un examen n’est pas écarté.',
    asShipped: 'Revenir aux règles d’origine',
  }),
  en: {
    title: 'Priors fetched with an exam',
    text: 'Which ones come by themselves with an exam that is asked for, from all sources, behind it. The newest first; others are asked for in the list.',
    others: 'Other exams',
    names: { MG: 'Mammogram', CT: 'CT', MR: 'MR', PT: 'PET', NM: 'Nuclear medicine', CR: 'Radiograph', DX: 'Radiograph', RG: 'Radiograph', US: 'Ultrasound' },
    summary: (name, count, years) => `${name}: ${count} at most over ${years} years`,
    relatedSummary: (modalities, count) => `related (${modalities}): ${count}`,
    count: 'Priors of the same modality, at most',
    years: 'Over (years)',
    related: 'Related modalities',
    relatedHint: 'DICOM codes, for example US MR. Taken where their description names the same region.',
    relatedError: 'DICOM codes of modalities, eight at most.',
    relatedCount: 'Related priors, at most',
    between: (min, max) => `From ${min} to ${max}.`,
    sameRegion: 'Of the same region of the body',
    sameSide: 'Of the same side, for a limb',
    sameSideHint: 'An exam whose description names no region or side is not left out.',
    asShipped: 'Back to the shipped rules',
  },
}
