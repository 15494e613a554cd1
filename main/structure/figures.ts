/** Indicators of a selection and the confidential figures of readers, from the same exams as the list. */
import { ExpectedError, type Account, type FigureSelection, type IndicatorFigures, type ReaderFeedback } from '../contract/index.ts'
import { delays, firstFeedback, indicators, secondFeedback, secondReadings, selected, volumes, type ExamFacts, type SecondFacts } from '../domain/indicators/index.ts'
import { incidenceOf } from '../domain/sheet/index.ts'
import { followsExams } from '../domain/second-reading/index.ts'
import { dayOf, type FollowedExam } from './exams.ts'
import { opinionFacts, workupFacts, type Conclusion, type Opinions } from './opinions.ts'
import { recordedExams, type RecordedExam } from './exam-rows.ts'
import type { StructurePorts } from './ports.ts'

/** @param complementary whether an exam had other views than the four of the programme; null where its images are away. */
export function factsOf({ recorded, opinions }: Pick<FollowedExam, 'recorded' | 'opinions'>, complementary: (study: string) => boolean | null): ExamFacts | null {
  if (opinions.is === 'broken' || opinions.is === 'unopened') return null
  const { study, place, first, second, earlier, letters } = recorded
  // Views to be made again are no result yet, and a word about the delay is none.
  const sent = letters.find(({ recipient, result }) => recipient === 'WOMAN' && (result === 'NEGATIVE' || result === 'POSITIVE'))
  const signedOn = first?.signed_at == null ? null : dayOf(first.signed_at)
  // Images and sheet are at the structure when its console knows the exam: at the signature where it was signed here, else
  // when the first reader's letter came.
  const arrivedOn = place === null ? signedOn : dayOf(place.receivedAt)
  return {
    examOn: study.study_date, site: study.site, arrivedOn,
    first: first === null || signedOn === null || opinions.firstAvis === null ? null : {
      reader: first.reader_code, signedOn, ...workupFacts(opinions.firstAvis),
      complementaryViews: complementary(study.study_uid), subsequent: recorded.subsequent,
    },
    ...secondFacts([...opinions.earlier, ...(opinions.is === 'open' ? [opinions.opinions] : [])], [...earlier, ...(second === null ? [] : [second])]),
    awaitsSecond: first?.second_awaited !== 0 && opinions.is !== 'open',
    bdd: bddFacts(recorded),
    resultSentOn: sent === undefined ? null : dayOf(sent.issuedAt),
  }
}

function secondFacts(conclusions: readonly Conclusion[], readings: RecordedExam['earlier']): Pick<ExamFacts, 'second' | 'earlier'> {
  const facts = conclusions.flatMap(({ blind, final }, index): SecondFacts[] => {
    const reading = readings[index]
    const readAt = reading?.frozen_at ?? reading?.signed_at ?? null
    return reading === undefined || readAt === null ? [] : [{ reader: reading.reader_code, readOn: dayOf(readAt), blind: opinionFacts(blind), final: opinionFacts(final) }]
  })
  return { second: facts.at(-1) ?? null, earlier: facts.slice(0, -1) }
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
  const all = recordedExams(ports.store, ports.course, ports.policy(), today).filter(({ study }) => study.demo === 0)
  // A reader opens the own envelopes alone: the rest of an exam is not even looked at.
  const exams = follows ? all : all.map((exam) => ownPart(exam, account)).filter((exam) => exam.second !== null || exam.earlier.length > 0)
  const opened = await opinions.of(account, exams)
  const facts = selected(exams.flatMap((recorded, index) => {
    const found = opened[index]
    const one = found === undefined ? null : factsOf({ recorded, opinions: found }, () => null)
    return one === null ? [] : [one]
  }), { from: input.from, to: input.to, site: null, reader: null })
  const readers = input.reader === null ? (follows ? volumes(facts).map(({ reader }) => reader) : ownCodes) : [input.reader]
  return [...new Set(readers)].map((reader) => ({ reader, second: isSecond(facts, reader) ? secondFeedback(facts, reader) : null, first: follows && isFirst(facts, reader) ? firstFeedback(facts, reader) : null }))
}

const isSecond = (facts: readonly ExamFacts[], reader: string) => facts.some((exam) => secondReadings(exam).some((one) => one.reader === reader))
const isFirst = (facts: readonly ExamFacts[], reader: string) => facts.some(({ first }) => first?.reader === reader)

function ownPart(exam: RecordedExam, account: Pick<Account, 'id'>): RecordedExam {
  const isOwn = (reading: RecordedExam['second']) => reading !== null && reading.account_id === account.id && reading.signed_at !== null
  return { ...exam, first: null, second: isOwn(exam.second) ? exam.second : null, earlier: exam.earlier.filter((reading) => isOwn(reading)) }
}
