/** The worklist at 100,000 studies: what a reader waits for after each key typed in the search box, asked of the same
 *  database through the same query. The peer is the bare scan of one column in SQLite, the floor of any such filter. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AccountId, WorklistFilter } from '../../main/contract/index.ts'
import { openStore } from '../../main/store/index.ts'
import { queryWorklist, worklistFacets } from '../../main/worklist/query.ts'
import { upsertRemoteStudy } from '../../main/worklist/study-rows.ts'

const reader = '00000000-0000-4000-8000-000000000001' as AccountId
const dir = mkdtempSync(join(tmpdir(), 'binocle-bench-'))
const store = openStore({ file: join(dir, 'binocle.db'), key: new Uint8Array(32).fill(7) })
const count = 100_000
const modalities = ['MG', 'CT', 'CR', 'MR', 'US', 'EEG']

store.transaction(() => {
  store.prepare('INSERT INTO accounts (id, roles, created_at) VALUES (?, ?, ?)').run(reader, '["L1","RADIOLOGIST"]', '2026-01-01T00:00:00.000Z')
  for (let n = 0; n < count; n += 1) {
    const day = new Date(Date.UTC(2018, 0, 1) + (n % 3000) * 86_400_000).toISOString().slice(0, 10)
    upsertRemoteStudy(store, {
      studyInstanceUID: `2.25.${n + 1}`, patientName: `EXEMPLE${n % 60_000}^Patiente`, patientID: `P${n % 60_000}`, issuerOfPatientID: '', patientBirthDate: '1960-05-01', patientSex: 'F',
      studyDate: day, studyTime: '10', accessionNumber: `A${n}`, studyID: '', description: 'Mammographie de dépistage', institutionName: `Site ${n % 40}`, referringPhysicianName: '',
      modalities: [modalities[n % modalities.length] ?? 'MG'], imageCount: 4,
    })
  }
})

const empty: WorklistFilter = { text: '', modalities: [], sites: [], localities: [], readings: [], studyDateFrom: null, studyDateTo: null }
const ask = (filter: Partial<WorklistFilter>) => () =>
  queryWorklist(store, reader, { filter: { ...empty, ...filter }, sort: { key: 'studyDate', direction: 'descending' }, offset: 0, limit: 200 })
const floor = median(() => store.prepare(`SELECT count(*) AS n FROM studies WHERE instr(search_text, 'exemple123') > 0`).get())

row('worklist 100,000: no filter, first page', median(ask({})))
row('worklist 100,000: one word typed', median(ask({ text: 'exemple123' })))
row('worklist 100,000: two words and a modality', median(ask({ text: 'exemple1 site', modalities: ['MG'] })))
row('worklist 100,000: own reading state', median(ask({ readings: ['to-read'] })))
row('worklist 100,000: facets', median(() => worklistFacets(store, reader)))
store.close()
rmSync(dir, { recursive: true })

function median(work: () => unknown): number {
  work()
  const times = Array.from({ length: 9 }, () => { const start = performance.now(); work(); return performance.now() - start })
  return times.toSorted((a, b) => a - b)[4] ?? Number.NaN
}

function row(figure: string, value: number): void {
  console.log(JSON.stringify({ figure, value: round(value), unit: 'ms', peer: 'bare SQLite scan of the folded column', peerValue: round(floor), ratio: round(value / floor) }))
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
