import { describe, expect, it } from 'vitest'
import { type Reading, avisVide } from '../../main/contract/index.ts'
import { type DraftContent, type DraftState, SAVE_AFTER_MS, createDraftAutosave } from './draft-autosave.ts'

const text = { indication: '', technique: '', resultats: '', conclusion: '' }
const saying = (commentaire: string): DraftContent => ({ avis: { ...avisVide, commentaire }, text })

/** Hand-driven clock and a server that answers when told to. */
function bench() {
  const timers: { work: () => void; ms: number }[] = []
  const saves: { content: DraftContent; version: number; answer: (version: number) => void; refuse: (error: string) => void }[] = []
  const states: DraftState['kind'][] = []
  const autosave = createDraftAutosave(
    {
      save: (content, version) =>
        new Promise<Reading>((resolve, reject) => {
          saves.push({ content, version, answer: (next) => resolve({ version: next } as unknown as Reading), refuse: reject })
        }),
      judge: (error) => (error === 'stale' ? 'stale' : error === 'signed' ? 'final' : 'retry'),
      onSaved: () => undefined,
      onState: (state) => states.push(state.kind),
      schedule(work, ms) {
        const timer = { work, ms }
        timers.push(timer)
        return () => void timers.splice(timers.indexOf(timer), 1)
      },
      now: () => new Date(0),
    },
    7,
  )
  const tick = () => timers.splice(0).forEach((timer) => timer.work())
  const settle = () => new Promise<void>((resolve) => void setTimeout(resolve, 0))
  const save = (at: number) => {
    const found = saves[at]
    if (found === undefined) throw new Error(`no save ${at}`)
    return found
  }
  return { autosave, timers, saves, save, states, tick, settle }
}

describe('draft autosave', () => {
  it('waits for the last stroke and saves once, under the version it knows', async () => {
    const { autosave, timers, saves, save, tick, settle } = bench()
    autosave.edit(saying('m'))
    autosave.edit(saying('masse'))
    expect(timers.map((timer) => timer.ms)).toEqual([SAVE_AFTER_MS])
    tick()
    expect(saves).toHaveLength(1)
    expect([save(0).content.avis.commentaire, save(0).version]).toEqual(['masse', 7])
    save(0).answer(8)
    await settle()
    expect(autosave.pending).toBeNull()
  })

  it('sends what was typed during a save afterwards, under the new version', async () => {
    const { autosave, save, tick, settle, states } = bench()
    autosave.edit(saying('un'))
    tick()
    autosave.edit(saying('deux'))
    save(0).answer(8)
    await settle()
    expect([save(1).content.avis.commentaire, save(1).version]).toEqual(['deux', 8])
    save(1).answer(9)
    await settle()
    expect(states.at(-1)).toBe('saved')
  })

  it('keeps the text and tries again when the save fails', async () => {
    const { autosave, timers, save, tick, settle, states } = bench()
    autosave.edit(saying('gardé'))
    tick()
    save(0).refuse('network')
    await settle()
    expect(states.at(-1)).toBe('failed')
    expect(autosave.pending?.avis.commentaire).toBe('gardé')
    expect(timers).toHaveLength(1)
    tick()
    expect(save(1).content.avis.commentaire).toBe('gardé')
  })

  it('stops sending on a stale version until the reader keeps their own', async () => {
    const { autosave, saves, save, tick, settle } = bench()
    autosave.edit(saying('mien'))
    tick()
    save(0).refuse('stale')
    await settle()
    autosave.edit(saying('mien, suite'))
    tick()
    expect(saves).toHaveLength(1)
    expect(await autosave.flush()).toBe(false)
    const kept = autosave.keepMine(saying('mien, suite'), 12)
    expect([save(1).content.avis.commentaire, save(1).version]).toEqual(['mien, suite', 12])
    save(1).answer(13)
    expect(await kept).toBe(true)
  })

  it('does not try again what can never be saved', async () => {
    const { autosave, timers, save, tick, settle, states } = bench()
    autosave.edit(saying('trop tard'))
    tick()
    save(0).refuse('signed')
    await settle()
    expect(states.at(-1)).toBe('failed')
    expect(timers).toHaveLength(0)
    expect(autosave.pending?.avis.commentaire).toBe('trop tard')
  })

  it('flushes at once what the timer still holds', async () => {
    const { autosave, timers, save } = bench()
    autosave.edit(saying('avant de signer'))
    const flushed = autosave.flush()
    expect(timers).toHaveLength(0)
    save(0).answer(8)
    expect(await flushed).toBe(true)
  })
})
