import { describe, expect, it, vi } from 'vitest'
import { type Call, type Reading, avisVide } from '../../main/contract/index.ts'
import { emptyText } from '../../main/domain/sheet/index.ts'
import { heartbeatMs, openReadingSession } from './reading-session.ts'

const study = '2.25.7' as Reading['studyInstanceUID']
const account = '0b6d3f0a-5f0f-4f0f-8f0f-0f0f0f0f0f01' as Reading['accountId']
const start: Reading = {
  id: '3f1d7f0e-7f0c-4a51-9d7a-20a4d4f0c001' as Reading['id'], studyInstanceUID: study, kind: 'FIRST', policy: 'FR_DOCS_MASQUE', phase: 'LECTURE', version: 1, avis: avisVide, text: emptyText,
  blindAvis: null, changeReason: '', urgency: null, addenda: [], withdrawnAt: null, revealed: null, opposed: null, returned: null, correction: null, left: false, versions: [], contexte: null, findings: [], confrontFirst: false, ownRecallShare: null, disputedSides: [], readerCode: 'L1-AAAA', accountId: account, startedAt: '2025-03-13T08:00:00.000Z', frozenAt: null, signedAt: null, reportId: null, training: false,
}

/** A server in a variable: answers in order of asking, refuses saves while told to. */
function server(id: string) {
  const state = { reading: { ...start, id: id as Reading['id'] }, refuseSaves: false, asked: [] as string[] }
  const answer = (name: string, input: Record<string, unknown>): Reading => {
    state.asked.push(name)
    if (name === 'reading.open') return state.reading
    if (name === 'reading.saveDraft') {
      if (state.refuseSaves) throw new Error('locked')
      state.reading = { ...state.reading, version: state.reading.version + 1, avis: input['avis'] as Reading['avis'] }
    }
    if (name === 'reading.sign') state.reading = { ...state.reading, version: state.reading.version + 1, phase: 'DEFINITIF' }
    return state.reading
  }
  const call = ((name: string, input: Record<string, unknown>) => Promise.resolve().then(() => answer(name, input))) as unknown as Call
  const open = (studyInstanceUID = study) => openReadingSession({ call, schedule: () => () => undefined }, studyInstanceUID, new AbortController().signal)
  return { state, open }
}
const typed = (commentaire: string) => (content: { avis: Reading['avis']; text: Reading['text'] }) => ({ ...content, avis: { ...content.avis, commentaire } })

describe('one reading in this window', () => {
  it('S:battre keeps a blind reading taken as long as its panel is open, and no other', async () => {
    vi.useFakeTimers()
    try {
      const beats = async (kind: Reading['kind'], phase: Reading['phase']) => {
        const { state, open } = server(crypto.randomUUID())
        state.reading = { ...state.reading, kind, phase }
        const session = await open()
        await vi.advanceTimersByTimeAsync(2 * heartbeatMs)
        await session.close()
        await vi.advanceTimersByTimeAsync(2 * heartbeatMs)
        return state.asked.filter((name) => name === 'programme.heartbeat').length
      }
      expect([await beats('SECOND', 'LECTURE_AVEUGLE'), await beats('SECOND', 'AVIS_FIGE'), await beats('FIRST', 'LECTURE')]).toEqual([2, 0, 0])
    } finally {
      vi.useRealTimers()
    }
  })

  it('saves what was typed before it signs', async () => {
    const { state, open } = server('3f1d7f0e-7f0c-4a51-9d7a-20a4d4f0c011')
    const session = await open()
    session.edit(typed('normal'))
    await session.sign('…', [])
    expect(state.asked).toEqual(['reading.open', 'reading.saveDraft', 'reading.sign'])
    expect([session.snapshot().reading.phase, session.snapshot().draft.avis.commentaire]).toEqual(['DEFINITIF', 'normal'])
  })

  it('does not sign past a draft that could not be saved', async () => {
    const { state, open } = server('3f1d7f0e-7f0c-4a51-9d7a-20a4d4f0c012')
    const session = await open()
    session.edit(typed('perdu ?'))
    state.refuseSaves = true
    await session.sign('…', [])
    expect(state.asked).not.toContain('reading.sign')
    expect(session.snapshot().saveState.kind).toBe('failed')
  })

  it('gives unsaved text back to the same account at the next opening, and saves it then', async () => {
    const { state, open } = server('3f1d7f0e-7f0c-4a51-9d7a-20a4d4f0c013')
    const session = await open()
    session.edit(typed('avant le verrou'))
    state.refuseSaves = true
    await session.close()
    state.refuseSaves = false
    const again = await open()
    expect(again.snapshot().draft.avis.commentaire).toBe('avant le verrou')
    expect(await again.flush()).toBe(true)
    expect(state.reading.avis.commentaire).toBe('avant le verrou')
  })

  it('gives nothing of it to another account', async () => {
    const { state, open } = server('3f1d7f0e-7f0c-4a51-9d7a-20a4d4f0c014')
    const session = await open()
    session.edit(typed('à moi'))
    state.refuseSaves = true
    await session.close()
    state.reading = { ...state.reading, accountId: '0b6d3f0a-5f0f-4f0f-8f0f-0f0f0f0f0f02' as Reading['accountId'] }
    expect((await open()).snapshot().draft.avis.commentaire).toBe('')
  })

  it('opens again only after the last save of the panel that just left', async () => {
    const { open } = server('3f1d7f0e-7f0c-4a51-9d7a-20a4d4f0c015')
    const session = await open()
    session.edit(typed('en partant'))
    const [again] = await Promise.all([session.close().then(() => open()), open()])
    expect(again.snapshot().draft.avis.commentaire).toBe('en partant')
    expect(again.snapshot().reading.version).toBe(2)
  })

  it('keeps the text on screen when another window signed meanwhile', async () => {
    const { state, open } = server('3f1d7f0e-7f0c-4a51-9d7a-20a4d4f0c016')
    const session = await open()
    session.edit(typed('encore là'))
    state.reading = { ...state.reading, phase: 'DEFINITIF', version: 9 }
    state.refuseSaves = true
    await session.keepMine()
    expect([session.snapshot().reading.phase, session.snapshot().draft.avis.commentaire, session.snapshot().saveState.kind]).toEqual(['LECTURE', 'encore là', 'failed'])
  })
})
