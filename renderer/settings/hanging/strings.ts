/** Words of the hanging editor, and how slots and cells are named there. */
import type { CellName, Collection, HangingSlot, Language, MammographyProtocol, PlacedStep } from '../../../main/contract/index.ts'
import { slotOf } from '../../../main/contract/index.ts'
import { spaced } from '../../i18n/index.ts'

interface Words {
  readonly intro: string
  readonly unreadable: { title: string; text: string }
  readonly steps: string
  readonly moveUp: (step: string) => string
  readonly moveDown: (step: string) => string
  readonly duplicate: string
  readonly remove: string
  readonly enabled: string
  readonly off: string
  readonly name: string
  readonly key: string
  readonly noKey: string
  readonly keyHint: string
  readonly first: string
  readonly isFirst: string
  readonly scale: { label: string } & Record<PlacedStep['scale'], string>
  readonly inverted: string
  readonly comparesFirst: string
  readonly absent: string
  readonly withPrior: string
  readonly alone: string
  readonly compared: string
  readonly landscape: string
  readonly portrait: string
  readonly sameAsLandscape: string
  readonly apart: string
  readonly together: string
  readonly cell: (row: number, column: number) => string
  readonly takeAway: string
  readonly addCell: string
  readonly addRow: string
  readonly current: string
  readonly prior: string
  readonly side: Record<HangingSlot['laterality'], string>
  readonly collects: Record<Collection, string>
  readonly save: string
  readonly revert: string
  readonly reset: string
  readonly saved: string
  readonly unsaved: string
  readonly invalid: string
}

const fr: Words = {
  intro: 'Les étapes dans l’ordre où Espace les montre. Une étape sans image pour un examen disparaît ; les touches des autres ne changent pas. Aucun cliché n’est jamais hors d’atteinte : ce qu’aucune étape ne montre vient à la fin.',
  unreadable: { title: 'Votre affichage enregistré n’a pas pu être relu', text: 'Il vient d’une autre version du programme ou il est endommagé. Il n’est pas employé ; il est conservé, aussi quand vous en enregistrez un nouveau.' },
  steps: 'Étapes d’affichage',
  moveUp: (step) => `Monter « ${step} »`,
  moveDown: (step) => `Descendre « ${step} »`,
  duplicate: 'Dupliquer',
  remove: 'Retirer',
  enabled: 'Étape employée',
  off: 'non employée',
  name: 'Nom de l’étape',
  key: 'Touche directe',
  noKey: 'Aucune',
  keyHint: 'Alt et ce chiffre mènent à l’étape.',
  first: 'Ouvrir les examens sur cette étape',
  isFirst: 'Les examens s’ouvrent sur cette étape.',
  scale: { label: 'Échelle', shared: 'Commune, ajustée aux seins', whole: 'Clichés entiers, rangée après rangée', pixel: '1:1, partie après partie' },
  inverted: 'Gris inversés dans cette étape',
  comparesFirst: 'Montrer d’abord avec l’antériorité',
  absent: 'Laisser la place d’un sein sans cliché aux autres',
  withPrior: 'Comparer à l’antériorité',
  alone: 'Examen seul',
  compared: 'Avec antériorité',
  landscape: 'Écran paysage',
  portrait: 'Écran portrait',
  sameAsLandscape: 'Comme sur un écran paysage.',
  apart: 'Disposer à part',
  together: 'Comme en paysage',
  cell: (row, column) => `Place ${column}, rangée ${row}`,
  takeAway: '– retirer cette place',
  addCell: 'Ajouter une place',
  addRow: 'Ajouter une rangée',
  current: 'actuel',
  prior: 'antériorité',
  side: { R: 'D', L: 'G' },
  collects: {
    implants: 'Chaque cliché d’implant refoulé à côté du cliché standard.', partials: 'Les parties d’une même incidence côte à côte, à la même échelle.',
    complementary: 'Agrandissements, compressions localisées et autres incidences, chacun à son échelle.', biopsies: 'Avant, pendant et après biopsie ; pièces opératoires.',
    tomosynthesis: 'Les tomosynthèses sans place dans une autre étape.', others: 'Tout ce qu’aucune autre étape ne montre.', 'prior-others': 'Ce que l’antériorité a de plus.',
  },
  save: 'Enregistrer',
  revert: 'Annuler les modifications',
  reset: 'Revenir à l’affichage du programme',
  saved: 'Affichage enregistré',
  unsaved: 'Modifications non enregistrées',
  invalid: 'Donnez un nom à chaque étape.',
}

const en: Words = {
  intro: 'The steps in the order in which Space shows them. A step without images for a study disappears; the keys of the others stay. No image is ever out of reach: what no step shows comes at the end.',
  unreadable: { title: 'Your stored hanging could not be read', text: 'It comes from another version of the program or is damaged. It is not used; it is kept, also when you save a new one.' },
  steps: 'Display steps',
  moveUp: (step) => `Move “${step}” up`,
  moveDown: (step) => `Move “${step}” down`,
  duplicate: 'Duplicate',
  remove: 'Remove',
  enabled: 'Step in use',
  off: 'not in use',
  name: 'Name of the step',
  key: 'Direct key',
  noKey: 'None',
  keyHint: 'Alt and this digit lead to the step.',
  first: 'Open studies on this step',
  isFirst: 'Studies open on this step.',
  scale: { label: 'Scale', shared: 'Shared, fitted to the breasts', whole: 'Whole images, row after row', pixel: '1:1, part after part' },
  inverted: 'Greys inverted in this step',
  comparesFirst: 'Show with the prior first',
  absent: 'Give the place of a breast without images to the others',
  withPrior: 'Compare with the prior',
  alone: 'Study alone',
  compared: 'With prior',
  landscape: 'Landscape display',
  portrait: 'Portrait display',
  sameAsLandscape: 'As on a landscape display.',
  apart: 'Arrange separately',
  together: 'As in landscape',
  cell: (row, column) => `Place ${column}, row ${row}`,
  takeAway: '– take this place away',
  addCell: 'Add a place',
  addRow: 'Add a row',
  current: 'current',
  prior: 'prior',
  side: { R: 'R', L: 'L' },
  collects: {
    implants: 'Each implant-displaced view beside the standard view.', partials: 'The parts of one view side by side, at one scale.',
    complementary: 'Magnified, spot and further views, each at its own scale.', biopsies: 'Before, during and after a biopsy; specimens.',
    tomosynthesis: 'Tomosynthesis without a place in another step.', others: 'Everything that no other step shows.', 'prior-others': 'What the prior has beyond that.',
  },
  save: 'Save',
  revert: 'Discard the changes',
  reset: 'Back to the program’s hanging',
  saved: 'Hanging saved',
  unsaved: 'Unsaved changes',
  invalid: 'Give every step a name.',
}

export const hangingWords: Readonly<Record<Language, Words>> = { fr: spaced(fr), en }

/** `CC`, `CC ID`, `CC 3D`. */
export function slotView({ view, modifiers, kinds }: HangingSlot): string {
  return [view, modifiers.includes('implant-displaced') ? 'ID' : modifiers.join(' '), kinds.every((kind) => kind === 'tomosynthesis') ? '3D' : ''].filter((part) => part !== '').join(' ')
}

/** `D CC · actuel`. */
export function cellLabel({ slots }: MammographyProtocol, cell: CellName, words: Words): string {
  const slot = slots[slotOf(cell)]
  const study = cell.startsWith('prior') ? words.prior : words.current
  return slot === undefined ? cell : `${words.side[slot.laterality]} ${slotView(slot)} · ${study}`
}
