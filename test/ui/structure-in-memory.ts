/** A structure's desk in memory: three hundred invented exams over every standing, the same every time; lists and figures by
 *  the program's own pure functions. */
import { randomUUID } from 'node:crypto'
import { ExpectedError, type AccountId, type AssignableReader, type AssignmentRow, type BddResult, type CoordinatorAct, type ExamDetail, type ExamRow, type ExamStanding, type Handlers, type LetterId, type LetterTemplate, type StudyInstanceUID } from '../../main/contract/index.ts'
import { delays, firstFeedback, indicators, secondFeedback, selected, volumes, type ExamFacts } from '../../main/domain/indicators/index.ts'
import { addDays, defaultTemplates, letterDue, paragraphsOf, placeholders, unknownPlaceholder } from '../../main/domain/letters/index.ts'
import { filtered, page } from '../../main/structure/exams.ts'
import { exportCsv } from '../../main/structure/export-csv.ts'
import { dueOf, recallDays, resultOf } from '../../main/structure/standing.ts'
import { firstDay as today, generatedStudy } from './generated-studies.ts'

const standings: readonly ExamStanding[] = ['ATTENTE_L2', 'CONCORDANT_NEGATIF', 'CONCORDANT_NEGATIF', 'ATTENTE_L1', 'CONCORDANT_NEGATIF', 'LECTURE_L2', 'AVIS_FIGE', 'CONCORDANT_NEGATIF', 'HORS_L2', 'RESULTAT_ENVOYE', 'POSITIF_L2', 'CLOS', 'RAPPEL_ATTENDU', 'BDD_RECU', 'DIFFERE', 'ATTENTE_ANTERIORITES', 'BDD_ATTENDU']
const final = new Set<ExamStanding>(['CONCORDANT_NEGATIF', 'RESULTAT_ENVOYE', 'CLOS', 'POSITIF_L2', 'BDD_ATTENDU', 'BDD_RECU', 'RAPPEL_ATTENDU'])
const bdd: BddResult = { doneOn: '2025-03-06', acr: { D: 1, G: 4 }, action: 'PRELEVEMENT', biopsy: 'PERCUTANEOUS', cancer: null }

export function generatedExam(index: number): ExamRow {
  const { studyInstanceUID, patientName, patientBirthDate, patientID, accessionNumber, site } = generatedStudy(index)
  const standing = index === 40 ? 'ENVELOPPE_ALTEREE' : index === 43 ? 'INCOMPLET' : standings[index % standings.length] ?? 'ATTENTE_L2'
  const days = (index * 7) % 31
  const examOn = addDays(today, -days)
  const decision = standing === 'RAPPEL_ATTENDU' ? 'RAPPEL_TECHNIQUE' : standing.startsWith('BDD') || standing === 'POSITIF_L2' ? 'POSITIF' : 'NEGATIF'
  const concluded = addDays(today, -Math.floor(days / 2))
  const result = resultOf(standing, days)
  const lettersDue = result === null || standing === 'BDD_RECU' || standing === 'RESULTAT_ENVOYE' ? [] : (['PHYSICIAN', 'WOMAN'] as const).map((recipient) => ({ result, recipient, ...letterDue({ result, recipient, examOn, concludedOn: concluded, physicianToldOn: null }) }))
  const recall = decision !== 'RAPPEL_TECHNIQUE' ? null : { askedOn: addDays(concluded, -25), events: [], ...recallDays(addDays(concluded, -25), []) }
  const opinion = (value: typeof decision, acr: 0 | 2) => ({ decision: value, acr: { D: 1 as const, G: acr } })
  return {
    studyInstanceUID, patientName, patientBirthDate, patientID, accessionNumber, site, examOn, days, standing, round: standing === 'ATTENTE_L2' && index % 6 === 0 ? 2 : 1, independent: false, identityDiffers: index % 97 === 5 ? ['BIRTH'] : [], demo: false, lettersDue, recall, letters: [],
    ...dueOf({ standing, waitsSince: examOn, today, recall, lettersDue }),
    firstReader: standing === 'ATTENTE_L1' ? null : `L1-7K3Q${index % 3}`, secondReader: final.has(standing) ? `L2-M8W2${index % 4}` : null,
    opinions: final.has(standing) ? { first: opinion('NEGATIF', 2), blind: opinion(index % 55 === 1 ? 'POSITIF' : decision, decision === 'POSITIF' ? 0 : 2), final: opinion(decision, decision === 'POSITIF' ? 0 : 2) } : null,
    bdd: standing === 'BDD_RECU' ? bdd : null,
  }
}

