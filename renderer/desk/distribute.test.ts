import { describe, expect, it } from 'vitest'
import type { AccountId, AssignableReader, ExamRow } from '../../main/contract/index.ts'
import { distribute } from './distribute.ts'

const reader = (id: string): AssignableReader => ({ accountId: id as AccountId, displayName: id, roles: ['L2'], here: true })
const exam = (id: number, change: Partial<ExamRow> = {}) => ({ studyInstanceUID: `1.${id}`, standing: 'ATTENTE_L2', independent: false, ...change }) as ExamRow
const shared = ({ batches, without }: ReturnType<typeof distribute>) => [batches.map(({ readers, as, exams }) => `${as} ${readers.join('+')} ${exams.map(({ studyInstanceUID }) => studyInstanceUID).join(' ')}`), without.map(({ studyInstanceUID }) => studyInstanceUID)]

describe('sharing exams among readers', () => {
  it('gives each exam to who has the fewest, counting what they have already', () => {
    expect(shared(distribute([1, 2, 3, 4].map((id) => exam(id)), [reader('a'), reader('b')], new Map([['a', 2]]), new Map()))).toEqual([['SECOND b 1.1 1.2 1.4', 'SECOND a 1.3'], []])
  })

  it('gives an exam that a reader may not read to the next one, and says for which nobody is left', () => {
    const tried = new Map([['1.1', new Set(['a'])], ['1.2', new Set(['a', 'b'])]])
    expect(shared(distribute([exam(1), exam(2)], [reader('a'), reader('b')], new Map(), tried))).toEqual([['SECOND b 1.1'], ['1.2']])
  })

  it('gives independent readings to two, and an arbitration to an arbiter', () => {
    const exams = [exam(1, { independent: true }), exam(2, { independent: true, standing: 'ARBITRAGE' }), exam(3, { independent: true })]
    expect(shared(distribute(exams, [reader('a'), reader('b'), reader('c')], new Map(), new Map()))).toEqual([['INDEPENDENT a+b 1.1 1.3', 'ARBITER c 1.2'], []])
    expect(shared(distribute([exam(1, { independent: true })], [reader('a')], new Map(), new Map()))).toEqual([[], ['1.1']])
  })
})
