/** The structure's desk: every exam and where it stands, what is awaited, figures, letters. Closed to whoever reads for the
 *  programme, role of coordinator or not; a reader gets the own figures and nothing else. */
import { ExpectedError, type Account, type CallContext, type ExamDetail, type HandlersOf } from '../contract/index.ts'
import { placeholders } from '../domain/letters/index.ts'
import { followsExams } from '../domain/second-reading/index.ts'
import { localDay } from '../displays/index.ts'
import { settleOlder, workOffArrears } from './arrears.ts'
import { detailOf } from './exam-detail.ts'
import { examPage, openedExams } from './exam-list.ts'
import { followedExam, followedExams } from './exams.ts'
import { exportCsv } from './export-csv.ts'
import { createComplementaryViews, feedback, figures } from './figures.ts'
import { followRecall, saveBdd } from './follow-up.ts'
import { issue, letterPdf, preview, saveTemplate, templates } from './letters.ts'
import { importList } from './list/index.ts'
import { createOpinions } from './opinions.ts'
import type { StructurePorts } from './ports.ts'
import { workupAsked, type WorkupAsked } from './workup-sheet.ts'

export type { StructurePorts } from './ports.ts'

type StructureOperation =
  | 'structure.exams' | 'structure.exam' | 'structure.saveBdd' | 'structure.followRecall' | 'structure.indicators' | 'structure.feedback' | 'structure.exportCsv'
  | 'structure.importList' | 'structure.letterTemplates' | 'structure.saveLetterTemplate' | 'structure.previewLetter' | 'structure.issueLetter'

export interface StructureRoom {
  readonly handlers: HandlersOf<StructureOperation>
  /** The bytes of an issued letter, for a coordinator; `request/not-found` for anybody else. */
  letterPdf(account: Pick<Account, 'roles'>, letterId: string): Promise<Uint8Array<ArrayBuffer>>
  /** What the sheet of the deferred workup of an exam says, for a coordinator; `request/not-found` for anybody else. */
  workupAsked(account: Pick<Account, 'id' | 'roles'>, studyInstanceUID: string): Promise<WorkupAsked>
  /** Once at an unlock: exams whose course stood still while the desk went on. */
  workOffArrears(): void
}

export function createStructure(ports: StructurePorts): StructureRoom {
  const opinions = createOpinions(ports)
  const complementary = createComplementaryViews(ports)
  const today = () => localDay(ports.now())
  const exams = (account: Account) => followedExams(ports, opinions, account, () => true)
  const exam = (account: Pick<Account, 'id' | 'roles'>, study: string) => followedExam(ports, opinions, account, study)

  async function changed(account: Account, study: string): Promise<ExamDetail> {
    ports.emit({ type: 'structure.changed' })
    ports.emit({ type: 'worklist.changed' })
    return detailOf(ports, await exam(account, study), account)
  }

  return {
    workOffArrears: () => { workOffArrears(ports) },
    letterPdf(account, letterId) {
      if (!followsExams(account)) throw new ExpectedError('request/not-found')
      return letterPdf(ports, letterId)
    },
    async workupAsked(account, study) {
      if (!followsExams(account)) throw new ExpectedError('request/not-found')
      return workupAsked(await exam(account, study))
    },
    handlers: {
      'structure.exams': (input, context) => examPage(ports, opinions, coordinator(context), input),
      'structure.exam': async ({ studyInstanceUID }, context) => {
        const account = coordinator(context)
        return detailOf(ports, await exam(account, studyInstanceUID), account)
      },
      'structure.saveBdd': async (input, context) => {
        const account = coordinator(context)
        const found = await exam(account, input.studyInstanceUID)
        saveBdd(ports, found.row, input, today(), account, context, () => { settleOlder(ports, found) })
        return changed(account, input.studyInstanceUID)
      },
      'structure.followRecall': async (input, context) => {
        const account = coordinator(context)
        const found = await exam(account, input.studyInstanceUID)
        followRecall(ports, found.row, input, account, context, () => { settleOlder(ports, found) })
        return changed(account, input.studyInstanceUID)
      },
      'structure.indicators': async (input, context) => figures(await exams(coordinator(context)), input, complementary),
      'structure.feedback': async (input, context) => {
        const account = present(context)
        const readers = await feedback(ports, opinions, account, input)
        return context.act(input.reader ?? account.id, () => ({ readers }), 'reader figures')
      },
      'structure.exportCsv': async (input, context) => {
        const account = coordinator(context)
        const rows = input.what === 'EXAMS' ? (await openedExams(ports, opinions, account, input.filter)).map(({ row }) => row) : []
        const table = exportCsv(input, today(), rows, figures(input.what === 'EXAMS' ? [] : await exams(account), input.selection, complementary))
        return context.act(`structure.${input.what}`, () => table, `CSV rows=${table.rows}`)
      },
      'structure.letterTemplates': (_, context) => {
        coordinator(context)
        return { templates: templates(ports.store), placeholders: [...placeholders] }
      },
      'structure.saveLetterTemplate': (input, context) => saveTemplate(ports, input, coordinator(context).id, context),
      'structure.importList': ({ content }, context) => {
        const report = importList(ports, content, coordinator(context), context)
        ports.emit({ type: 'structure.changed' })
        return report
      },
      'structure.previewLetter': async (input, context) => preview(ports, await exam(coordinator(context), input.studyInstanceUID), input),
      'structure.issueLetter': async ({ studyInstanceUID, result, recipient }, context) => {
        const account = coordinator(context)
        await issue(ports, await exam(account, studyInstanceUID), { result, recipient }, account, context)
        return changed(account, studyInstanceUID)
      },
    },
  }
}

function present({ account }: CallContext): Account {
  if (account === null) throw new ExpectedError('session/locked')
  return account
}

function coordinator(context: CallContext): Account {
  const account = present(context)
  if (!followsExams(account)) throw new ExpectedError('structure/reader')
  return account
}