const actsOf: Partial<Record<ExamStanding, readonly CoordinatorAct[]>> = {
  INCOMPLET: ['IDENTITY', 'WITHDRAW'], ATTENTE_L2: ['WITHDRAW'], LECTURE_L2: ['RELEASE', 'WITHDRAW'], AVIS_FIGE: ['RELEASE', 'WITHDRAW'], DIFFERE: ['RESUME', 'WITHDRAW'], ATTENTE_ANTERIORITES: ['PRIORS', 'WITHDRAW'],
  RESULTAT_ENVOYE: ['CLOSE'], BDD_ATTENDU: ['CLOSE'], BDD_RECU: ['CLOSE'], RAPPEL_ATTENDU: ['REMINDER', 'RECEIVED', 'REFUSED'],
}
const readers: readonly AssignableReader[] = (['Dr Anne Lecteur', 'Dr Bruno Second', 'Dr Claire Lointaine'] as const).map((displayName, index) => ({ accountId: `0b5f3e2c-5a1f-4c2b-8d6e-2f1a9c7b010${index}` as AccountId, displayName, roles: ['L2'], here: index < 2 }))
const freely: readonly CoordinatorAct[] = ['RESUME', 'PRIORS', 'REMINDER', 'RECEIVED']

function opened(row: ExamRow): ExamDetail {
  const recalled = row.standing === 'RAPPEL_ATTENDU'
  const film = (number: number, side: string, view: string, redone = false) => ({ sopInstanceUID: `${row.studyInstanceUID}.1.${number}` as ExamDetail['images'][number]['sopInstanceUID'], side, view, acquiredOn: redone ? today : row.examOn, redone })
  return {
    ...row, reason: row.standing === 'DIFFERE' ? 'Étiquettes MLO inversées à droite' : row.standing === 'ATTENTE_ANTERIORITES' ? 'Asymétrie du QSE gauche : clichés de 2023 ?' : '',
    acts: (actsOf[row.standing] ?? []).map((act) => ({ act, reasonNeeded: !freely.includes(act) && row.standing !== 'RESULTAT_ENVOYE' })),
    views: recalled ? [{ cote: 'D', incidence: 'Oblique externe', motif: 'Flou' }] : [], instruction: recalled ? 'Reprendre l’oblique droit.' : '',
    earlier: row.round === 2 ? [{ round: 1, reader: 'L2-M8W20', blind: { decision: 'RAPPEL_TECHNIQUE', acr: { D: 1, G: 1 } }, final: { decision: 'RAPPEL_TECHNIQUE', acr: { D: 1, G: 1 } } }] : [],
    sheetIdentity: row.standing === 'INCOMPLET' ? { patientID: '0042918', patientBirthDate: row.patientBirthDate, accessionNumber: row.accessionNumber, notedAt: `${today}T08:00:00.000Z` } : null,
    arbiter: null, listed: row.identityDiffers.length === 0 ? null : { name: row.patientName.replaceAll('^', ' '), birthDate: '1963-01-02', examOn: row.examOn ?? today }, images: recalled ? [film(1, 'D', 'Face'), film(2, 'G', 'Face'), film(3, 'D', 'Oblique externe'), film(4, 'G', 'Oblique externe'), film(5, 'D', 'Oblique externe', true)] : [],
  }
}

/** A year of a structure, as the figures count it. */
function generatedFacts(index: number): ExamFacts {
  const decision = index % 70 === 3 ? 'POSITIF' : index % 60 === 7 ? 'RAPPEL_TECHNIQUE' : 'NEGATIF'
  const opinion = { decision, acr: decision === 'POSITIF' ? 0 : index % 3 === 0 ? 2 : 1 } as const
  const examOn = addDays(today, -(index % 360))
  return {
    examOn, site: generatedStudy(index).site, arrivedOn: addDays(examOn, 1 + (index % 4)), earlier: [], awaitsSecond: false,
    first: { reader: `L1-7K3Q${index % 3}`, signedOn: addDays(examOn, 1 + (index % 4)), positiveBeforeBdi: index % 19 === 0, bdiNegative: null, complementaryViews: index % 8 === 0, subsequent: index % 3 !== 0 },
    second: { reader: `L2-M8W2${index % 4}`, readOn: addDays(examOn, 3 + (index % 9)), blind: opinion, final: opinion },
    bdd: decision === 'POSITIF' ? { doneOn: addDays(examOn, 20), acr: index % 2 === 0 ? 4 : 2, biopsy: index % 2 === 0 ? 'PERCUTANEOUS' : 'NONE', cancer: index % 4 === 0 } : null,
    resultSentOn: index % 10 === 0 ? null : addDays(examOn, 5 + (index % 12)),
  }
}

