import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { delay, delays, firstFeedback, indicator, indicatorNames, indicators, proportion, secondFeedback, selected, volumes, type ExamFacts, type OpinionFacts } from './index.ts'

const negative: OpinionFacts = { decision: 'NEGATIF', acr: 1 }
const positive: OpinionFacts = { decision: 'POSITIF', acr: 0 }
const recall: OpinionFacts = { decision: 'RAPPEL_TECHNIQUE', acr: 1 }
const first = { reader: 'L1-A', signedOn: '2025-03-11', positiveBeforeBdi: false, bdiNegative: null, complementaryViews: false, subsequent: true }
const exam = (over: Partial<ExamFacts> = {}, blind: OpinionFacts = negative): ExamFacts => ({
  examOn: '2025-03-10', site: 'Flers', arrivedOn: '2025-03-12', first, second: { reader: 'L2-B', readOn: '2025-03-17', blind, final: blind }, earlier: [], awaitsSecond: false, bdd: null, resultSentOn: '2025-03-19', ...over,
})
const times = (count: number, one: ExamFacts) => Array.from({ length: count }, () => one)

describe('a share and its interval', () => {
  it('is what bisection of the score equation gives in another program, to eight places', () => {
    const known: readonly (readonly [number, number, number, number])[] = [
      [19, 2000, 0.00609024, 0.01479038], [0, 120, 0, 0.03101917], [3, 120, 0.00853817, 0.07093003], [120, 120, 0.96898083, 1], [81, 263, 0.25528852, 0.36620958],
    ]
    for (const [numerator, denominator, low, high] of known) {
      const share = proportion(numerator, denominator)
      expect(share.value).toBe(numerator / denominator)
      expect(share.low).toBeCloseTo(low, 8)
      expect(share.high).toBeCloseTo(high, 8)
    }
    expect(proportion(0, 0)).toEqual({ numerator: 0, denominator: 0, value: null, low: null, high: null })
  })

  it('solves the equation that defines it: the distance to each end is z standard errors of that end', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (denominator, at) => {
      const { value, low, high } = proportion(Math.round(at * denominator), denominator)
      for (const end of [low, high]) {
        if (value === null || end === null || end === 0 || end === 1) continue
        expect(Math.abs(value - end)).toBeCloseTo(1.959963984540054 * Math.sqrt((end * (1 - end)) / denominator), 9)
      }
    }))
  })
})

