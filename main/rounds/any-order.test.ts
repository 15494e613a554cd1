/** The whole way of one exam over three consoles, its letters delivered in any order, some of them twice, and consoles killed
 *  and begun again in between: it always ends at the same place, nothing is refused, and every trail holds. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExpectedError, type Avis } from '../contract/index.ts'
import { begin, type Desk, sign, version, write } from '../../test/fixtures/reading-acts.ts'
import { passphrase } from '../../test/fixtures/reading-console.ts'
import { openRounds, type Posted } from '../../test/fixtures/round-consoles.ts'
import { negativeAvis, positiveAvis, screeningStudy } from '../../test/fixtures/signed-readings.ts'

const studyInstanceUID = screeningStudy.studyInstanceUID
const foundAvis: Avis = { ...positiveAvis, rappelTechnique: null }
/** Longer walks by the environment. */
const walks = Number(process.env['ROUND_WALKS'] ?? 3)

async function walk(dice: () => number): Promise<boolean> {
  const rounds = await openRounds()
  try {
    const one: Desk = await rounds.reader('Lecteur Un', 'L1')
    const two: Desk = await rounds.reader('Lectrice Deux', 'L2')
    const centre: Desk = { open: rounds.centre, seat: await rounds.centre.again(rounds.desk) }
    const desks = [centre, one, two]
    const boxOf = ({ to }: Posted) => (to === 'CENTRE' ? centre : to === one.seat.account.id ? one : two)
    const taken = new Set<string>()
    async function deliver(): Promise<void> {
      const { posted } = rounds.mail
      const letter = posted[dice() % Math.max(1, posted.length)]
      // One that came before comes again.
      if (letter !== undefined && (await rounds.mail.takeOne(boxOf(letter).seat, letter)) === 'TAKEN') taken.add(letter.id)
      const desk = desks[dice() % 12]
      if (desk !== undefined) desk.seat = await desk.open.again(desk.seat)
    }
    const frozenAgain = async () => { const back = await begin(two); return back.phase === 'AVIS_FIGE' ? back : two.seat.call('reading.freeze', version(back)) }
    const steps: readonly (() => Promise<unknown>)[] = [
      async () => sign(one, await write(one, negativeAvis)),
      async () => { if ((await centre.seat.call('programme.assign', { studyInstanceUIDs: [studyInstanceUID], readers: [two.seat.account.id], as: 'SECOND', dueOn: null })).assigned.length === 0) throw new ExpectedError('request/not-found') },
      async () => two.seat.call('reading.freeze', version(await write(two, foundAvis))),
      // An image arrives at the centre, or on the reader's console.
      async () => { filmArrives(dice() % 2 === 0 ? centre : two) },
      async () => { if (!(await begin(two)).returned) throw new ExpectedError('request/not-found'); await frozenAgain() },
      // Not while something of the reader is under way: an undo that crosses its release costs the reader the exam.
      async () => { if (rounds.mail.posted.some(({ id, to }) => to === 'CENTRE' && !taken.has(id))) throw new ExpectedError('request/not-found'); const [row] = (await centre.seat.call('exchange.waiting', {})).rows; if (row === undefined) throw new ExpectedError('request/not-found'); await centre.seat.call('exchange.release', { readingId: row.readingId }) },
      async () => sign(two, await two.seat.call('reading.reveal', version(await begin(two)))),
      async () => two.seat.call('reading.askCorrection', { readingId: (await begin(two)).id, reason: 'relue' }),
      async () => { const [row] = (await centre.seat.call('reading.corrections', {})).rows; if (row === undefined) throw new ExpectedError('request/not-found'); await centre.seat.call('reading.answerCorrection', { id: row.id, agreed: true }) },
      async () => two.seat.call('reading.correct', { readingId: (await begin(two)).id, avis: { ...negativeAvis, fiche: null }, rectifies: true, passphrase }),
    ]
    async function done(step: () => Promise<unknown>, tries: number): Promise<boolean> {
      for (let some = dice() % 3; some > 0; some -= 1) await deliver()
      return step().then(() => true, (error: unknown) => {
        // What it needs has not come yet.
        if (error instanceof ExpectedError && tries < 400) return false
        throw error
      })
    }
    for (const step of steps) {
      for (let tries = 0; !(await done(step, tries)); tries += 1) await deliver()
      // Not awaited by the act: what is owed is told soon.
      for (const { seat } of desks) await seat.rounds.sweep()
    }
    for (let left = 400; left > 0 && taken.size < rounds.mail.posted.length; left -= 1) await deliver()
    expect(rounds.mail.refused).toEqual([])
    expect(taken.size).toBe(rounds.mail.posted.length)
    expect((await centre.seat.call('programme.dossier', { studyInstanceUID })).dossier).toMatchObject({ state: 'DEFINITIF', issue: 'CONCORDANT_NEG', versions: [{ version: 1 }, { version: 2 }] })
    expect((await begin(two)).versions).toHaveLength(2)
    return desks.every(({ open }) => open.audit.verify().valid)
  } finally {
    rounds.close()
  }
}

function filmArrives({ open, seat }: Desk): void {
  const study = open.studies.get(studyInstanceUID)
  const [image] = study?.images ?? []
  if (study === undefined || image === undefined) throw new Error('no exam')
  open.studies.set(studyInstanceUID, { ...study, images: [...study.images, { ...image, sopInstanceUID: '1.2.826.0.1.3680043.10.1511.78.1' as typeof image.sopInstanceUID }] })
  open.store.transaction(() => { seat.reading.examChanged(studyInstanceUID, 'IMAGES') })
}

describe(`${walks} walks of an exam over three consoles`, () => {
  it('end at the same place, in whatever order letters come', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 - 1 }), async (seed) => {
      let state = seed
      expect(await walk(() => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
        return state >>> 8
      })).toBe(true)
    }), { numRuns: walks, endOnFailure: true })
  })
})
