/** The tables of the cache: which object is in which file, under which wrapped key. */
import type { Store } from '../store/index.ts'

export interface ObjectRow {
  readonly sopInstanceUID: string
  readonly studyInstanceUID: string
  readonly keyId: string
  /** Relative to the folder of the cache, `/` between folder and name. */
  readonly file: string
  readonly length: number
  readonly sha256: string
}

export interface StudyKey {
  readonly keyId: string
  readonly wrapped: Uint8Array
}

export interface CacheTable {
  object(sopInstanceUID: string): (ObjectRow & { wrapped: Uint8Array }) | null
  studyKey(studyInstanceUID: string): StudyKey | null
  insert(row: ObjectRow, key: StudyKey, storedAt: string): void
  /** Points the row of an object to another file with the same content. */
  replace(row: ObjectRow, key: StudyKey): void
  /** Deletes the keys of a study, and its rows with them; answers the files that are now unreadable. */
  deleteStudy(studyInstanceUID: string): string[]
  deleteObject(sopInstanceUID: string): string | null
  hasFile(file: string): boolean
  files(): { sopInstanceUID: string; file: string }[]
  usage(): { bytes: number; objects: number }
}

export function createCacheTable(store: Store): CacheTable {
  const objectColumns = `o.sop_instance_uid AS sopInstanceUID, o.study_instance_uid AS studyInstanceUID, o.key_id AS keyId, o.file, o.length, o.sha256`
  const object = store.prepare<[string], ObjectRow & { wrapped: Uint8Array }>(
    `SELECT ${objectColumns}, k.wrapped FROM cache_objects o JOIN cache_keys k ON k.id = o.key_id WHERE o.sop_instance_uid = ?`,
  )
  const studyKey = store.prepare<[string], StudyKey>('SELECT id AS keyId, wrapped FROM cache_keys WHERE study_instance_uid = ? ORDER BY id LIMIT 1')
  const insertKey = store.prepare('INSERT OR IGNORE INTO cache_keys (id, study_instance_uid, wrapped) VALUES (?, ?, ?)')
  const insertObject = store.prepare(
    'INSERT INTO cache_objects (sop_instance_uid, study_instance_uid, key_id, file, length, sha256, stored_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const replaceObject = store.prepare('UPDATE cache_objects SET study_instance_uid = ?, key_id = ?, file = ? WHERE sop_instance_uid = ?')
  const filesOfStudy = store.prepare<[string], { file: string }>(
    'SELECT o.file FROM cache_objects o JOIN cache_keys k ON k.id = o.key_id WHERE k.study_instance_uid = ?',
  )
  const deleteKeys = store.prepare('DELETE FROM cache_keys WHERE study_instance_uid = ?')
  const deleteObject = store.prepare<[string], { file: string }>('DELETE FROM cache_objects WHERE sop_instance_uid = ? RETURNING file')
  const hasFile = store.prepare<[string], { found: number }>('SELECT 1 AS found FROM cache_objects WHERE file = ?')
  const files = store.prepare<[], { sopInstanceUID: string; file: string }>('SELECT sop_instance_uid AS sopInstanceUID, file FROM cache_objects')
  const usage = store.prepare<[], { bytes: number; objects: number }>('SELECT coalesce(sum(length), 0) AS bytes, count(*) AS objects FROM cache_objects')

  return {
    object: (sopInstanceUID) => object.get(sopInstanceUID) ?? null,
    studyKey: (studyInstanceUID) => studyKey.get(studyInstanceUID) ?? null,
    insert(row, key, storedAt) {
      insertKey.run(key.keyId, row.studyInstanceUID, key.wrapped)
      insertObject.run(row.sopInstanceUID, row.studyInstanceUID, key.keyId, row.file, row.length, row.sha256, storedAt)
    },
    replace(row, key) {
      insertKey.run(key.keyId, row.studyInstanceUID, key.wrapped)
      replaceObject.run(row.studyInstanceUID, key.keyId, row.file, row.sopInstanceUID)
    },
    deleteStudy(studyInstanceUID) {
      const found = filesOfStudy.all(studyInstanceUID).map(({ file }) => file)
      deleteKeys.run(studyInstanceUID)
      return found
    },
    deleteObject: (sopInstanceUID) => deleteObject.get(sopInstanceUID)?.file ?? null,
    hasFile: (file) => hasFile.get(file) !== undefined,
    files: () => files.all(),
    usage: () => usage.get() ?? { bytes: 0, objects: 0 },
  }
}
