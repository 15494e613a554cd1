/** The viewer's words, French and English. Numbers and dates are formatted by the language's own rules; units keep a
 *  no-break space. Nothing here knows a patient. */
import type { SpacingSource } from '../../main/domain/geometry/index.ts'
import type { StandardWindow } from '../../main/domain/grey-scale/index.ts'
import type { ImageProblemCode } from './pixels/index.ts'
import type { Tool } from './state.ts'
import { spaced } from '../i18n/index.ts'

export interface ViewerStrings {
  readonly viewer: string
  readonly tools: Record<Tool, string>
  readonly actions: { invert: string; reset: string; compare: string; link: string; overlay: string; presets: string; prior: string }
  readonly current: string
  readonly prior: string
  readonly noPrior: string
  readonly right: string
  readonly left: string
  readonly sideLetter: { R: string; L: string; B: string; '': string }
  /** Patient Orientation letters as readers write them. */
  readonly patientSide: Readonly<Record<string, string>>
  readonly loading: string
  readonly empty: string
  readonly problem: Record<ImageProblemCode, (detail: string) => string>
  readonly forProcessing: string
  readonly magnified: string
  readonly partial: string
  readonly implant: string
  readonly lossy: string
  readonly burnedIn: string
  readonly reconciled: string
  readonly identityConflict: string
  readonly scaleUnknown: string
  readonly spacingSource: Record<SpacingSource | 'none', string>
  readonly window: (center: string, width: string) => string
  readonly fullRange: string
  readonly table: string
  readonly standardWindow: Record<StandardWindow, string>
  readonly windowPreset: (index: number) => string
  readonly inverted: string
  readonly slice: (index: number, count: number) => string
  readonly position: string
  readonly thickness: string
  readonly part: (part: number, parts: number) => string
  readonly age: (years: number) => string
  readonly pick: (label: string, side: string) => string
  readonly pickRefused: (side: string) => string
  readonly gpuLost: string
  readonly gpuDiffers: string
  readonly steps: string
}

const plural = (count: number, one: string, many: string): string => `${count} ${count > 1 ? many : one}`

const fr: ViewerStrings = {
  viewer: 'Images de l’examen',
  tools: { window: 'Fenêtrage', zoom: 'Zoom', pan: 'Déplacer', point: 'Repère ponctuel', length: 'Longueur', ellipse: 'Ellipse', outline: 'Contour à main levée', magnifier: 'Loupe' },
  actions: { invert: 'Inverser', reset: 'Réinitialiser', compare: 'Antériorité', link: 'Images liées', overlay: 'Textes', presets: 'Rendu', prior: 'Antériorité comparée' },
  current: 'actuel',
  prior: 'antériorité',
  noPrior: 'Aucune antériorité sur ce poste',
  right: 'droit',
  left: 'gauche',
  sideLetter: { R: 'D', L: 'G', B: 'D+G', '': '' },
  patientSide: { A: 'A', P: 'P', R: 'D', L: 'G', H: 'S', F: 'I' },
  loading: 'Chargement de l’image…',
  empty: 'Cet examen ne contient aucune image à afficher.',
  problem: {
    'unsupported-syntax': (detail) => `Image non affichée : sa compression n’est pas prise en charge (${detail}). L’objet est conservé.`,
    'unsupported-pixels': (detail) => `Image non affichée : son format de pixels n’est pas pris en charge (${detail}). L’objet est conservé.`,
    corrupt: () => 'Image non affichée : ses données sont endommagées. Récupérez-la à nouveau depuis le PACS.',
    unavailable: () => 'Image non affichée : elle n’a pas pu être lue sur ce poste. Récupérez-la à nouveau.',
  },
  forProcessing: 'Image brute, non destinée à l’interprétation',
  magnified: 'agrandi',
  partial: 'PARTIEL',
  implant: 'IMPLANT',
  lossy: 'compression avec perte',
  burnedIn: 'texte incrusté', reconciled: 'Identité rapprochée', identityConflict: 'Identité en conflit',
  scaleUnknown: 'échelle inconnue',
  spacingSource: { patient: 'plan du patient', calibrated: 'calibré', magnification: 'imageur ÷ ERMF', detector: 'au détecteur', unstated: 'origine non précisée', none: 'sans échelle' },
  window: (center, width) => `C ${center} · L ${width}`,
  fullRange: 'pleine dynamique',
  table: 'table',
  standardWindow: { lung: 'Poumon', mediastinum: 'Médiastin', abdomen: 'Abdomen', bone: 'Os', brain: 'Encéphale' },
  windowPreset: (index) => `Fenêtre ${index}`,
  inverted: 'inversé',
  slice: (index, count) => `${index} / ${count}`,
  position: 'position',
  thickness: 'épaisseur',
  part: (part, parts) => `partie ${part} / ${parts}`,
  age: (years) => plural(years, 'an', 'ans'),
  pick: (label, side) => `${label} : cliquez le point sur une image du sein ${side}. Échap pour renoncer.`,
  pickRefused: (side) => `Ce point n’est pas sur une image actuelle du sein ${side}.`,
  gpuLost: 'La carte graphique ne répond plus. Les images sont affichées par le processeur, plus lentement.',
  gpuDiffers: 'La carte graphique ne restitue pas exactement les gris. Les images sont affichées par le processeur.',
  steps: 'Étapes d’affichage',
}

