import { describe, expect, it } from 'vitest'
import { avisVide, type Avis, type Call, type Reading } from '../../../main/contract/index.ts'
import { createCorrectionWriting } from './correction-writing.ts'

const avis = (commentaire: string): Avis => ({ ...avisVide, commentaire })

/** Hand-driven timers, and a console that refuses while told to. */
function bench(id: string, kept: Avis | null = null, accountId = 'one') {
  const reading = { id, accountId, version: 8, avis: avis('signée'), text: {}, correction: { state: 'AGREED', askedAt: '', avis: kept } } as unknown as Reading
  const console = { refuses: false, saved: [] as string[] }
  const timers = new Set<() => void>()
  const call = ((_: string, input: { avis: Avis }) => {
    if (console.refuses) return Promise.reject(new Error('locked'))
    console.saved.push(input.avis.commentaire)
    return Promise.resolve(reading)
  }) as unknown as Call
  const schedule = (work: () => void) => {
    timers.add(work)
    return () => { timers.delete(work) }
  }
  return { console, timers, writing: createCorrectionWriting({ call, schedule, now: () => new Date(0), onSaved: () => undefined }, reading) }
}

describe('a correction being written', () => {
  it('begins with the signed sheet, or with what was written of it', () => {
    expect(bench('a').writing.snapshot().avis).toEqual(avis('signée'))
    expect(bench('a', avis('en cours')).writing.snapshot().avis).toEqual(avis('en cours'))
  })

  it('is saved after the last stroke, once', async () => {
    const { writing, console, timers } = bench('b')
    writing.edit(avis('un'))
    writing.edit(avis('deux'))
    expect(timers.size).toBe(1)
    expect(await writing.flush()).toBe(true)
    expect([console.saved, writing.snapshot().saveState.kind, timers.size]).toEqual([['deux'], 'saved', 0])
  })

  it('what could not be saved when its panel left comes back with the next one, for the same account alone', async () => {
    const left = bench('c')
    left.writing.edit(avis('non enregistré'))
    left.console.refuses = true
    left.writing.leave()
    await new Promise((settled) => { setTimeout(settled, 0) })
    expect([left.writing.snapshot().saveState.kind, left.timers.size]).toEqual(['failed', 0])
    expect(bench('c', null, 'other').writing.snapshot().avis).toEqual(avis('signée'))
    const next = bench('c')
    expect(next.writing.snapshot().avis).toEqual(avis('non enregistré'))
    expect(await next.writing.flush()).toBe(true)
    expect(next.console.saved).toEqual(['non enregistré'])
    expect(bench('c').writing.snapshot().avis).toEqual(avis('signée'))
  })

  it('nothing of it is saved after the signature', async () => {
    const { writing, console, timers } = bench('d')
    writing.edit(avis('signée ensuite'))
    writing.done()
    writing.leave()
    expect([await writing.flush(), console.saved, timers.size]).toEqual([true, [], 0])
  })
})
