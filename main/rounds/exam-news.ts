/** What was written down to be told: by a coordinator to readers elsewhere, by a reader to the centre. Each by a letter of its
 *  own, in one transaction with its mark, so that it is told once. */
import { ExpectedError, type AccountId, type RoundMessage, type StudyInstanceUID } from '../contract/index.ts'
import { assignedTo, markTold, untoldNews, withdrawAssignment, type ExamNews } from '../programme/index.ts'
import type { RoundsPorts } from './ports.ts'

export async function tellNews(ports: RoundsPorts, letter: (to: AccountId | 'CENTRE', study: string, message: RoundMessage) => Promise<() => void>): Promise<void> {
  const actor = ports.account()
  const standing = ports.letterbox().standing()
  if (actor === null || standing === 'ALONE' || (standing === 'CENTRE' && !ports.speaksForCentre())) return
  for (const news of untoldNews(ports.store)) {
    if (standing === 'READER' && news.account !== actor) continue
    const to = standing === 'READER' ? 'CENTRE' : news.account as AccountId
    const post = await unlessRefused(async () => letter(to, news.study, standing === 'READER' ? toCentre(news) : await toReader(ports, news)))
    if (post !== null) ports.store.transaction(() => {
      if (!markTold(ports.store, news, ports.now().toISOString())) return
      ports.audit.record({ actor, event: 'patient-record', outcome: 'success', object: news.study, detail: `elsewhere: tell ${news.what}${to === 'CENTRE' ? '' : ` ${to}`}` })
      post()
    })
  }
}

/** An exam that left the programme is taken back from whoever has it elsewhere. */
export async function takeBackWithdrawn(ports: RoundsPorts, letter: (to: AccountId | 'CENTRE', study: string, message: RoundMessage) => Promise<() => void>): Promise<void> {
  const actor = ports.account()
  if (actor === null || ports.letterbox().standing() !== 'CENTRE' || !ports.speaksForCentre()) return
  const left = ports.store.prepare<[], { study: string }>(`SELECT DISTINCT x.study_uid AS study FROM standing_assignments x JOIN dossier_standings d ON d.study_uid = x.study_uid WHERE d.state = 'ANNULE'`).all()
  for (const { study } of left) {
    for (const { id, reader } of assignedTo(ports.store, study)) {
      const post = ports.isHere(reader) ? () => undefined : await unlessRefused(() => letter(reader, study, { ...of, type: 'WITHDRAWN', assignmentId: id }))
      if (post !== null) ports.store.transaction(() => {
        if (assignedTo(ports.store, study).every((one) => one.id !== id)) return
        withdrawAssignment(ports.store, id, ports.now())
        ports.audit.record({ actor, event: 'patient-record', outcome: 'success', object: study, detail: `unassign ${reader}` })
        post()
      })
    }
  }
}

/** One reader to whom nothing can be sealed, who was dismissed for instance, keeps nobody else from being told. */
async function unlessRefused(work: () => Promise<() => void>): Promise<(() => void) | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ExpectedError) return null
    throw error
  }
}

const of = { version: 1 } as const

function toCentre({ id, what, at, images }: ExamNews): RoundMessage {
  if (what === 'PRIORS') return { ...of, type: 'PRIORS_CAME', newsId: id, at }
  return { ...of, type: 'EXAM_CHANGED', newsId: id, what: changeOf(what), at, images: [...images] }
}

async function toReader(ports: RoundsPorts, { id, study, account, what, at, images, over }: ExamNews): Promise<RoundMessage> {
  if (what === 'PRIORS' || what === 'NO_PRIORS') return { ...of, type: 'PRIORS_ANSWERED', newsId: id, answer: what === 'PRIORS' ? 'RECUES' : 'INTROUVABLES', at }
  const post = assignedTo(ports.store, study).find(({ reader }) => reader === account)?.post
  const promise = what === 'FICHE' && !over && post !== undefined ? await ports.reading().promiseFor(account as AccountId, study as StudyInstanceUID, post) : { first: null, shown: [] }
  return { ...of, type: 'CHANGED', newsId: id, what: changeOf(what), at, images: [...images], ...promise, over }
}

const changeOf = (what: ExamNews['what']): 'IMAGES' | 'FICHE' => (what === 'FICHE' ? 'FICHE' : 'IMAGES')