describe('the legal indicators', () => {
  /** 2,000 women as in the table of the test: counted by hand. */
  const year = [
    ...times(1854, exam()), ...times(100, exam({ first: { ...first, positiveBeforeBdi: true, complementaryViews: true } })), ...times(10, exam({}, recall)),
    ...times(19, exam({}, positive)), exam({ bdd: { doneOn: '2025-04-01', acr: 5, biopsy: 'SURGICAL', cancer: true } }, positive),
    ...times(16, exam({ first: { ...first, subsequent: false, positiveBeforeBdi: true }, second: null })),
  ]

  it('count what the order names, over the exams that can be counted', () => {
    expect(indicators(year).map(({ name, proportion: { numerator, denominator }, standing, certain }) => [name, numerator, denominator, standing, certain])).toEqual([
      ['L1_POSITIVE', 116, 2000, 'kept', true],
      ['L1_POSITIVE_SUBSEQUENT', 100, 1984, 'kept', true],
      // Per screened woman, also who went to no second reading; views to be made again are no recall (VIII.B.3.c).
      ['L2_POSITIVE', 20, 2000, 'kept', true],
      ['RECALLED', 20, 2000, 'kept', true],
      ['TECHNICAL_RECALL', 10, 1984, 'kept', true],
      ['SURGICAL_BIOPSY', 1, 2000, 'missed', true],
      ['COMPLEMENTARY_VIEWS', 100, 2000, 'kept', true],
    ])
  })

  it('say when the figure crosses its target, and whether the interval leaves it open', () => {
    const of = (positives: number, exams: number) => indicator('L2_POSITIVE', [...times(positives, exam({}, positive)), ...times(exams - positives, exam())])
    expect(of(2, 100)).toMatchObject({ standing: 'missed', certain: false })
    expect(of(1, 100)).toMatchObject({ standing: 'kept', certain: false })
    expect(of(60, 1000)).toMatchObject({ standing: 'missed', certain: true })
    expect(indicator('TECHNICAL_RECALL', [...times(1, exam({}, recall)), ...times(99, exam())]).standing).toBe('kept')
  })

  it('say that there are not enough exams rather than a share of five', () => {
    expect(indicator('L2_POSITIVE', times(49, exam()))).toMatchObject({ standing: 'insufficient', certain: false })
    expect(indicator('L2_POSITIVE', times(50, exam())).standing).toBe('kept')
    expect(indicators([]).every(({ standing }) => standing === 'insufficient')).toBe(true)
  })

  it('wait for the second reading, and count an exam that came back with redone films once, with all its readings', () => {
    const waiting = exam({ second: null, awaitsSecond: true })
    const returned = exam({ earlier: [{ reader: 'L2-B', readOn: '2025-03-17', blind: recall, final: recall }], second: { reader: 'L2-C', readOn: '2025-05-02', blind: positive, final: positive } })
    const exams = [...times(98, exam()), waiting, returned]
    expect(indicators(exams).filter(({ name }) => /L2|RECALL/.test(name)).map(({ name, proportion: { numerator, denominator } }) => [name, numerator, denominator])).toEqual([['L2_POSITIVE', 1, 99], ['RECALLED', 1, 99], ['TECHNICAL_RECALL', 1, 99]])
    expect(volumes(exams).filter(({ kind }) => kind === 'SECOND').map(({ reader, read }) => [reader, read])).toEqual([['L2-B', 99], ['L2-C', 1]])
    expect([secondFeedback(exams, 'L2-B').technicalRecalls.numerator, secondFeedback(exams, 'L2-C').positives.numerator]).toEqual([1, 1])
    expect(firstFeedback(exams, 'L1-A')).toMatchObject({ read: 100, secondRead: 99, concordant: { numerator: 98 }, discordant: { numerator: 1 }, technicalRecalls: { numerator: 1 } })
    expect(delay('EXAM_TO_L2', [returned]).median).toBe(7)
  })

  it('count a surgical biopsy of the twelve months after the mammogram alone', () => {
    const late = exam({ bdd: { doneOn: '2026-03-11', acr: 4, biopsy: 'SURGICAL', cancer: false } }, positive)
    expect(indicator('SURGICAL_BIOPSY', [late, exam({ bdd: { doneOn: '2026-03-10', acr: 4, biopsy: 'SURGICAL', cancer: false } }, positive)]).proportion).toMatchObject({ numerator: 1, denominator: 2 })
  })

  it('leave out of the denominator what was not recorded', () => {
    const unknown = exam({ first: { ...first, positiveBeforeBdi: null, complementaryViews: null, subsequent: null } })
    const exams = [...times(60, exam()), ...times(40, unknown)]
    expect(indicator('L1_POSITIVE', exams).proportion.denominator).toBe(60)
    expect(indicator('COMPLEMENTARY_VIEWS', exams).proportion.denominator).toBe(60)
    expect(indicator('L1_POSITIVE_SUBSEQUENT', exams).proportion.denominator).toBe(60)
    expect(indicator('L2_POSITIVE', exams).proportion.denominator).toBe(100)
  })
})

describe('statistics use the blind opinion only', () => {
  const opinion = fc.constantFrom(negative, positive, recall)
  const anyExam = fc.record({ blind: opinion, final: opinion, bdd: fc.boolean() })

  it('changing every opinion after the reveal changes no figure', () => {
    fc.assert(fc.property(fc.array(anyExam, { maxLength: 120 }), (given) => {
      const facts = (final: (one: (typeof given)[number]) => OpinionFacts) => given.map((one) => exam({
        second: { reader: 'L2-B', readOn: '2025-03-17', blind: one.blind, final: final(one) },
        bdd: one.bdd ? { doneOn: '2025-04-01', acr: 4, biopsy: 'PERCUTANEOUS', cancer: true } : null,
      }))
      const figures = (exams: ExamFacts[]) => [indicators(exams), delays(exams), volumes(exams), secondFeedback(exams, 'L2-B'), firstFeedback(exams, 'L1-A')]
      expect(figures(facts(({ final }) => final))).toEqual(figures(facts(({ blind }) => blind)))
    }))
  })

  it('changing the blind opinion does', () => {
    const before = indicators(times(60, exam()))
    const after = indicators([...times(59, exam()), exam({ second: { reader: 'L2-B', readOn: '2025-03-17', blind: positive, final: negative } })])
    expect(before.find(({ name }) => name === 'L2_POSITIVE')?.proportion.numerator).toBe(0)
    expect(after.find(({ name }) => name === 'L2_POSITIVE')?.proportion.numerator).toBe(1)
  })
})

