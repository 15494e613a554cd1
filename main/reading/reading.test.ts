import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ExpectedError, ficheVide, type Avis, type Reading } from '../contract/index.ts'
import { standingWords } from '../domain/display-quality/index.ts'
import { plainModalities } from '../domain/second-reading/index.ts'
import { version, write } from '../../test/fixtures/reading-acts.ts'
import { fitDisplay, openReadingConsole, passphrase, placeStudy, stateOf, type ReadingConsole, type Seat } from '../../test/fixtures/reading-console.ts'
import { examined, negativeAvis, positiveAvis, screeningStudy, signedPlain } from '../../test/fixtures/signed-readings.ts'

const studyInstanceUID = screeningStudy.studyInstanceUID
/** Words and figures of the first opinion that occur nowhere else. */
const firstAvis: Avis = {
  ...negativeAvis, commentaire: 'SENTINELLE-QUARTZ œdème cutané',
  anomalies: [{ id: 'a7b1c2d3-0000-4000-8000-00000000f1a9', cote: 'G', type: 'AUTRE', quadrant: 'QII', schemaFace: { x: 0.6173, y: 0.2719 }, schemaProfil: null, reperes: [], tailleMm: 7.31, precision: 'SENTINELLE-BERYL' }],
  traces: [{
    id: 'a7b1c2d3-0000-4000-8000-00000000f1b1', forme: 'LONGUEUR', sopInstanceUID: screeningStudy.images[1]?.sopInstanceUID ?? ('' as never), frame: 1, cote: 'G',
    anomalieId: 'a7b1c2d3-0000-4000-8000-00000000f1a9', de: { column: 611.4375, row: 1800 }, a: { column: 900, row: 1800 },
  }],
}
const sentinels = ['SENTINELLE-QUARTZ', 'SENTINELLE-BERYL', '0.6173', '0.2719', '7.31', 'a7b1c2d3-0000', '611.4375']
const secondAvis: Avis = { ...negativeAvis, acr: { D: 1, G: 1 }, densite: 3, commentaire: 'Second avis.' }

let open: ReadingConsole
let one: Seat
let two: Seat

beforeEach(async () => {
  open = await openReadingConsole()
  one = await open.seat('Lecteur Un', 'L1')
  two = await open.seat('Lectrice Deux', 'L2')
  placeStudy(open, screeningStudy)
})
afterEach(() => open.close())

async function sign(seat: Seat, reading: Reading): Promise<Reading> {
  return seat.call('reading.sign', { ...version(reading), passphrase })
}
const signFirst = async (avis: Avis = firstAvis) => sign(one, await write(one, avis))
const freezeSecond = async (seat: Seat = two) => seat.call('reading.freeze', version(await write(seat, secondAvis)))
const revealSecond = async (seat: Seat = two) => seat.call('reading.reveal', version(await freezeSecond(seat)))

