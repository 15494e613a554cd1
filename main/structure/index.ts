/** The structure's desk: every exam and where it stands, what is awaited, figures, letters. Closed to whoever reads for the
 *  programme, role of coordinator or not; a reader gets the own figures and nothing else. */
import { ExpectedError, type Account, type CallContext, type ExamRow, type HandlersOf } from '../contract/index.ts'
import { placeholders } from '../domain/letters/index.ts'
import { followsExams } from '../domain/second-reading/index.ts'
import { localDay } from '../displays/index.ts'
import { filtered, followedExam, followedExams, page } from './exams.ts'
import { exportCsv } from './export-csv.ts'
import { createComplementaryViews, feedback, figures } from './figures.ts'
import { followRecall, saveBdd } from './follow-up.ts'
import { issue, letterPdf, preview, saveTemplate, templates } from './letters.ts'
import { createOpinions } from './opinions.ts'
import type { StructurePorts } from './ports.ts'

export type { StructurePorts } from './ports.ts'

type StructureOperation =
  | 'structure.exams' | 'structure.saveBdd' | 'structure.followRecall' | 'structure.indicators' | 'structure.feedback' | 'structure.exportCsv'
  | 'structure.letterTemplates' | 'structure.saveLetterTemplate' | 'structure.previewLetter' | 'structure.issueLetter'

export interface StructureRoom {
  readonly handlers: HandlersOf<StructureOperation>
  /** The bytes of an issued letter, for a coordinator; `request/not-found` for anybody else. */
  letterPdf(account: Pick<Account, 'roles'>, letterId: string): Promise<Uint8Array<ArrayBuffer>>
}

export function createStructure(ports: StructurePorts): StructureRoom {
  const opinions = createOpinions(ports)
  const complementary = createComplementaryViews(ports)
  const today = () => localDay(ports.now())
  const exams = (account: Account) => followedExams(ports, opinions, account)
  const exam = (account: Account, study: string) => followedExam(ports, opinions, account, study)

  async function changed(account: Account, study: string): Promise<ExamRow> {
    ports.emit({ type: 'structure.changed' })
    return (await exam(account, study)).row
  }

  return {
    letterPdf(account, letterId) {
      if (!followsExams(account)) throw new ExpectedError('request/not-found')
      return letterPdf(ports, letterId)
    },
    handlers: {
      'structure.exams': async (input, context) => page((await exams(coordinator(context))).map(({ row }) => row), input),
      'structure.saveBdd': async (input, context) => {
        const account = coordinator(context)
        saveBdd(ports, (await exam(account, input.studyInstanceUID)).row, input, today(), account.id, context)
        return changed(account, input.studyInstanceUID)
      },
      'structure.followRecall': async (input, context) => {
        const account = coordinator(context)
        followRecall(ports, (await exam(account, input.studyInstanceUID)).row, input, today(), account.id, context)
        return changed(account, input.studyInstanceUID)
      },
      'structure.indicators': async (input, context) => figures(await exams(coordinator(context)), input, complementary),
      'structure.feedback': async (input, context) => {
        const account = present(context)
        const readers = await feedback(ports, opinions, account, input)
        return context.act(input.reader ?? account.id, () => ({ readers }), 'reader figures')
      },
      'structure.exportCsv': async (input, context) => {
        const found = await exams(coordinator(context))
        const table = exportCsv(input, today(), filtered(found.map(({ row }) => row), input.filter), figures(found, input.selection, complementary))
        return context.act(`structure.${input.what}`, () => table, `CSV rows=${table.rows}`)
      },
      'structure.letterTemplates': (_, context) => {
        coordinator(context)
        return { templates: templates(ports.store), placeholders: [...placeholders] }
      },
      'structure.saveLetterTemplate': (input, context) => saveTemplate(ports, input, coordinator(context).id, context),
      'structure.previewLetter': async (input, context) => preview(ports, await exam(coordinator(context), input.studyInstanceUID), input),
      'structure.issueLetter': async ({ studyInstanceUID, result, recipient }, context) => {
        const account = coordinator(context)
        await issue(ports, await exam(account, studyInstanceUID), { result, recipient }, account.id, context)
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