describe('delays', () => {
  const sent = (days: number) => exam({ resultSentOn: new Date(Date.parse('2025-03-10T00:00:00Z') + days * 86_400_000).toISOString().slice(0, 10) })

  it('are whole days: median, longest, share within fifteen', () => {
    expect(delay('EXAM_TO_RESULT', [4, 9, 15, 16].map(sent))).toMatchObject({ count: 4, median: 12, longest: 16, within: { numerator: 3, denominator: 4 } })
    expect(delay('EXAM_TO_RESULT', [4, 9, 40].map(sent)).median).toBe(9)
    expect(delays([exam()]).map(({ name, median }) => [name, median])).toEqual([['EXAM_TO_ARRIVAL', 2], ['ARRIVAL_TO_L2', 5], ['EXAM_TO_L2', 7], ['ARRIVAL_TO_RESULT', 7], ['EXAM_TO_RESULT', 9]])
  })

  it('cross the change of the clocks without gaining a day, and leave out what runs backwards', () => {
    expect(delay('EXAM_TO_RESULT', [exam({ examOn: '2025-03-29', resultSentOn: '2025-03-31' })]).median).toBe(2)
    expect(delay('EXAM_TO_RESULT', [exam({ resultSentOn: '2025-03-01' })])).toMatchObject({ count: 0, median: null, longest: null, within: { value: null } })
    expect(delay('EXAM_TO_RESULT', [exam({ resultSentOn: null })]).count).toBe(0)
  })
})

describe('a reader’s own figures', () => {
  const exams = [
    ...times(96, exam()), exam({}, { decision: 'NEGATIF', acr: 2 }), exam({}, recall),
    exam({ bdd: { doneOn: '2025-04-02', acr: 4, biopsy: 'PERCUTANEOUS', cancer: true } }, positive),
    exam({ first: { ...first, bdiNegative: true } }, { decision: 'POSITIF', acr: 4 }),
    exam({ second: { reader: 'L2-OTHER', readOn: '2025-03-17', blind: positive, final: positive } }),
  ]

  it('as second reader: categories, positives, workups, cancers', () => {
    const figures = secondFeedback(exams, 'L2-B')
    expect(figures).toMatchObject({ read: 100, acr: { ACR0: 1, ACR1: 97, ACR2: 1, ACR3: 0, ACR4: 1, ACR5: 0 }, bddDone: 1, bddAcr: { ACR4: 1 }, percutaneousBiopsies: 1, surgicalBiopsies: 0, cancers: 1 })
    expect(figures.positives.numerator).toBe(2)
    expect(figures.technicalRecalls.numerator).toBe(1)
    expect(figures.positiveAfterNegativeBdi).toMatchObject({ numerator: 1, denominator: 1 })
    expect(secondFeedback(exams, 'L2-OTHER').positiveAfterNegativeBdi).toBeNull()
  })

  it('as first reader: what the second reading agreed with and found', () => {
    expect(firstFeedback(exams, 'L1-A')).toMatchObject({ read: 101, secondRead: 101, concordant: { numerator: 97 }, discordant: { numerator: 3 }, technicalRecalls: { numerator: 1 }, cancersFoundBySecond: 1 })
    expect(firstFeedback(exams, 'L1-NOBODY')).toMatchObject({ read: 0, concordant: { value: null } })
  })
})

describe('what is selected', () => {
  it('is a period of exam days, a site, a reader of either kind', () => {
    const exams = [exam(), exam({ examOn: '2025-04-01', site: 'Vire' }), exam({ examOn: null })]
    const all = { from: null, to: null, site: null, reader: null }
    expect(selected(exams, all)).toHaveLength(3)
    expect(selected(exams, { ...all, from: '2025-03-10', to: '2025-03-31' })).toEqual([exams[0]])
    expect(selected(exams, { ...all, site: 'Vire' })).toEqual([exams[1]])
    expect(selected(exams, { ...all, reader: 'L2-B' })).toHaveLength(3)
    expect(selected(exams, { ...all, reader: 'L2-NOBODY' })).toEqual([])
  })

  it('gives the readers their volumes beside the legal minima', () => {
    expect(volumes(times(3, exam()))).toEqual([{ reader: 'L1-A', kind: 'FIRST', read: 3, yearlyMinimum: 500 }, { reader: 'L2-B', kind: 'SECOND', read: 3, yearlyMinimum: 1500 }])
  })

  it('has a figure for every indicator of the order', () => {
    expect(indicators([]).map(({ name }) => name)).toEqual([...indicatorNames])
  })
})