async function problem(promise: Promise<unknown>): Promise<ExpectedError> {
  try {
    await promise
  } catch (error) {
    if (error instanceof ExpectedError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

/** Every cell of every table but the given ones, as one text. */
function everythingStored(...but: string[]): string {
  const tables = open.store.prepare<[], { name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table'`).all().map(({ name }) => name)
  return tables.filter((name) => !but.includes(name)).map((name) => JSON.stringify(open.store.prepare(`SELECT * FROM ${name}`).all())).join('\n')
}

const placeLocality = (locality: 'partial' | 'local') => open.studies.set(studyInstanceUID, { ...screeningStudy, locality })

const count = (table: string) => open.store.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n

describe('the first reading', () => {
  it('is written, held against the sheet, and signed with its report and deliveries', async () => {
    const draft = await write(one, { ...firstAvis, densite: null })
    expect(draft).toMatchObject({ kind: 'FIRST', phase: 'LECTURE', version: 2, findings: [{ rule: 'R2', blocking: true }] })
    expect((await problem(sign(one, draft))).params).toEqual({ rules: 'R2' })

    const signed = await signFirst()
    expect(signed).toMatchObject({ phase: 'DEFINITIF', avis: firstAvis, blindAvis: null, revealed: null, findings: [] })
    expect(open.drafts.map(({ kind, destination, reportId }) => [kind, destination, reportId])).toEqual([['PDF', 'PACS', signed.reportId], ['SR', 'PACS', signed.reportId], ['ORU', 'RIS', signed.reportId], ['GSPS', 'PACS', signed.reportId], ['KOS', 'PACS', signed.reportId]])
    expect(count('reports')).toBe(1)
    const committed = open.audit.list({ before: null, limit: 10 }).rows.find((row) => row.object === signed.id && row.detail.includes('sha256='))
    const digest = open.store.prepare<[], { digest: string }>('SELECT digest FROM sealed_opinions').get()?.digest
    expect(committed?.detail).toBe(`reading.sign: sign sha256=${digest} ${standingWords(fitDisplay)}`)
    expect(open.audit.verify().valid).toBe(true)
  })

  it('leaves nothing of the conclusion in the clear once signed', async () => {
    await write(one, firstAvis)
    for (const sentinel of sentinels) expect(everythingStored()).toContain(sentinel)
    await signFirst()
    for (const sentinel of sentinels) expect(everythingStored()).not.toContain(sentinel)
    expect(JSON.stringify(open.drafts)).not.toContain('SENTINELLE')
  })

  it('can be read again by its author, with its report', async () => {
    const signed = await signFirst()
    expect(await one.call('reading.open', { studyInstanceUID })).toEqual(signed)
    const { reports } = await one.call('reports.ofStudy', { studyInstanceUID })
    expect(reports).toMatchObject([{ id: signed.reportId, kind: 'FIRST', deliveries: Array.from({ length: 5 }, () => ({ state: 'queued' })) }])
    expect(Buffer.from(await one.reporting.reportPdf(one.account, signed.reportId ?? '')).subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('writes nothing when the passphrase is wrong', async () => {
    const draft = await write(one, firstAvis)
    expect((await problem(one.call('reading.sign', { ...version(draft), passphrase: 'ce n’est pas elle' }))).code).toBe('session/wrong-passphrase')
    expect([open.drafts.length, count('reports'), count('sealed_opinions')]).toEqual([0, 0, 0])
    expect((await one.call('reading.open', { studyInstanceUID })).phase).toBe('LECTURE')
  })

  it('is signed once, however often it is asked', async () => {
    const draft = await write(one, firstAvis)
    const answers = await Promise.allSettled([sign(one, draft), sign(one, draft), sign(one, draft)])
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect([open.drafts.length, count('reports'), count('sealed_opinions')]).toEqual([5, 1, 1])
  })

  it('writes all of the signature or nothing of it', async () => {
    const draft = await write(one, firstAvis)
    const before = count('audit_events')
    open.store.prepare('CREATE TRIGGER full BEFORE INSERT ON reports BEGIN SELECT RAISE(ABORT, \'no\'); END').run()
    await expect(sign(one, draft)).rejects.toThrow()
    expect([open.drafts.length, count('sealed_opinions'), count('audit_events')]).toEqual([0, 0, before])
    expect(await one.call('reading.open', { studyInstanceUID })).toMatchObject({ phase: 'LECTURE', version: draft.version, avis: firstAvis })
  })

  it('keeps the last versions of a draft until it is sealed', async () => {
    let draft = await one.call('reading.open', { studyInstanceUID })
    for (let saved = 0; saved < 60; saved += 1) draft = await one.call('reading.saveDraft', { ...version(draft), avis: { ...negativeAvis, commentaire: `état ${saved}` }, text: draft.text })
    expect(count('reading_drafts')).toBe(50)
    await sign(one, draft)
    expect(count('reading_drafts')).toBe(0)
  })

  it('refuses a draft that was saved elsewhere meanwhile', async () => {
    const opened = await one.call('reading.open', { studyInstanceUID })
    await write(one, firstAvis)
    expect((await problem(one.call('reading.saveDraft', { ...version(opened), avis: negativeAvis, text: opened.text }))).code).toBe('reading/stale-version')
    expect((await one.call('reading.open', { studyInstanceUID })).avis).toEqual(firstAvis)
  })

  it('refuses a signature when the draft moves between seal and transaction', async () => {
    const draft = await write(one, firstAvis)
    const moved = one.call('reading.sign', { ...version(draft), passphrase }, () => open.store.prepare('UPDATE readings SET version = version + 1').run())
    expect((await problem(moved)).code).toBe('reading/stale-version')
    expect([open.drafts.length, count('sealed_opinions'), count('reports')]).toEqual([0, 0, 0])
  })

  it('begins only where the images are', async () => {
    placeStudy(open, { ...screeningStudy, studyInstanceUID: '1.2.3' }, 'retrieving')
    expect((await problem(one.call('reading.open', { studyInstanceUID: '1.2.3' }))).code).toBe('study/not-local')
    expect((await problem(one.call('reading.open', { studyInstanceUID: '1.2.4' }))).code).toBe('request/not-found')
  })

  it('is not frozen or signed while objects of the exam are missing: its report would call an imaged breast not imaged', async () => {
    const draft = await write(one, firstAvis)
    placeLocality('partial')
    expect((await problem(sign(one, draft))).code).toBe('study/not-local')
    placeLocality('local')
    await sign(one, draft)
    const blind = await write(two, secondAvis)
    placeLocality('partial')
    expect((await problem(two.call('reading.freeze', version(blind)))).code).toBe('study/not-local')
    placeLocality('local')
    expect(await two.call('reading.freeze', version(blind))).toMatchObject({ phase: 'AVIS_FIGE' })
  })
})

describe('the second reading, blind', () => {
  it('is told nothing of the first opinion by any answer before the freeze', async () => {
    const first = await signFirst()
    const draft = await write(two, secondAvis)
    const others = { readingId: first.id, expectedVersion: first.version }
    const attempts: Promise<unknown>[] = [
      two.call('reading.open', { studyInstanceUID }), two.call('reports.ofStudy', { studyInstanceUID }),
      two.call('reading.reveal', version(draft)), two.call('reading.sign', { ...version(draft), passphrase }),
      two.call('reading.reveal', others), two.call('reading.freeze', others), two.call('reading.sign', { ...others, passphrase }),
      two.call('reading.saveDraft', { ...others, avis: secondAvis, text: draft.text }), two.call('reading.change', { ...others, avis: secondAvis, reason: 'x' }),
      two.call('reading.change', { ...version(draft), avis: secondAvis, reason: 'x' }),
      two.reporting.reportPdf(two.account, first.reportId ?? ''),
    ]
    const answers = (await Promise.allSettled(attempts)).map((answer) =>
      answer.status === 'fulfilled' ? JSON.stringify(answer.value) : `${answer.reason.message} ${JSON.stringify(answer.reason)} ${answer.reason.stack}`)
    for (const answer of answers) for (const secret of [...sentinels, first.reportId ?? '', one.account.displayName, first.readerCode]) expect(answer).not.toContain(secret)
    expect((await two.call('reports.ofStudy', { studyInstanceUID })).reports).toEqual([])
    expect((await problem(two.reporting.reportPdf(two.account, first.reportId ?? ''))).code).toBe('request/not-found')
    expect([one, two].map((seat) => seat.reading.maySeeDeliveries(seat.account, first.reportId ?? ''))).toEqual([true, false])
    expect(JSON.stringify(open.events)).not.toContain('SENTINELLE')
  })

  it('answers another account’s identifiers as if they did not exist', async () => {
    const first = await signFirst()
    const others = { readingId: first.id, expectedVersion: first.version }
    for (const attempt of [
      two.call('reading.reveal', others), two.call('reading.freeze', others), two.call('reading.sign', { ...others, passphrase }),
      two.call('reading.freeze', { ...others, readingId: randomUUID() }), two.reporting.reportPdf(two.account, randomUUID()),
    ]) expect((await problem(attempt)).code).toBe('request/not-found')
  })

  it('refuses an early reveal, names the reading, and changes nothing', async () => {
    await signFirst()
    const draft = await write(two, secondAvis)
    const refused = await problem(two.call('reading.reveal', version(draft)))
    expect([refused.code, refused.subject]).toEqual(['reading/premature-reveal', draft.id])
    expect(await two.call('reading.open', { studyInstanceUID })).toEqual(draft)
  })

  it('freezes, reveals with the committed digest, and signs both versions', async () => {
    const first = await signFirst()
    const frozen = await freezeSecond()
    expect(frozen).toMatchObject({ phase: 'AVIS_FIGE', blindAvis: secondAvis, avis: secondAvis, revealed: null })
    const revealed = await two.call('reading.reveal', version(frozen))
    expect(revealed.revealed).toMatchObject({ avis: firstAvis, readerCode: first.readerCode, signedAt: first.signedAt })
    const digest = revealed.revealed?.envelopeDigest
    const rows = open.audit.list({ before: null, limit: 50 }).rows
    expect(rows.filter((row) => row.detail.includes(`sha256=${digest}`)).map((row) => [row.actor, row.detail.split(' ')[0]])).toEqual([[two.account.id, 'reading.reveal:'], [one.account.id, 'reading.sign:']])

    const changed = await two.call('reading.change', { ...version(revealed), avis: positiveAvis, reason: 'Calcifications revues.' })
    expect(changed).toMatchObject({ phase: 'REVELATION', avis: positiveAvis, blindAvis: secondAvis, changeReason: 'Calcifications revues.' })
    const signed = await sign(two, changed)
    expect(signed).toMatchObject({ phase: 'DEFINITIF', avis: positiveAvis, blindAvis: secondAvis, changeReason: 'Calcifications revues.', revealed: { avis: firstAvis } })
    expect(await two.call('reading.open', { studyInstanceUID })).toEqual(signed)
    expect(count('sealed_opinions')).toBe(3)
    for (const words of ['Calcifications revues', 'segmentaire', 'Second avis']) expect(everythingStored()).not.toContain(words)
  })

  it('lets the freeze pass only an opinion that obeys the sheet', async () => {
    await signFirst()
    const draft = await write(two, { ...secondAvis, acr: { D: 3, G: 1 } })
    const refused = await problem(two.call('reading.freeze', version(draft)))
    expect([refused.code, refused.params]).toEqual(['reading/invalid-opinion', { rules: 'R8, R13a, R13b, R13c' }])
  })

  it('asks a reason for another opinion', async () => {
    await signFirst()
    const revealed = await revealSecond()
    expect((await problem(two.call('reading.change', { ...version(revealed), avis: positiveAvis, reason: ' ' }))).code).toBe('reading/reason-required')
  })

  it('shows the reports to each other when both are signed, the second reader by code only', async () => {
    const first = await signFirst()
    const revealed = await revealSecond()
    expect((await two.call('reports.ofStudy', { studyInstanceUID })).reports).toMatchObject([{ id: first.reportId, deliveries: [] }])
    expect((await one.call('reports.ofStudy', { studyInstanceUID })).reports).toHaveLength(1)
    const signed = await sign(two, revealed)
    expect((await one.call('reports.ofStudy', { studyInstanceUID })).reports.map(({ id, kind }) => [id, kind])).toEqual([[first.reportId, 'FIRST'], [signed.reportId, 'SECOND']])
    const pdf = Buffer.from(await one.reporting.reportPdf(one.account, signed.reportId ?? '')).toString('latin1')
    expect(pdf).not.toContain(two.account.displayName)
    expect(signed.readerCode).toMatch(/^L2-[0-9A-Z]{5}$/)
    expect(signed.readerCode.slice(3)).not.toBe(first.readerCode.slice(3))
  })
})

describe('sealed opinions', () => {
  const tamper = (sql: string) => {
    open.store.prepare('DROP TRIGGER sealed_opinions_no_update').run()
    open.store.prepare(sql).run()
  }

  it('are append-only', async () => {
    await signFirst()
    expect(() => open.store.prepare('DELETE FROM sealed_opinions').run()).toThrow(/append-only/)
    expect(() => open.store.prepare(`UPDATE sealed_opinions SET envelope = 'x'`).run()).toThrow(/append-only/)
    expect(() => open.store.prepare(`UPDATE reports SET pdf_sha256 = 'x'`).run()).toThrow(/append-only/)
  })

  it('are not opened when the envelope was exchanged', async () => {
    await signFirst()
    const frozen = await freezeSecond()
    tamper(`UPDATE sealed_opinions SET envelope = (SELECT envelope FROM sealed_opinions WHERE moment = 'FROZEN') WHERE moment = 'SIGNED'`)
    expect((await problem(two.call('reading.reveal', version(frozen)))).code).toBe('reading/seal-broken')
    expect((await two.call('reading.open', { studyInstanceUID })).phase).toBe('AVIS_FIGE')
  })

  it('are not opened when envelope and digest were both exchanged: the audit chain knows neither', async () => {
    await signFirst()
    const forged = await one.unlocked.sealing.seal({ forged: true })
    const frozen = await freezeSecond()
    tamper(`UPDATE sealed_opinions SET envelope = '${forged.envelope}', digest = '${forged.digest}' WHERE moment = 'SIGNED'`)
    expect((await problem(two.call('reading.reveal', version(frozen)))).code).toBe('reading/seal-broken')
  })

  it('are refused when another account’s envelope stands in their place', async () => {
    await signFirst()
    const { envelope, digest } = await two.unlocked.sealing.seal({ whatever: 1 })
    const row = open.store.prepare<[], { id: string }>(`SELECT id FROM readings WHERE kind = 'FIRST'`).get()
    const frozen = await freezeSecond()
    tamper(`UPDATE sealed_opinions SET envelope = '${envelope}', digest = '${digest}' WHERE moment = 'SIGNED'`)
    open.store.transaction(() => open.audit.record({ actor: 'x', event: 'patient-record', outcome: 'success', object: row?.id ?? '', detail: `sign sha256=${digest}` }))
    expect((await problem(two.call('reading.reveal', version(frozen)))).code).toBe('reading/seal-broken')
  })
})

describe('whose turn it is', () => {
  it('gives the list of each account its own state, step by step', async () => {
    const states = () => [stateOf(open, one.account, studyInstanceUID), stateOf(open, two.account, studyInstanceUID)]
    expect(states()).toEqual(['to-read', 'none'])
    const draft = await write(one, firstAvis)
    expect(states()).toEqual(['reading', 'none'])
    const first = await sign(one, draft)
    expect(states()).toEqual(['signed', 'to-read'])
    const blind = await write(two, secondAvis)
    expect(states()).toEqual(['signed', 'reading'])
    const frozen = await two.call('reading.freeze', version(blind))
    expect(states()).toEqual(['signed', 'frozen'])
    const revealed = await two.call('reading.reveal', version(frozen))
    expect(states()).toEqual(['signed', 'revealed'])
    open.states = 'confirmed'
    one.reading.deliveryStateChanged(first.reportId ?? '')
    expect(states()).toEqual(['sent', 'revealed'])
    const second = await sign(two, revealed)
    open.states = 'dead'
    open.store.transaction(() => two.reading.deliveryStateChanged(second.reportId ?? ''))
    expect(states()).toEqual(['sent', 'send-failed'])
    // Handed over otherwise, by whoever answers for it: no longer on its way, and not sent.
    Object.assign(open, { states: 'superseded', handled: true })
    open.store.transaction(() => two.reading.deliveryStateChanged(second.reportId ?? ''))
    expect(states()).toEqual(['sent', 'handled'])
    expect(two.reading.holdsStudy(studyInstanceUID)).toBe(false)
    expect(open.events.at(-1)).toEqual({ type: 'worklist.changed' })
  })

  it('tells the window of a blind second reader nothing of how the first report travels', async () => {
    const first = await signFirst(firstAvis)
    const before = open.events.length
    open.states = 'confirmed'
    two.reading.deliveryStateChanged(first.reportId ?? '')
    expect(open.events.slice(before)).toEqual([])
  })

  it('sends no positive first reading to a second reader', async () => {
    await signFirst({ ...positiveAvis, rappelTechnique: null, fiche: { ...ficheVide, ...examined, bdi: { ...ficheVide.bdi, realise: 'DIFFERE', raison: 'Rendez-vous dans huit jours.' } } })
    expect(stateOf(open, two.account, studyInstanceUID)).toBe('none')
    expect((await problem(two.call('reading.open', { studyInstanceUID }))).code).toBe('reading/not-your-turn')
  })

  it('never lets one person read twice, whatever the roles', async () => {
    const both = await open.seat('Double rôle', 'L1', 'L2')
    const signed = await sign(both, await write(both, firstAvis))
    expect(stateOf(open, both.account, studyInstanceUID)).toBe('signed')
    expect(await both.call('reading.open', { studyInstanceUID })).toEqual(signed)
    const insert = () => open.store
      .prepare(`INSERT INTO readings (id, study_instance_uid, account_id, kind, policy, phase, version, reader_code, started_at) VALUES ('x', ?, ?, 'SECOND', 'FR_DOCS', 'LECTURE', 1, 'c', 't')`)
      .run(studyInstanceUID, both.account.id)
    expect(insert).toThrow(/UNIQUE/)
  })

  it('sets aside the draft of another first reader once one has signed', async () => {
    const rival = await open.seat('Autre premier', 'L1')
    const draft = await write(rival, negativeAvis)
    await signFirst()
    expect(stateOf(open, rival.account, studyInstanceUID)).toBe('none')
    expect((await problem(sign(rival, draft))).code).toBe('reading/not-your-turn')
    expect((await problem(rival.call('reading.open', { studyInstanceUID }))).code).toBe('reading/not-your-turn')
  })

  it('accepts one second reading of two that were begun', async () => {
    const rival = await open.seat('Autre second', 'L2')
    await signFirst()
    const mine = await write(two, secondAvis)
    expect((await problem(rival.call('reading.open', { studyInstanceUID }))).code).toBe('dossier/taken')
    // The lease ends, the other takes the exam and finishes; what was typed meanwhile is kept, and comes too late.
    open.clock = new Date(open.clock.getTime() + 20 * 60_000)
    const theirs = await revealSecond(rival)
    expect((await problem(two.call('reading.freeze', version(mine)))).code).toBe('dossier/lease-expired')
    expect((await two.call('reading.saveDraft', { ...version(mine), avis: mine.avis, text: mine.text })).avis).toEqual(secondAvis)
    await sign(rival, theirs)
    expect(stateOf(open, two.account, studyInstanceUID)).toBe('none')
    expect(open.drafts).toHaveLength(8)
  })

  it('lists the modalities of ordinary reports as the domain does', () => {
    const listed = open.store.prepare<[], { modality: string }>('SELECT modality FROM reading_plain_modalities ORDER BY modality').all().map(({ modality }) => modality)
    expect(listed).toEqual([...plainModalities].toSorted())
  })
})

describe('an opinion that is undone', () => {
  it('S:annuler becomes a blind draft again with what it held; its envelope stays, and the next one stands', async () => {
    await signFirst()
    const frozen = await freezeSecond()
    const undone = await two.call('reading.undo', version(frozen))
    expect(undone).toMatchObject({ phase: 'LECTURE_AVEUGLE', avis: secondAvis, blindAvis: null, revealed: null, frozenAt: null })
    const other: Avis = { ...secondAvis, densite: 2, commentaire: 'Relu.' }
    const saved = await two.call('reading.saveDraft', { ...version(undone), avis: other, text: undone.text })
    const again = await two.call('reading.freeze', version(saved))
    expect(again.blindAvis).toEqual(other)
    expect([count('sealed_opinions'), count('undone_opinions')]).toEqual([3, 1])
    expect(open.audit.doneTo(frozen.id).map(({ detail }) => detail.split(' ')[1])).toEqual(['begin', 'freeze', 'undo', 'freeze'])
    expect((await two.call('reading.reveal', version(again))).revealed?.avis).toEqual(firstAvis)
  })

  it('is refused after the reveal and once its time has run out', async () => {
    await signFirst()
    const frozen = await freezeSecond()
    open.undoMinutes = 1
    open.clock = new Date(open.clock.getTime() + 60_000)
    expect((await problem(two.call('reading.undo', version(frozen)))).code).toBe('reading/finalised')
    open.undoMinutes = 60
    expect((await problem(two.call('reading.undo', version(await two.call('reading.reveal', version(frozen)))))).code).toBe('reading/already-revealed')
    expect(count('undone_opinions')).toBe(0)
  })

  it('a frozen negative is signed without a reveal, a positive one is not', async () => {
    await signFirst()
    const frozen = await freezeSecond()
    expect(frozen.confrontFirst).toBe(false)
    expect(await sign(two, frozen)).toMatchObject({ phase: 'DEFINITIF', avis: secondAvis, blindAvis: secondAvis })
    const other = { ...screeningStudy, studyInstanceUID: '1.2.826.7' }
    placeStudy(open, other)
    await sign(one, await write(one, firstAvis, '1.2.826.7'))
    const positive = await two.call('reading.freeze', version(await write(two, positiveAvis, '1.2.826.7')))
    expect((await problem(sign(two, positive))).code).toBe('reading/invalid-transition')
  })

  it('a frozen negative is confronted where the first reader had a workup, done or refused', async () => {
    const workups = [
      { acr: { D: 1, G: 2 }, bdi: { ...ficheVide.bdi, realise: 'OUI', motif: 'RADIOLOGIQUE', examens: ['ECHOGRAPHIE'] }, acrAvantBilan: { D: 1, G: 0 } },
      { acr: { D: 1, G: 0 }, bdi: { ...ficheVide.bdi, realise: 'REFUS', motif: 'RADIOLOGIQUE', raison: 'Refus définitif de la femme.' }, acrAvantBilan: { D: 1, G: 0 } },
    ] as const
    for (const [at, { acr, bdi, acrAvantBilan }] of workups.entries()) {
      const study = { ...screeningStudy, studyInstanceUID: `1.2.826.8.${at}` }
      placeStudy(open, study)
      await sign(one, await write(one, { ...(acr.G === 0 ? positiveAvis : firstAvis), acr, rappelTechnique: null, fiche: { ...ficheVide, ...examined, bdi: { ...bdi, examens: [...bdi.examens] }, acrAvantBilan } }, study.studyInstanceUID))
      const blind = await write(two, secondAvis, study.studyInstanceUID)
      const frozen = await two.call('reading.freeze', version(blind))
      expect([blind.confrontFirst, frozen.confrontFirst]).toEqual([false, true])
      expect((await problem(sign(two, frozen))).code).toBe('reading/invalid-transition')
      // Otherwise a reader learns of the workup and goes on blind.
      expect((await problem(two.call('reading.undo', version(frozen)))).code).toBe('reading/finalised')
      expect(await sign(two, await two.call('reading.reveal', version(frozen)))).toMatchObject({ phase: 'DEFINITIF' })
    }
  })

  it('one envelope of a moment stands at a time, and what was undone cannot be taken back', async () => {
    await signFirst()
    const frozen = await freezeSecond()
    expect(() => open.store.prepare(`INSERT INTO sealed_opinions SELECT digest || 'x', reading_id, moment, envelope, sealed_at FROM sealed_opinions WHERE reading_id = ?`).run(frozen.id)).toThrow(/stands already/)
    await two.call('reading.undo', version(frozen))
    expect(() => open.store.prepare('DELETE FROM undone_opinions').run()).toThrow(/append-only/)
  })
})

describe('other policies', () => {
  it('FR_DOCS shows the first sheet at once and has no blind opinion', async () => {
    open.policy = 'FR_DOCS'
    await signFirst()
    const draft = await write(two, secondAvis)
    expect(draft).toMatchObject({ phase: 'LECTURE', revealed: { avis: firstAvis }, blindAvis: null })
    expect((await problem(two.call('reading.freeze', version(draft)))).code).toBe('reading/invalid-transition')
    expect(await sign(two, draft)).toMatchObject({ phase: 'DEFINITIF', avis: secondAvis, blindAvis: null })
  })

  it('INDEPENDANT reveals nothing, ever, and does not show that somebody read before', async () => {
    open.policy = 'INDEPENDANT'
    const before = stateOf(open, two.account, studyInstanceUID)
    const other = await open.seat('Lecteur Trois', 'L2')
    const first = await sign(other, await freezeSecond(other))
    expect([before, stateOf(open, two.account, studyInstanceUID)]).toEqual(['to-read', 'to-read'])
    const frozen = await freezeSecond()
    expect((await problem(two.call('reading.reveal', version(frozen)))).code).toBe('reading/premature-reveal')
    const signed = await sign(two, frozen)
    expect(signed).toMatchObject({ phase: 'DEFINITIF', revealed: null })
    expect((await two.call('reports.ofStudy', { studyInstanceUID })).reports.map(({ id }) => id)).toEqual([signed.reportId])
    expect((await other.call('reports.ofStudy', { studyInstanceUID })).reports.map(({ id }) => id)).toEqual([first.reportId])
  })

  it('a reading keeps the policy under which it was opened', async () => {
    await signFirst()
    const draft = await write(two, secondAvis)
    open.policy = 'FR_DOCS'
    expect(await two.call('reading.open', { studyInstanceUID })).toEqual(draft)
    expect(draft.revealed).toBeNull()
  })
})

describe('an ordinary report', () => {
  const ct = { ...signedPlain.study, studyInstanceUID: '1.2.826.9' }

  it('is dictated, held to a conclusion, signed and shared among radiologists', async () => {
    const radiologist = await open.seat('Radiologue', 'RADIOLOGIST')
    const colleague = await open.seat('Confrère', 'RADIOLOGIST')
    placeStudy(open, ct)
    expect([stateOf(open, radiologist.account, '1.2.826.9'), stateOf(open, one.account, '1.2.826.9')]).toEqual(['to-read', 'none'])
    const opened = await radiologist.call('reading.open', { studyInstanceUID: '1.2.826.9' })
    expect(opened.findings.filter(({ blocking }) => blocking).map(({ rule }) => rule)).toEqual(['T1', 'T2'])
    const saved = await radiologist.call('reading.saveDraft', { ...version(opened), avis: opened.avis, text: signedPlain.text })
    const signed = await sign(radiologist, saved)
    expect(signed).toMatchObject({ kind: 'PLAIN', phase: 'DEFINITIF', text: signedPlain.text })
    expect(everythingStored()).not.toContain('stercolithe')
    expect((await colleague.call('reports.ofStudy', { studyInstanceUID: '1.2.826.9' })).reports).toMatchObject([{ id: signed.reportId, deliveries: [] }])
    expect((await one.call('reports.ofStudy', { studyInstanceUID: '1.2.826.9' })).reports).toEqual([])
  })
})

describe('marks on the images', () => {
  const image = screeningStudy.images[0]
  const length: Avis['traces'][number] = {
    id: '6a4c3a57-6f0a-4d53-9d53-0f3f4ac0b001', forme: 'LONGUEUR', sopInstanceUID: image?.sopInstanceUID ?? ('' as never), frame: 1, cote: null, anomalieId: null, de: { column: 5, row: 5 }, a: { column: 60, row: 5 },
  }
  const uid = '1.2.826.9'

  it('of an ordinary report are kept, hold back a signature when they stand on another exam, and leave with it', async () => {
    const radiologist = await open.seat('Radiologue', 'RADIOLOGIST')
    placeStudy(open, { ...signedPlain.study, studyInstanceUID: uid, images: screeningStudy.images })
    const opened = await radiologist.call('reading.open', { studyInstanceUID: uid })
    const elsewhere = { ...opened.avis, traces: [{ ...length, sopInstanceUID: '9.9' as never }] }
    const astray = await radiologist.call('reading.saveDraft', { ...version(opened), avis: elsewhere, text: signedPlain.text })
    expect(astray.findings.map(({ rule }) => rule)).toEqual(['T5'])
    expect((await problem(sign(radiologist, astray))).code).toBe('reading/invalid-opinion')
    const saved = await radiologist.call('reading.saveDraft', { ...version(astray), avis: { ...opened.avis, traces: [length] }, text: signedPlain.text })
    expect((await sign(radiologist, saved)).avis.traces).toEqual([length])
    expect(open.drafts.map(({ kind }) => kind)).toEqual(['PDF', 'SR', 'ORU', 'GSPS', 'KOS'])
  })

  it('are absent from a draft saved before marks were kept, and it opens as it was', async () => {
    const draft = await write(one, secondAvis)
    const { traces: _, ...before } = secondAvis
    open.store.prepare('UPDATE readings SET avis = ? WHERE id = ?').run(JSON.stringify(before), draft.id)
    expect((await one.call('reading.open', { studyInstanceUID })).avis).toEqual(secondAvis)
  })

  it('are sealed with the opinion: the second reader is given them at the reveal, and not before', async () => {
    await signFirst()
    const frozen = await freezeSecond()
    expect(JSON.stringify(frozen)).not.toContain('611.4375')
    const revealed = await two.call('reading.reveal', version(frozen))
    expect(revealed.revealed?.avis.traces).toEqual(firstAvis.traces)
  })
})

describe('what other rooms ask', () => {
  it('the audit view leaves out the first reader’s acts until the reveal', async () => {
    const first = await signFirst()
    expect(two.reading.concealedFrom(two.account).toSorted()).toEqual([first.id, first.reportId ?? '', studyInstanceUID].toSorted())
    await revealSecond()
    expect(two.reading.concealedFrom(two.account)).toEqual([])
    expect(two.reading.concealedFrom({ id: two.account.id, roles: ['ADMIN'] })).toEqual([])
  })

  it('the first reader does not see the second reading come about', async () => {
    await signFirst()
    const draft = await write(two, secondAvis)
    expect(one.reading.concealedFrom(one.account)).toContain(draft.id)
    await sign(two, await two.call('reading.reveal', version(await two.call('reading.freeze', version(draft)))))
    expect(one.reading.concealedFrom(one.account)).toEqual([])
  })

  it('a study that no PACS holds stays until its second reader has signed', async () => {
    open.states = 'confirmed'
    const sent = (signed: Reading, seat: Seat) => seat.reading.deliveryStateChanged(signed.reportId ?? '')
    sent(await signFirst(), one)
    expect(one.reading.holdsStudy(studyInstanceUID)).toBe(false)
    open.store.prepare('UPDATE studies SET in_pacs = 0').run()
    expect(one.reading.holdsStudy(studyInstanceUID)).toBe(true)
    sent(await sign(two, await revealSecond()), two)
    expect(one.reading.holdsStudy(studyInstanceUID)).toBe(false)
  })

  it('a study is held while a draft or an unsent report needs it', async () => {
    expect(one.reading.holdsStudy(studyInstanceUID)).toBe(false)
    const draft = await write(one, firstAvis)
    expect(one.reading.holdsStudy(studyInstanceUID)).toBe(true)
    const signed = await sign(one, draft)
    expect(one.reading.holdsStudy(studyInstanceUID)).toBe(true)
    open.states = 'confirmed'
    one.reading.deliveryStateChanged(signed.reportId ?? '')
    expect(one.reading.holdsStudy(studyInstanceUID)).toBe(false)
  })
})
