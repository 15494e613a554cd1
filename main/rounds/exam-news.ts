/** What was written down to be told: by a coordinator to readers elsewhere, by a reader to the centre. Each by a letter of its
 *  own, in one transaction with its mark, so that it is told once. */
import type { AccountId, RoundMessage, StudyInstanceUID } from '../contract/index.ts'
import { assignedTo, markTold, untoldNews, withdrawAssignment, type ExamNews } from '../programme/index.ts'
import type { RoundsPorts } from './ports.ts'

export async function tellNews(ports: RoundsPorts, letter: (to: AccountId | 'CENTRE', study: string, message: RoundMessage) => Promise<() => void>): Promise<void> {
  const actor = ports.account()
  const standing = ports.letterbox().standing()
  if (actor === null || standing === 'ALONE' || (standing === 'CENTRE' && !ports.speaksForCentre())) return
  for (const news of untoldNews(ports.store)) {
    if (standing === 'READER' && news.account !== actor) continue
    const to = standing === 'READER' ? 'CENTRE' : news.account as AccountId
    const post = await letter(to, news.study, standing === 'READER' ? toCentre(news) : await toReader(ports, news))
    ports.store.transaction(() => {
      if (!markTold(ports.store, news.id, ports.now().toISOString())) return
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
      const post = ports.isHere(reader) ? () => undefined : await letter(reader, study, { ...of, type: 'WITHDRAWN', assignmentId: id })
      ports.store.transaction(() => {
        if (assignedTo(ports.store, study).every((one) => one.id !== id)) return
        withdrawAssignment(ports.store, id, ports.now())
        ports.audit.record({ actor, event: 'patient-record', outcome: 'success', object: study, detail: `unassign ${reader}` })
        post()
      })
    }
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