const letterValues = {
  patiente: 'ESSAI Maria', dateNaissance: '12.04.1962', numeroDossier: 'A500150', dateExamen: '24.02.2025', site: 'CH de Flers', medecin: '', structure: 'Centre de lecture de démonstration', dateLettre: '12.03.2025', jours: '16',
  categorie: 'Sein gauche : ACR 0. Examen à compléter.', localisation: 'Masse, sein gauche', examensProposes: 'échographie', clichesARefaire: 'oblique externe du sein droit', consigne: '',
}

type Structure = Pick<Handlers, Extract<keyof Handlers, `structure.${string}`> | 'programme.verifyIdentity' | 'programme.resume' | 'programme.answerPriors' | 'programme.release' | 'programme.cancel' | 'programme.close' | 'programme.assignments' | 'programme.assign' | 'programme.unassign'>

export function structureInMemory(count: number, changed: () => void): Structure {
  let rows = Array.from({ length: count }, (_, index) => generatedExam(index))
  let assigned: AssignmentRow[] = []
  const facts = Array.from({ length: 1400 }, (_, index) => generatedFacts(index))
  let templates: LetterTemplate[] = defaultTemplates.map((one) => ({ ...one, changedAt: null }))
  const change = (study: StudyInstanceUID, next: (row: ExamRow) => ExamRow, tell = true): ExamDetail => {
    const row = rows.find(({ studyInstanceUID }) => studyInstanceUID === study)
    if (row === undefined) throw new ExpectedError('request/not-found')
    const moved = next(row)
    rows = rows.map((one) => (one === row ? moved : one))
    if (tell) changed()
    return opened(moved)
  }
  const moved = (study: StudyInstanceUID, standing: ExamStanding) => {
    change(study, (row) => ({ ...row, standing, due: standing === 'ATTENTE_L2' ? row.due : 'closed', dueOn: null, lettersDue: [] }))
    return { dossier: { studyInstanceUID: study, policy: 'FR_DOCS_MASQUE' as const, state: null, round: 1, mine: null, consulted: false, reason: '', issue: null, versions: [], lateChanges: [], reminderDueAt: null, limitAt: null } }
  }
  const figures = (selection: Parameters<Structure['structure.indicators']>[0]) => {
    const chosen = selected(facts, selection)
    return {
      exams: chosen.length, unreadable: 1, indicators: indicators(chosen), delays: delays(chosen), volumes: volumes(chosen),
      sites: [...new Set(facts.map(({ site }) => site))].toSorted(), readers: volumes(facts).map(({ reader }) => reader),
    }
  }
  return {
    'structure.exams': (input) => page(rows, input),
    'structure.exam': ({ studyInstanceUID }) => change(studyInstanceUID, (row) => row, false),
    'structure.importList': () => ({
      encoding: 'ISO-8859-1' as const, lines: 214, taken: 180, known: 30, waiting: 12, cut: true,
      refused: [
        { line: 17, code: 'list/columns' as const, fr: 'La ligne a 9 colonnes au lieu de 11. Corrigez-la et importez le fichier de nouveau : rien ne sera doublé.', en: 'The line has 9 columns instead of 11.' },
        { line: 88, code: 'list/identity' as const, fr: 'L’identité ou la date du fichier n’est pas celle des images de ce dossier.', en: 'The identity or the day in the file is not that of the images of this exam.' },
        { line: 214, code: 'list/cut' as const, fr: 'Le fichier est coupé au milieu de cette ligne. Les lignes entières sont prises ; importez le fichier complet : rien ne sera doublé.', en: 'The file is cut in the middle of this line.' },
      ],
    }),
    'programme.assignments': () => ({ rows: assigned, readers: [...readers] }),
    'programme.assign': ({ studyInstanceUIDs, readers: [reader], dueOn }) => {
      // The first reader of some exams is one of the second readers.
      const refused = reader === readers[0]?.accountId ? studyInstanceUIDs.filter((_, index) => index === 0) : []
      const given = studyInstanceUIDs.filter((study) => !refused.includes(study))
      assigned = [...assigned.filter(({ studyInstanceUID }) => !given.includes(studyInstanceUID)), ...given.map((studyInstanceUID) => ({ studyInstanceUID, round: 1, post: 'L2' as const, reader: reader ?? ('' as AccountId), dueOn, assignedAt: `${today}T09:00:00.000Z` }))]
      return { assigned: given, leftAside: refused.map((studyInstanceUID) => ({ studyInstanceUID, code: 'reading/same-reader' as const, fr: 'Vous avez signé la première lecture de cet examen.', en: 'You signed the first reading of this exam.' })) }
    },
    'programme.unassign': ({ studyInstanceUIDs }) => {
      assigned = assigned.filter(({ studyInstanceUID }) => !studyInstanceUIDs.includes(studyInstanceUID))
      return { withdrawn: studyInstanceUIDs, leftAside: [] }
    },
    'programme.verifyIdentity': ({ studyInstanceUID }) => moved(studyInstanceUID, 'ATTENTE_L2'),
    'programme.resume': ({ studyInstanceUID }) => moved(studyInstanceUID, 'ATTENTE_L2'),
    'programme.answerPriors': ({ studyInstanceUID }) => moved(studyInstanceUID, 'ATTENTE_L2'),
    'programme.release': ({ studyInstanceUID }) => moved(studyInstanceUID, 'ATTENTE_L2'),
    'programme.cancel': ({ studyInstanceUID }) => moved(studyInstanceUID, 'ANNULE'),
    'programme.close': ({ studyInstanceUID }) => moved(studyInstanceUID, 'CLOS'),
    'structure.saveBdd': ({ studyInstanceUID, result }) => change(studyInstanceUID, (row) => ({ ...row, standing: 'BDD_RECU', due: 'closed', dueOn: null, bdd: result, lettersDue: [] })),
    'structure.followRecall': ({ studyInstanceUID, kind }) => change(studyInstanceUID, (row) => (row.recall === null ? row : {
      ...row, ...(kind === 'RECEIVED' ? { standing: 'ATTENTE_L2', round: 2 } : kind === 'REFUSED' ? { standing: 'CLOS', due: 'closed' } : {}),
      recall: { ...row.recall, events: [...row.recall.events, { kind, on: today }], ...recallDays(row.recall.askedOn, [...row.recall.events, { kind, on: today }]) },
    })),
    'structure.indicators': figures,
    'structure.feedback': ({ reader }) => ({
      readers: (reader === null ? ['L2-M8W20', 'L1-7K3Q0'] : [reader]).map((one) => ({ reader: one, second: one.startsWith('L2') ? secondFeedback(facts, one) : null, first: one.startsWith('L1') ? firstFeedback(facts, one) : null })),
    }),
    'structure.exportCsv': (input) => exportCsv(input, today, filtered(rows, input.filter), figures(input.selection)),
    'structure.letterTemplates': () => ({ templates, placeholders: [...placeholders] }),
    'structure.saveLetterTemplate': (wording) => {
      const unknown = unknownPlaceholder(`${wording.subject}\n${wording.body}`)
      if (unknown !== null) throw new ExpectedError('letter/unknown-placeholder', { params: { name: unknown } })
      const saved = { ...wording, changedAt: `${today}T09:00:00.000Z` }
      templates = templates.map((one) => (one.result === wording.result && one.recipient === wording.recipient ? saved : one))
      return saved
    },
    'structure.previewLetter': ({ result, recipient }) => ({
      result, recipient, addressee: recipient === 'WOMAN' ? 'ESSAI Maria' : '', subject: templates.find((one) => one.result === result && one.recipient === recipient)?.subject ?? '',
      paragraphs: paragraphsOf(templates.find((one) => one.result === result && one.recipient === recipient)?.body ?? '', letterValues),
      dated: today, structure: 'Centre de lecture de démonstration', from: today, by: today,
    }),
    'structure.issueLetter': ({ studyInstanceUID, result, recipient }) => change(studyInstanceUID, (row) => ({
      ...row, lettersDue: row.lettersDue.filter((one) => one.recipient !== recipient), letters: [...row.letters, { id: randomUUID() as LetterId, result, recipient, issuedAt: `${today}T09:00:00.000Z` }],
    })),
  }
}
