/** Words of what readers may do with an exam beside reading it, in both languages. */
import type { Language } from '../../../main/contract/index.ts'
import { spaced } from '../../i18n/index.ts'

export type Detour = 'defer' | 'priors' | 'consensus'
export type Loss = 'expired' | 'changed' | 'taken' | 'left'

interface DetourWords {
  readonly entry: string
  readonly title: (patient: string) => string
  readonly text: string
  readonly act: string
  readonly reasons: readonly string[]
  readonly done: (patient: string) => string
}

const frDetours: Record<Detour, DetourWords> = {
  defer: {
    entry: 'Différer…', title: (patient) => `Différer l’examen de ${patient}`, act: 'Différer l’examen',
    text: 'L’examen quitte la file de tous les lecteurs ; la coordination l’y remettra. Votre saisie est conservée.',
    reasons: ['MLO inversées', 'Images d’une autre femme', 'Cliché manquant', 'Identité qui ne concorde pas', 'Images illisibles ou altérées'],
    done: (patient) => `Examen différé – ${patient}`,
  },
  priors: {
    entry: 'Demander les antériorités…', title: (patient) => `Demander les antériorités de ${patient}`, act: 'Demander les antériorités',
    text: 'L’examen revient de lui-même dans la file quand elles arrivent sur ce poste, quand la coordination répond, ou au bout de cinq jours. Votre saisie est conservée.',
    reasons: ['Asymétrie à comparer', 'Masse à comparer', 'Calcifications à comparer', 'Distorsion ou cicatrice à comparer', 'Antériorités annoncées mais absentes'],
    done: (patient) => `Antériorités demandées – ${patient}`,
  },
  consensus: {
    entry: 'Demander un consensus…', title: (patient) => `Demander un consensus sur l’examen de ${patient}`, act: 'Demander le consensus',
    text: 'L’examen vous attend tous les deux. Le confrère regarde les images avec vous, sans voir aucune fiche, et ne pourra plus lire cet examen. Votre avis reste le vôtre.',
    reasons: ['Image difficile', 'Rappel technique à discuter', 'Lésion douteuse', 'Divergence avec la première lecture'],
    done: (patient) => `Consensus demandé – ${patient}`,
  },
}
const fr = {
  menu: 'Autre suite',
  detours: frDetours,
  reasons: 'Motif', other: 'Autre motif, ou précision', reasonHint: 'Un chiffre choisit le motif, Entrée valide.', reasonMissing: 'Donnez un motif : la coordination le lira.',
  colleague: 'Confrère', noColleague: 'Aucun autre second lecteur n’a de compte sur ce poste, et un confrère d’un autre poste ne peut pas être appelé d’ici. Mettez l’examen de côté avec votre question pour motif : la coordination la lira.', refused: 'L’acte n’a pas eu lieu',
  waitingTitle: { CONSENSUS_DEMANDE: 'Consensus demandé', CONSENSUS_EN_COURS: 'Consensus en cours' },
  waitingText: {
    CONSENSUS_DEMANDE: 'L’examen attend que votre confrère le rejoigne depuis sa session. Rien ne peut être conclu d’ici là ; votre saisie est conservée.',
    CONSENSUS_EN_COURS: 'Votre confrère regarde l’examen. Il vous revient quand il le rend ; votre saisie est conservée.',
  },
  withdraw: 'Retirer la demande', next: 'Examen suivant', back: 'Retour',
  lossTitle: { expired: 'Cet examen n’est plus réservé pour vous', changed: 'Cet examen est revenu dans la file', taken: 'Un autre lecteur a cet examen', left: 'Cet examen n’attend plus votre lecture' },
  leftText: 'La coordination l’a mis de côté, annulé ou clos, ou il est déjà conclu.',
  kept: 'Rien de ce que vous avez saisi n’est perdu.', retake: 'Reprendre l’examen',
  consulted: 'Consensus demandé', consultedText: 'Un second lecteur demande votre regard sur cet examen. En le rejoignant vous ne pourrez plus le lire vous-même.',
  join: 'Rejoindre le consensus', joinTitle: (patient: string) => `Rejoindre le consensus sur l’examen de ${patient}`, joinText: 'Cet acte ne s’annule pas : vous ne pourrez plus donner d’avis de lecteur sur cet examen.',
  joined: 'Consensus en cours', joinedText: 'Regardez les images ensemble, puis rendez l’examen à son lecteur : lui seul conclut.', reason: (reason: string) => `Motif : ${reason}`, asked: (at: string) => `Demandé le ${at}`, giveBack: 'Rendre l’examen',
  notice: (patients: string, count: number) => (count === 1 ? `Votre avis est demandé sur l’examen de ${patients}.` : `Votre avis est demandé sur ${count} examens : ${patients}.`), open: 'Voir', unnamed: 'Sans nom',
}
type Words = typeof fr

