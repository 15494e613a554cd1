/** What an answer by DIMSE means for what was to be sent. */
import { describe, expect, it } from 'vitest'
import { ExpectedError, type ErrorCode } from '../contract/index.ts'
import { curedBySettings, errorClass } from './error-class.ts'

const status = (shown: string) => errorClass(new ExpectedError('pacs/dimse-status', { params: { status: shown } }))

describe('failures of a delivery by DIMSE', () => {
  it('are tried again where the peer has no room or time now', () => {
    expect([errorClass(new ExpectedError('pacs/busy')), ...['A700', 'A7FF', '0110'].map(status)]).toEqual(Array(4).fill('transient'))
  })
  it('wait for a person where it will never be otherwise', () => {
    expect(['A900', 'C000', '0122', '0124', '0211'].map(status)).toEqual(Array(5).fill('permanent'))
    const codes: ErrorCode[] = ['pacs/called-ae', 'pacs/calling-ae', 'pacs/not-accepted', 'pacs/association', 'pacs/not-listening']
    expect(codes.map((code) => [errorClass(new ExpectedError(code)), curedBySettings.includes(code)])).toEqual(codes.map(() => ['permanent', true]))
  })
  it('are found out first where something may lie there: a warning, a request given up midway', () => {
    expect(['B000', 'B007', 'FE00', 'nonsense'].map(status)).toEqual(Array(4).fill('unknown'))
  })
})
