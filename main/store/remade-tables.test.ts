/** Tables that are made again keep their rows, and what points to them still finds them; settings lose what is gone. */
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrations } from './migrations/index.ts'
import { sql as arbitration } from './migrations/022-arbitration.ts'
import { sql as worklistTitle } from './migrations/034-worklist-title.ts'

it('readings, envelopes and reports of an older program come through with all that belongs to them', () => {
  const database = new Database(':memory:')
  database.pragma('foreign_keys = ON')
  const run = (steps: readonly string[]) => { for (const sql of steps) database.transaction(() => database.exec(sql))() }
  const at = migrations.indexOf(arbitration)
  run(migrations.slice(0, at))
  database.exec(`
    INSERT INTO readings (id, study_instance_uid, account_id, kind, policy, phase, version, reader_code, started_at, signed_at, report_id) VALUES ('r', 's', 'a', 'FIRST', 'FR_DOCS', 'DEFINITIF', 3, 'L1-X', 't', 't', 'p');
    INSERT INTO readings (id, study_instance_uid, account_id, kind, policy, phase, version, avis, reader_code, started_at) VALUES ('q', 's', 'b', 'SECOND', 'FR_DOCS', 'LECTURE', 3, '{}', 'L2-X', 't');
    INSERT INTO reading_drafts VALUES ('q', 1, 't', '{}', '{}');
    INSERT INTO sealed_opinions VALUES ('d', 'r', 'SIGNED', 'e', 't');
    INSERT INTO sheet_contexts VALUES ('r', 's', '{}', 0);
    INSERT INTO reports VALUES ('p', 'r', 's', 'a', 'FIRST', 't', 'd', 'x', 'y', 'u1', 'u2', 'c');`)
  run(migrations.slice(at))
  const count = (table: string) => database.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n
  expect(['readings', 'reading_drafts', 'sealed_opinions', 'sheet_contexts', 'reports'].map(count)).toEqual([2, 1, 1, 1, 1])
  expect(database.pragma('foreign_key_check')).toEqual([])
  expect(() => database.exec(`INSERT INTO reading_drafts VALUES ('nobody', 1, 't', '{}', '{}')`)).toThrow(/FOREIGN KEY/)
  expect(() => database.exec('DELETE FROM reports')).toThrow(/append-only/)
  database.close()
})

it('settings of an older program come through without the title that the worklist had of its own', () => {
  const database = new Database(':memory:')
  const at = migrations.indexOf(worklistTitle)
  for (const sql of migrations.slice(0, at)) database.exec(sql)
  database.exec(`INSERT INTO settings (key, value) VALUES ('ordersIn', '{"port":2575,"worklist":{"calledAE":"WLM","callingAE":"BINOCLE","minutes":5}}'), ('ris', '{"worklist":{"callingAE":"X"}}')`)
  for (const sql of migrations.slice(at)) database.exec(sql)
  expect(database.prepare('SELECT key, value FROM settings ORDER BY key').all()).toEqual([{ key: 'ordersIn', value: '{"port":2575,"worklist":{"calledAE":"WLM","minutes":5}}' }, { key: 'ris', value: '{"worklist":{"callingAE":"X"}}' }])
  database.close()
})
