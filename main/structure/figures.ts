/** Indicators of a selection and the confidential figures of readers, from the same exams as the list. */
import { ExpectedError, type Account, type FigureSelection, type IndicatorFigures, type ReaderFeedback } from '../contract/index.ts'
import { delays, firstFeedback, indicators, secondFeedback, selected, volumes, type ExamFacts } from '../domain/indicators/index.ts'
import { incidenceOf } from '../domain/sheet/index.ts'
import { followsExams } from '../domain/second-reading/index.ts'
import { dayOf, type FollowedExam } from './exams.ts'
import { opinionFacts, workupFacts, type Opinions } from './opinions.ts'
import { recordedExams, type RecordedExam } from './exam-rows.ts'
import type { StructurePorts } from './ports.ts'

/** @param complementary whether an exam had other views than the four of the programme; null where its images are away. */
export function factsOf({ recorded, opinions }: Pick<FollowedExam, 'recorded' | 'opinions'>, complementary: (study: string) => boolean | null): ExamFacts | null {
  if (opinions.is === 'broken') return null
  const { study, first, second, letters } = recorded
  const sent = letters.find(({ recipient, result }) => recipient === 'WOMAN' && result !== 'LATE')
  // With the sheet sealed in the program, it reaches the structure when it is signed.
  const arrivedOn = first?.signed_at == null ? null : dayOf(first.signed_at)
  return {
    examOn: study.study_date, site: study.site, arrivedOn,
    first: first === null || arrivedOn === null || opinions.firstAvis === null ? null : {
      reader: first.reader_code, signedOn: arrivedOn, ...workupFacts(opinions.firstAvis),
      complementaryViews: complementary(study.study_uid), subsequent: recorded.subsequent,
    },
    second: second?.signed_at == null || opinions.is !== 'open' ? null : {
      reader: second.reader_code, readOn: dayOf(second.frozen_at ?? second.signed_at), blind: opinionFacts(opinions.opinions.blind), final: opinionFacts(opinions.opinions.final),
    },
    bdd: bddFacts(recorded),
    resultSentOn: sent === undefined ? null : dayOf(sent.issuedAt),
  }
}

function bddFacts({ bdd }: RecordedExam): ExamFacts['bdd'] {
  if (bdd === null) return null
  const worst = [bdd.acr.D, bdd.acr.G].filter((value) => value !== null).toSorted((one, other) => other - one)[0]
  return worst === undefined ? null : { doneOn: bdd.doneOn, acr: worst, biopsy: bdd.biopsy, cancer: bdd.cancer }
}

/** Remembers what the images of an exam are: they do not change while a session lasts. */
export function createComplementaryViews({ images }: Pick<StructurePorts, 'images'>): (study: string) => boolean | null {
  const known = new Map<string, boolean>()
  return (study) => {
    const before = known.get(study)
    if (before !== undefined) return before
    const here = images(study)
    if (here.length === 0) return null
    const found = here.some((image) => !['FACE', 'OBLIQUE'].includes(incidenceOf(image)))
    known.set(study, found)
    return found
  }
}

export function figures(exams: readonly FollowedExam[], selection: FigureSelection, complementary: (study: string) => boolean | null): IndicatorFigures {
  // What was made up for the demonstration is nobody's figure.
  const facts = exams.filter(({ recorded }) => recorded.study.demo === 0).map((exam) => factsOf(exam, complementary))
  const readable = facts.filter((one) => one !== null)
  const chosen = selected(readable, selection)
  const everybody = volumes(readable)
  return {
    exams: chosen.length, unreadable: facts.length - readable.length,
    indicators: indicators(chosen), delays: delays(chosen), volumes: volumes(chosen),
    sites: [...new Set(readable.map(({ site }) => site).filter((site) => site !== ''))].toSorted((one, other) => one.localeCompare(other, 'fr')),
    readers: [...new Set(everybody.map(({ reader }) => reader))],
  }
}

export async function feedback(ports: StructurePorts, opinions: Opinions, account: Account, input: { reader: string | null; from: string | null; to: string | null }): Promise<ReaderFeedback[]> {
  const follows = followsExams(account)
  const ownCodes = ports.store.prepare<[string], { code: string }>(`SELECT code FROM reader_codes WHERE account_id = ? AND kind <> 'PLAIN' ORDER BY code`).all(account.id).map(({ code }) => code)
  // Somebody else's code does not exist for a reader, whether or not it is one.
  if (!follows && input.reader !== null && !ownCodes.includes(input.reader)) throw new ExpectedError('request/not-found')
  const today = dayOf(ports.now().toISOString())
  const all = recordedExams(ports.store, today).filter(({ study }) => study.demo === 0)
  // A reader opens the own envelopes alone: the rest of an exam is not even looked at.
  const exams = follows ? all : all.map((exam) => ownPart(exam, account)).filter((exam) => exam.second !== null)
  const opened = await opinions.of(account, exams)
  const facts = selected(exams.flatMap((recorded, index) => {
    const found = opened[index]
    const one = found === undefined ? null : factsOf({ recorded, opinions: found }, () => null)
    return one === null ? [] : [one]
  }), { from: input.from, to: input.to, site: null, reader: null })
  const readers = input.reader === null ? (follows ? volumes(facts).map(({ reader }) => reader) : ownCodes) : [input.reader]
  return [...new Set(readers)].map((reader) => ({ reader, second: isSecond(facts, reader) ? secondFeedback(facts, reader) : null, first: follows && isFirst(facts, reader) ? firstFeedback(facts, reader) : null }))
}

const isSecond = (facts: readonly ExamFacts[], reader: string) => facts.some(({ second }) => second?.reader === reader)
const isFirst = (facts: readonly ExamFacts[], reader: string) => facts.some(({ first }) => first?.reader === reader)

function ownPart(exam: RecordedExam, account: Pick<Account, 'id'>): RecordedExam {
  const own = exam.second !== null && exam.second.account_id === account.id && exam.second.signed_at !== null
  return { ...exam, first: null, second: own ? exam.second : null }
}