const en: Words = {
  menu: 'Other course',
  detours: {
    defer: {
      entry: 'Put aside…', title: (patient) => `Put the exam of ${patient} aside`, act: 'Put the exam aside',
      text: 'The exam leaves every reader’s queue; the coordinator brings it back. What you typed is kept.',
      reasons: ['MLO views swapped', 'Images of another woman', 'An image is missing', 'Identity does not match', 'Images unreadable or altered'],
      done: (patient) => `Exam put aside – ${patient}`,
    },
    priors: {
      entry: 'Ask for priors…', title: (patient) => `Ask for the priors of ${patient}`, act: 'Ask for priors',
      text: 'The exam comes back to the queue by itself when they arrive on this console, when the coordinator answers, or after five days. What you typed is kept.',
      reasons: ['Asymmetry to compare', 'Mass to compare', 'Calcifications to compare', 'Distortion or scar to compare', 'Priors announced but absent'],
      done: (patient) => `Priors asked for – ${patient}`,
    },
    consensus: {
      entry: 'Ask for a consensus…', title: (patient) => `Ask for a consensus on the exam of ${patient}`, act: 'Ask for the consensus',
      text: 'The exam waits for both of you. Your colleague looks at the images with you, sees no sheet, and can no longer read this exam. Your opinion stays yours.',
      reasons: ['Difficult image', 'Technical recall to discuss', 'Doubtful lesion', 'Differs from the first reading'],
      done: (patient) => `Consensus asked for – ${patient}`,
    },
  },
  reasons: 'Reason', other: 'Another reason, or details', reasonHint: 'A digit chooses the reason, Enter confirms.', reasonMissing: 'Give a reason: the coordinator will read it.',
  colleague: 'Colleague', noColleague: 'No other second reader has an account on this console, and a colleague of another one cannot be called from here. Put the exam aside with your question as the reason: the coordinator reads it.', refused: 'This was not done',
  waitingTitle: { CONSENSUS_DEMANDE: 'Consensus asked for', CONSENSUS_EN_COURS: 'Consensus under way' },
  waitingText: {
    CONSENSUS_DEMANDE: 'The exam waits for your colleague to join it from his or her own session. Nothing can be concluded until then; what you typed is kept.',
    CONSENSUS_EN_COURS: 'Your colleague is looking at the exam. It comes back to you when it is given back; what you typed is kept.',
  },
  withdraw: 'Withdraw the request', next: 'Next exam', back: 'Back',
  lossTitle: { expired: 'This exam is no longer kept for you', changed: 'This exam went back to the queue', taken: 'Another reader has this exam', left: 'This exam no longer waits for your reading' },
  leftText: 'The coordinator put it aside, withdrew or closed it, or it is concluded already.',
  kept: 'Nothing of what you typed is lost.', retake: 'Take the exam again',
  consulted: 'Consensus asked for', consultedText: 'A second reader asks you to look at this exam. Once you join you can no longer read it yourself.',
  join: 'Join the consensus', joinTitle: (patient) => `Join the consensus on the exam of ${patient}`, joinText: 'This cannot be undone: you can no longer give a reader’s opinion on this exam.',
  joined: 'Consensus under way', joinedText: 'Look at the images together, then give the exam back to its reader, who alone concludes.', reason: (reason) => `Reason: ${reason}`, asked: (at) => `Asked on ${at}`, giveBack: 'Give the exam back',
  notice: (patients, count) => (count === 1 ? `You are asked about the exam of ${patients}.` : `You are asked about ${count} exams: ${patients}.`), open: 'Show', unnamed: 'No name',
}
export const courseStrings: Readonly<Record<Language, Words>> = { fr: spaced(fr), en }
