/** A profile with exams that wait for their second reader: small generated mammograms of four views, each with its signed
 *  first reading. Made in this process through the program's own rooms, then opened by the program. */
import { avisVide, ficheVide, keptSettings, type Avis } from '../../main/contract/index.ts'
import type { ExamStudy } from '../fixtures/mammography/index.ts'
import { mammographyDisplay } from './mammography-display.ts'
import { openInProcess, passphrase } from './in-process.ts'
import { importSmallExams } from './small-exams.ts'

const negative: Avis = { ...avisVide, acr: { D: 1, G: 1 }, densite: 2, fiche: { ...ficheVide, ecs: { statut: 'NORMAL_OU_BENIN', anomalies: [] } } }
export const reader = { displayName: 'Lectrice Deux', passphrase }
/** The window of the tests, which stands for the mammography display. */
const screen = { width: 1920, height: 1080, devicePixelRatio: 1, colorDepth: 24, greyPath: 'DITHERED', displayId: null } as const

/** Oldest first: a session gives them in this order. */
export async function prepareExams(profile: string, count: number): Promise<string[]> {
  const console = await openInProcess({ profile, people: [['Lecteur Un', 'L1'], [reader.displayName, 'L2']] })
  const { must, people, close } = console
  try {
    const settings = await must('settings.get', {})
    await must('settings.set', { ...keptSettings(settings), idleMinutes: 120, displayRule: { ...settings.displayRule, minimumMegapixels: 1, dailyCheck: false } })
    await must('displays.save', { id: null, entry: { ...mammographyDisplay(new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10)), columns: screen.width, rows: screen.height } })
    const studies = await importSmallExams(console, Array.from({ length: count }, (_, exam) => studyOf(exam)))
    await must('session.lock', {})
    await must('session.unlock', { accountId: people.get('Lecteur Un'), passphrase })
    await must('displays.report', { screens: [screen] })
    for (const studyInstanceUID of studies) {
      const { id, version, text } = await must('reading.open', { studyInstanceUID })
      const saved = await must('reading.saveDraft', { readingId: id, expectedVersion: version, avis: negative, text })
      await must('reading.sign', { readingId: id, expectedVersion: saved.version, passphrase })
    }
    return studies
  } finally {
    await close()
  }
}

function studyOf(exam: number): ExamStudy {
  const day = new Date(Date.UTC(2025, 0, 1 + exam)).toISOString().slice(0, 10).replaceAll('-', '')
  const number = String(exam + 1).padStart(3, '0')
  return { key: `séance ${number}`, patientName: `ESSAI^Numéro ${number}`, patientID: `SEANCE-${number}`, birthDate: '19650412', sex: 'F', date: day }
}

// Run as a program by tests whose own runner transforms what it loads: the profile, then how many exams.
if (import.meta.main) await prepareExams(process.argv[2] ?? '', Number(process.argv[3]))
