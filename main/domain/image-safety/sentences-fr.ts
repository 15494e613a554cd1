/** The sentences in French. */
import type { FindingCode } from './finding.ts'
import type { FindingWords, Values } from './sentences.ts'

export const fr: Record<FindingCode, (values: Values) => FindingWords> = {
  'side-contradictory': (v) => ({
    short: 'Côté contradictoire : D ou G ?',
    full: `L’image se dit de côtés différents : ${v.sides()}. Elle est affichée à part, sans côté, telle que reçue, et ne peut porter aucun repère. Comparez au repère plombé et demandez au site de corriger l’objet.`,
  }),
  'side-missing': () => ({
    short: 'Côté absent',
    full: 'L’image ne dit pas de quel sein elle est. Elle est affichée à part, sans côté, telle que reçue, et ne peut porter aucun repère. Comparez au repère plombé et demandez au site de compléter l’objet.',
  }),
  'side-both': () => ({
    short: 'Côté : D+G',
    full: 'L’image se dit des deux seins sans être une vue du sillon intermammaire. Elle est affichée à part, telle que reçue, et ne peut porter aucun repère. Demandez au site de préciser le côté.',
  }),
  'view-contradictory': (v) => ({
    short: 'Incidence contradictoire',
    full: `L’image se dit de deux incidences : ${v.text('meaning') || v.text('code')} (code) et ${v.text('position')} (View Position). Elle est affichée à part et ne remplit aucune place. Jugez l’incidence sur l’image et demandez au site de corriger l’objet.`,
  }),
  'view-missing': (v) => ({
    short: 'Incidence non codée',
    full: `L’image n’a pas de code d’incidence${v.text('position') === '' ? '' : ` (View Position « ${v.text('position')} » ne suffit pas)`}. Elle ne remplit aucune place et se trouve parmi les autres clichés. Demandez au site d’envoyer le code d’incidence.`,
  }),
  'view-unknown': (v) => ({
    short: 'Incidence inconnue',
    full: `Le code d’incidence ${v.text('code')} (${v.text('scheme')}${v.text('meaning') === '' ? '' : `, « ${v.text('meaning')} »`}) n’est pas connu. L’image ne remplit aucune place et se trouve parmi les autres clichés. Jugez l’incidence sur l’image.`,
  }),
  'view-position-differs': (v) => ({
    short: 'Incidence : deux noms',
    full: `Le code dit « ${v.text('meaning') || v.text('code')} », View Position dit ${v.text('position')}. L’image est placée d’après le code. Rien à faire si elle est à sa place.`,
  }),
  'orientation-missing': () => ({
    short: 'Orientation absente de l’image : comme reçue',
    full: 'L’image ne dit pas comment elle est orientée. Elle est affichée telle que reçue, centrée, sans être tournée. Vérifiez le sens avec le repère plombé avant de localiser une anomalie.',
  }),
  'orientation-impossible': (v) => ({
    short: 'Orientation impossible : affichée comme reçue',
    full: `L’orientation ${v.text('orientation')} est impossible pour cette incidence. L’image est affichée telle que reçue, centrée, sans être tournée. Vérifiez le sens avec le repère plombé et signalez l’objet au site.`,
  }),
  'orientation-contradicts-side': (v) => ({
    short: 'Orientation contraire au côté',
    full: `L’orientation ${v.text('orientation')} est celle d’un oblique de l’autre sein. L’image est affichée telle que reçue, centrée, sans être tournée. Comparez le côté au repère plombé ; en cas de doute, contestez le côté.`,
  }),
  'spacing-missing': () => ({
    short: 'Échelle inconnue',
    full: 'L’image ne donne pas la taille de ses pixels. Elle est affichée à sa propre échelle et se mesure en pixels seulement. Ne comparez pas les tailles avec les autres clichés.',
  }),
  'spacing-uneven': (v) => ({
    short: 'Pixels non carrés : échelle écartée',
    full: `La taille de pixel diffère entre lignes et colonnes (${v.number('row')} et ${v.number('column')} mm). L’échelle n’est pas employée : l’image est affichée à sa propre échelle et se mesure en pixels. Signalez l’objet au site.`,
  }),
  'spacing-implausible': (v) => ({
    short: 'Échelle invraisemblable : écartée',
    full: `La taille de pixel (${v.number('row')} × ${v.number('column')} mm) n’est pas celle d’un détecteur de mammographie. Elle n’est pas employée : l’image est affichée à sa propre échelle et se mesure en pixels. Signalez l’objet au site.`,
  }),
  'spacing-contradictory': () => ({
    short: 'Deux échelles contradictoires',
    full: 'Les deux tailles de pixel de l’image (à l’objet et au détecteur) ne peuvent être vraies ensemble. Aucune n’est employée : l’image est affichée à sa propre échelle et se mesure en pixels. Signalez l’objet au site.',
  }),
  'spacing-unusual': (v) => ({
    short: 'Échelle inhabituelle',
    full: `La taille de pixel (${v.number('row')} × ${v.number('column')} mm) est inhabituelle en mammographie. Elle est employée. Jugez les tailles avec prudence.`,
  }),
  'magnification-implausible': (v) => ({
    short: 'Facteur d’agrandissement invraisemblable',
    full: `Aucun appareil n’a le facteur d’agrandissement ${v.number('factor')} que l’image donne. Il n’est pas employé : les longueurs sont données au détecteur. Signalez l’objet au site.`,
  }),
  'calibration-contradictory': () => ({
    short: 'Étalonnage contradictoire',
    full: 'Le facteur d’agrandissement et l’étalonnage de l’image ne s’accordent pas. L’étalonnage n’est pas employé : les longueurs sont données d’après le détecteur et le facteur. Tenez-en compte pour toute taille reportée.',
  }),
  'for-processing': () => ({
    short: 'Image brute, non destinée à l’interprétation',
    full: 'Cette image est brute (FOR PROCESSING) et n’est pas destinée à l’interprétation. Demandez au site l’image de présentation (retransmettre).',
  }),
  'eight-bits': (v) => ({
    short: `${v.text('bits')} bits par pixel`,
    full: `L’image n’a que ${v.text('bits')} bits par pixel : une mammographie en a 12 ou plus. Elle est affichée telle quelle ; des gris ont été perdus avant l’envoi. Demandez l’original au site.`,
  }),
  lossy: () => ({
    short: 'Compression avec perte',
    full: 'L’image a été comprimée avec perte avant d’arriver ici. Elle est affichée telle quelle. Si un détail fin est en cause, demandez l’original au site.',
  }),
  'burned-in': () => ({
    short: 'Texte incrusté',
    full: 'L’image porte du texte incrusté dans ses pixels, comme un film numérisé. Comparez-le à l’identité de la patiente et au côté affichés.',
  }),
  'unread-overlays': (v) => ({
    short: 'Surimpression non affichée',
    full: `L’image porte des surimpressions qui n’ont pas pu être lues (groupe ${v.text('groups')}). Elles ne sont pas affichées. Demandez au site ce qu’elles montrent.`,
  }),
  partial: () => ({
    short: 'Vue partielle',
    full: 'L’image ne montre qu’une partie du sein. Lisez-la avec les autres parties de la même incidence.',
  }),
  magnified: (v) => ({
    short: `Agrandi × ${v.number('factor')}`,
    full: `L’image est un agrandissement (× ${v.number('factor')}). Elle n’est pas mise à la taille des autres clichés.`,
  }),
  implant: () => ({ short: 'Implant', full: 'L’image est faite avec un implant en place. Lisez aussi les vues avec implant refoulé, s’il y en a.' }),
  'other-modality': (v) => ({
    short: `Image ${v.text('modality')}`,
    full: `L’examen contient des images qui ne sont pas des mammographies (${v.text('modality')} : ${v.text('count')}). Elles se trouvent parmi les autres clichés.`,
  }),
  'date-missing': () => ({ short: 'Date absente', full: 'L’image n’a pas de date d’acquisition. La date de l’examen est affichée à sa place.' }),
  'date-future': (v) => ({
    short: `Date à venir : ${v.day('date')}`,
    full: `L’image est datée du ${v.day('date')}, un jour à venir. Elle est affichée telle quelle. L’horloge de l’appareil ou de ce poste est à vérifier.`,
  }),
  'same-place': (v) => ({
    short: 'Deux images pour une place',
    full: `Plusieurs images (${v.text('count')}) disent être ${v.text('view')} ${v.breast('side')}. La plus récente est à sa place, les autres sont en plus : regardez-les toutes.`,
  }),
  'one-breast': (v) => ({
    short: `Sein ${v.breast('side')} seul`,
    full: `L’examen ne contient que des clichés du sein ${v.breast('side')}. Les places de l’autre sein restent vides. Vérifiez qu’il n’en manque pas (sein opéré ou envoi incomplet).`,
  }),
  male: () => ({ short: 'Patient : homme', full: 'Le patient est un homme : hors programme de dépistage. Les images sont affichées. Vérifiez l’identité avec le site.' }),
  'prior-newer': (v) => ({
    short: 'Antériorité plus récente',
    full: `L’antériorité est datée du ${v.day('date')}, après l’examen à lire. Elle est affichée comme antériorité. Vérifiez les dates des deux examens.`,
  }),
  'prior-other-patient': () => ({
    short: 'Antériorité : autre identité',
    full: 'L’antériorité porte une autre date de naissance ou un autre sexe que l’examen. Ne la comparez pas avant d’avoir vérifié l’identité avec le site.',
  }),
  'other-patient-refused': (v) => ({
    short: 'Image d’une autre personne refusée',
    full: `Des objets de cet examen (${v.text('count')}) portaient l’identité d’une autre personne. Ils n’ont pas été rangés et ne sont pas affichés : l’examen est peut-être incomplet. Signalez-le au site avant de conclure.`,
  }),
  'other-name': () => ({
    short: 'Nom différent',
    full: 'L’image porte un autre nom que l’examen, avec le même numéro et la même date de naissance (nom de naissance ou d’usage ?). Elle est affichée. Vérifiez l’identité avec le site.',
  }),
  'other-sex': () => ({
    short: 'Sexe différent',
    full: 'L’image porte un autre sexe que l’examen, avec le même numéro et la même date de naissance. Elle est affichée. Vérifiez l’identité avec le site.',
  }),
  'side-disputed': () => ({
    short: 'Côté contesté',
    full: 'Vous avez contesté le côté de ce cliché. La lecture ne peut être close avant un rappel technique sur ce cliché, ou le retrait de la contestation.',
  }),
}
