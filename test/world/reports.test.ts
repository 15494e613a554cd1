/** Signed reports over lines that are cut, from a console that is killed: `WORLD_REPORTS=10000` for the whole figure. */
import { describe, expect, it } from 'vitest'
import { peersPresent, skipTitle } from '../peers/index.ts'
import { deliverReports, told, type Wish } from './ten-thousand.ts'

const present = peersPresent()
const reports = Number(process.env['WORLD_REPORTS'] ?? 150)

describe.skipIf(present.hl7 !== null)(`reports from a console that is killed, over lines that are cut${skipTitle(present.hl7)}`, () => {
  const delivered = async (wish: Pick<Wish, 'reports' | 'archive'>) => {
    const deliveries = await deliverReports({ ...wish, seed: 7, killEveryMs: wish.reports > 1000 ? 6000 : 900, cutEveryMs: wish.reports > 1000 ? 1200 : 500 })
    process.stdout.write(`${told(deliveries)}\n`)
    return deliveries
  }
  const once = (count: number) => ({ reports: count, atPacs: 2 * count, atRis: count, confirmed: 3 * count, confirmations: 3 * count, auditValid: true, wrong: [], outOfOrder: [] })

  it(`${reports} of them are each confirmed once at PACS and RIS, the objects before the message and the parent before its addendum`, async () => {
    const deliveries = await delivered({ reports, archive: 'memory' })
    expect(deliveries).toMatchObject(once(reports))
    expect(deliveries.kills + deliveries.cuts).toBeGreaterThan(0)
  }, 60_000 + reports * 300)

  const share = Math.max(10, Math.ceil(reports / 50))
  it.skipIf(present.orthanc !== null)(`${share} of them reach a real Orthanc so${skipTitle(present.orthanc)}`, async () => {
    expect(await delivered({ reports: share, archive: 'orthanc' })).toMatchObject(once(share))
  }, 60_000 + share * 1000)
})
