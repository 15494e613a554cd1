/** Words of the settings of reading sessions, in both languages. */
import type { Language, SessionSettings } from '../../../main/contract/index.ts'
import { spaced } from '../../i18n/index.ts'

interface FieldWords { readonly label: string; readonly unit: string; readonly hint: string }
interface Words {
  readonly text: string
  readonly groups: { readonly opinion: string; readonly due: string; readonly pause: string }
  readonly fields: Readonly<Record<keyof SessionSettings, FieldWords>>
  readonly between: (min: string, max: string, unit: string) => string
  readonly order: string
  readonly asShipped: string
}

export const sessionSettingStrings: Readonly<Record<Language, Words>> = {
  fr: spaced({
    text: 'Comment se déroulent les séances de seconde lecture sur ce poste. Le nombre d’examens (25, 50 ou 100) se choisit au début de chaque séance.',
    groups: { opinion: 'Avis', due: 'Échéances', pause: 'Pauses' },
    fields: {
      guardMs: { label: 'Temps de garde', unit: 's', hint: 'Secondes entre l’affichage complet des clichés et le premier avis accepté. Protège d’un double appui : une touche trop tôt n’enregistre rien.' },
      undoMinutes: { label: 'Annulation possible pendant', unit: 'min', hint: 'Minutes après l’avis, tant qu’il n’est ni révélé ni signé. Passé ce délai, l’avis compte comme définitif.' },
      dueSoonDays: { label: 'Bientôt', unit: 'j', hint: 'Jours depuis la mammographie à partir desquels l’échéance approche.' },
      dueUrgentDays: { label: 'Urgent', unit: 'j', hint: 'Jours depuis la mammographie à partir desquels l’examen passe en urgent.' },
      dueLimitDays: { label: 'Hors délai après', unit: 'j', hint: 'Jours depuis la mammographie. Le cahier des charges donne 15 jours pour que le résultat parvienne à la femme.' },
      pauseAfterCases: { label: 'Pause conseillée après', unit: 'examens', hint: 'Nombre d’examens lus d’affilée.' },
      pauseAfterMinutes: { label: 'ou après', unit: 'min', hint: 'Minutes de lecture sans pause. La première des deux limites atteinte le propose ; rien n’est interrompu.' },
    },
    between: (min, max, unit) => `Entre ${min} et ${max} ${unit}.`,
    order: 'Les jours doivent se suivre : bientôt, puis urgent, puis hors délai.',
    asShipped: 'Revenir aux valeurs d’origine',
  }),
  en: {
    text: 'How sessions of second reading run on this console. The number of exams (25, 50 or 100) is chosen when a session begins.',
    groups: { opinion: 'Opinions', due: 'Due days', pause: 'Pauses' },
    fields: {
      guardMs: { label: 'Guard time', unit: 's', hint: 'Seconds between the full display of the images and the first opinion that is taken. Guards against a double stroke: a key pressed too early records nothing.' },
      undoMinutes: { label: 'Undo for', unit: 'min', hint: 'Minutes after the opinion, while it is neither revealed nor signed. Later the opinion counts as final.' },
      dueSoonDays: { label: 'Soon', unit: 'd', hint: 'Days since the mammogram from which the limit comes near.' },
      dueUrgentDays: { label: 'Urgent', unit: 'd', hint: 'Days since the mammogram from which the exam is urgent.' },
      dueLimitDays: { label: 'Late after', unit: 'd', hint: 'Days since the mammogram. The order gives 15 days for the result to reach the woman.' },
      pauseAfterCases: { label: 'Advise a pause after', unit: 'exams', hint: 'Exams read in a row.' },
      pauseAfterMinutes: { label: 'or after', unit: 'min', hint: 'Minutes of reading without a pause. Whichever comes first advises it; nothing is interrupted.' },
    },
    between: (min, max, unit) => `Between ${min} and ${max} ${unit}.`,
    order: 'The days must follow each other: soon, then urgent, then late.',
    asShipped: 'Return to the original values',
  },
}