const en: ViewerStrings = {
  viewer: 'Images of the study',
  tools: { window: 'Window', zoom: 'Zoom', pan: 'Pan', point: 'Point', length: 'Length', ellipse: 'Ellipse', outline: 'Freehand outline', magnifier: 'Magnifier' },
  actions: { invert: 'Invert', reset: 'Reset', compare: 'Prior', link: 'Linked', overlay: 'Texts', presets: 'Rendering', prior: 'Compared prior' },
  current: 'current',
  prior: 'prior',
  noPrior: 'No prior on this workstation',
  right: 'right',
  left: 'left',
  sideLetter: { R: 'R', L: 'L', B: 'R+L', '': '' },
  patientSide: { A: 'A', P: 'P', R: 'R', L: 'L', H: 'S', F: 'I' },
  loading: 'Loading the image…',
  empty: 'This study holds no image to show.',
  problem: {
    'unsupported-syntax': (detail) => `Image not shown: its compression is not supported (${detail}). The object is kept.`,
    'unsupported-pixels': (detail) => `Image not shown: its pixel format is not supported (${detail}). The object is kept.`,
    corrupt: () => 'Image not shown: its data are damaged. Retrieve it again from the PACS.',
    unavailable: () => 'Image not shown: it could not be read on this workstation. Retrieve it again.',
  },
  forProcessing: 'Raw image, not for interpretation',
  magnified: 'magnified',
  partial: 'PARTIAL',
  implant: 'IMPLANT',
  lossy: 'lossy compression',
  burnedIn: 'burned-in text', reconciled: 'Reconciled identity', identityConflict: 'Identity in conflict',
  scaleUnknown: 'unknown scale',
  spacingSource: { patient: 'patient plane', calibrated: 'calibrated', magnification: 'imager ÷ ERMF', detector: 'at the detector', unstated: 'origin not stated', none: 'no scale' },
  window: (center, width) => `C ${center} · W ${width}`,
  fullRange: 'full range',
  table: 'table',
  standardWindow: { lung: 'Lung', mediastinum: 'Mediastinum', abdomen: 'Abdomen', bone: 'Bone', brain: 'Brain' },
  windowPreset: (index) => `Window ${index}`,
  inverted: 'inverted',
  slice: (index, count) => `${index} / ${count}`,
  position: 'position',
  thickness: 'thickness',
  part: (part, parts) => `part ${part} / ${parts}`,
  age: (years) => plural(years, 'year', 'years'),
  pick: (label, side) => `${label}: click the point on an image of the ${side} breast. Escape to give up.`,
  pickRefused: (side) => `This point is not on a current image of the ${side} breast.`,
  gpuLost: 'The graphics card stopped answering. Images are painted by the processor, more slowly.',
  gpuDiffers: 'The graphics card does not render the greys exactly. Images are painted by the processor.',
  steps: 'Display steps',
}

export const viewerStrings = { fr: spaced(fr), en } as const
