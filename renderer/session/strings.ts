/** Words of reading sessions, in both languages. */
import type { Language } from '../../main/contract/index.ts'
import { spaced } from '../i18n/index.ts'

const fr = {
  title: 'Séance de lecture', entry: 'Séance de lecture', start: 'Commencer', resume: 'Reprendre la séance', waiting: (n: number) => `${n} examen${n > 1 ? 's' : ''} en attente de votre seconde lecture sur ce poste`,
  none: 'Aucun examen n’attend votre seconde lecture sur ce poste.', size: 'Examens de la séance', site: 'Site', allSites: 'Tous les sites', oldest: 'Les plus anciens d’abord ; un examen à la fois.',
  elsewhere: (n: number) => `${n} autre${n > 1 ? 's' : ''} à récupérer du PACS`, unsigned: (n: number, at: string) => `Séance du ${at} : ${n} avis à signer`, toSign: 'Voir et signer',
  due: { late: 'hors délai', urgent: 'urgent', soon: 'bientôt', calm: 'dans les délais', unknown: 'date inconnue' },
  days: (left: number) => (left < 0 ? `${-left} j de retard` : `${left} j restants`),
  perHour: (n: number) => `${n} examens/h`, mean: (text: string) => `${text} par examen`, elapsed: 'Temps de lecture', pause: 'Pause', undo: 'Annuler le dernier avis', skip: 'Passer', end: 'Terminer', next: 'Examen suivant', previous: 'Examen précédent',
  pauseProposed: { cases: 'Pause conseillée : 50 examens ou plus depuis la dernière.', minutes: 'Pause conseillée : 50 minutes ou plus depuis la dernière.' },
  paused: 'Séance en pause', pausedText: 'Le temps de lecture est arrêté. L’examen reste le vôtre vingt minutes.', resumeKey: 'Reprendre',
  normal: (patient: string, place: string) => `Normal – ${patient} · ${place}`, recorded: (patient: string, place: string) => `Avis figé – ${patient} · ${place}`,
  sounds: 'Sons', ended: 'Fin de la séance', allDone: 'Tous les examens de la séance ont été montrés.', opinions: (n: number) => `${n} examen${n > 1 ? 's' : ''}`,
  sign: (n: number) => `Signer ${n} avis`, signText: 'Une phrase de passe signe chaque avis prêt, un par un. Ce qui ne peut pas être signé reste et le dit.', close: 'Terminer et revenir à la liste', back: 'Revenir à la lecture',
  standing: { 'to-sign': 'prêt à signer', 'to-reveal': 'à confronter', 'no-opinion': 'sans avis', 'skipped': 'passé', 'signed': 'signé' },
  columns: { place: 'N°', patient: 'Patiente', date: 'Examen', opinion: 'Avis', standing: 'État' }, signedCount: (n: number, all: number) => `${n} avis signés sur ${all}.`, unnamed: 'Sans nom', confirmNext: 'Confirmer, examen suivant', incomplete: 'La fiche n’est pas complète : rien n’a été conclu.',
}
type Words = typeof fr
const en: Words = {
  title: 'Reading session', entry: 'Reading session', start: 'Begin', resume: 'Go on with the session', waiting: (n) => `${n} exam${n === 1 ? '' : 's'} waiting for your second reading on this console`,
  none: 'No exam waits for your second reading on this console.', size: 'Exams in the session', site: 'Site', allSites: 'All sites', oldest: 'Oldest first; one exam at a time.',
  elsewhere: (n) => `${n} more to be retrieved from the PACS`, unsigned: (n, at) => `Session of ${at}: ${n} opinion${n === 1 ? '' : 's'} to sign`, toSign: 'See and sign',
  due: { late: 'late', urgent: 'urgent', soon: 'soon', calm: 'within the limit', unknown: 'date unknown' },
  days: (left) => (left < 0 ? `${-left} d late` : `${left} d left`),
  perHour: (n) => `${n} exams/h`, mean: (text) => `${text} per exam`, elapsed: 'Reading time', pause: 'Pause', undo: 'Undo the last opinion', skip: 'Skip', end: 'End', next: 'Next exam', previous: 'Previous exam',
  pauseProposed: { cases: 'A pause is advised: 50 exams or more since the last one.', minutes: 'A pause is advised: 50 minutes or more since the last one.' },
  paused: 'Session paused', pausedText: 'Reading time has stopped. The exam stays yours for twenty minutes.', resumeKey: 'Resume',
  normal: (patient, place) => `Normal – ${patient} · ${place}`, recorded: (patient, place) => `Opinion frozen – ${patient} · ${place}`,
  sounds: 'Sounds', ended: 'End of the session', allDone: 'Every exam of the session has been shown.', opinions: (n) => `${n} exam${n === 1 ? '' : 's'}`,
  sign: (n) => `Sign ${n} opinion${n === 1 ? '' : 's'}`, signText: 'One passphrase signs every opinion that is ready, one by one. What cannot be signed stays, and says why.', close: 'End and return to the list', back: 'Return to reading',
  standing: { 'to-sign': 'ready to sign', 'to-reveal': 'to be compared', 'no-opinion': 'no opinion', 'skipped': 'skipped', 'signed': 'signed' },
  columns: { place: 'No.', patient: 'Patient', date: 'Exam', opinion: 'Opinion', standing: 'State' }, signedCount: (n, all) => `${n} of ${all} opinions signed.`, unnamed: 'No name', confirmNext: 'Confirm, next exam', incomplete: 'The sheet is not complete: nothing was concluded.',
}
export const sessionStrings: Readonly<Record<Language, Words>> = { fr: spaced(fr), en }
