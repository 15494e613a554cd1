/** What the viewer can be told to do, for the application's command registry: ids, words, default keys. The viewer
 *  installs no key handler of its own. Keys: a letter by its meaning, a longer word by its physical place. */
import { tomosynthesisCommands } from './tomosynthesis/commands.ts'

export const viewerCommands = [
  { id: 'viewer.nextStep', label: { fr: 'Étape d’affichage suivante', en: 'Next display step' }, keys: ['Space', 'NumpadAdd'] },
  { id: 'viewer.previousStep', label: { fr: 'Étape d’affichage précédente', en: 'Previous display step' }, keys: ['Backspace', 'NumpadSubtract'] },
  { id: 'viewer.step1', label: { fr: 'Étape 1', en: 'Step 1' }, keys: ['Alt+Digit1'] },
  { id: 'viewer.step2', label: { fr: 'Étape 2', en: 'Step 2' }, keys: ['Alt+Digit2'] },
  { id: 'viewer.step3', label: { fr: 'Étape 3', en: 'Step 3' }, keys: ['Alt+Digit3'] },
  { id: 'viewer.step4', label: { fr: 'Étape 4', en: 'Step 4' }, keys: ['Alt+Digit4'] },
  { id: 'viewer.step5', label: { fr: 'Étape 5', en: 'Step 5' }, keys: ['Alt+Digit5'] },
  { id: 'viewer.step6', label: { fr: 'Étape 6', en: 'Step 6' }, keys: ['Alt+Digit6'] },
  { id: 'viewer.step7', label: { fr: 'Étape 7', en: 'Step 7' }, keys: ['Alt+Digit7'] },
  { id: 'viewer.step8', label: { fr: 'Étape 8', en: 'Step 8' }, keys: ['Alt+Digit8'] },
  { id: 'viewer.step9', label: { fr: 'Étape 9', en: 'Step 9' }, keys: ['Alt+Digit9'] },
  { id: 'viewer.alternate', label: { fr: 'Autre cliché de la même incidence', en: 'Other image of the same view' }, keys: ['e'] },
  { id: 'viewer.window', label: { fr: 'Fenêtrage', en: 'Window' }, keys: ['w'] },
  { id: 'viewer.zoom', label: { fr: 'Zoom', en: 'Zoom' }, keys: ['z'] },
  { id: 'viewer.pan', label: { fr: 'Déplacer', en: 'Pan' }, keys: ['p'] },
  { id: 'viewer.length', label: { fr: 'Mesurer une longueur', en: 'Measure a length' }, keys: ['l'] },
  { id: 'viewer.magnifier', label: { fr: 'Loupe', en: 'Magnifier' }, keys: ['m', 'NumpadMultiply'] },
  { id: 'viewer.invert', label: { fr: 'Inverser les gris', en: 'Invert the greys' }, keys: ['i'] },
  { id: 'viewer.reset', label: { fr: 'Réinitialiser les images', en: 'Reset the images' }, keys: ['r'] },
  { id: 'viewer.comparePrior', label: { fr: 'Comparer à l’antériorité', en: 'Compare with the prior' }, keys: ['c', 'NumpadDivide'] },
  { id: 'viewer.pixelSize', label: { fr: 'Un pixel acquis par pixel affiché (1:1)', en: 'One acquired pixel per screen pixel (1:1)' }, keys: ['x'] },
  { id: 'viewer.lifeSize', label: { fr: 'Taille réelle (1 mm à l’écran par mm du sein)', en: 'Life size (1 mm on screen per mm of the breast)' }, keys: ['Shift+x'] },
  { id: 'viewer.nextPreset', label: { fr: 'Rendu suivant', en: 'Next rendering' }, keys: ['v'] },
  { id: 'viewer.link', label: { fr: 'Lier ou délier les images', en: 'Link or unlink the images' }, keys: [] },
  { id: 'viewer.overlay', label: { fr: 'Montrer ou masquer les textes', en: 'Show or hide the texts' }, keys: ['o'] },
  { id: 'viewer.remarks', label: { fr: 'Remarques sur les images', en: 'Remarks on the images' }, keys: ['Shift+r'] },
  { id: 'viewer.nextImage', label: { fr: 'Image suivante', en: 'Next image' }, keys: ['ArrowDown'] },
  { id: 'viewer.previousImage', label: { fr: 'Image précédente', en: 'Previous image' }, keys: ['ArrowUp'] },
  { id: 'viewer.roamNext', label: { fr: 'Quadrant suivant', en: 'Next quadrant' }, keys: ['ArrowRight'] },
  { id: 'viewer.roamPrevious', label: { fr: 'Quadrant précédent', en: 'Previous quadrant' }, keys: ['ArrowLeft'] },
  { id: 'viewer.nextUnseen', label: { fr: 'Partie suivante non vue à 1:1', en: 'Next part not seen at 1:1' }, keys: ['Shift+ArrowRight'] },
  { id: 'viewer.deleteAnnotation', label: { fr: 'Supprimer la mesure choisie', en: 'Delete the chosen measurement' }, keys: ['Delete'] },
  ...tomosynthesisCommands,
] as const satisfies readonly { id: `viewer.${string}`; label: { fr: string; en: string }; keys: readonly string[] }[]

export type ViewerCommandId = (typeof viewerCommands)[number]['id']
