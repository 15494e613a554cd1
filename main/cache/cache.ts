/** Encrypted object files and the rows that know them. An object exists once its row is committed; its file was
 *  durable before that. Names of files are random: nothing in the folder tells a patient, a study or a class. */
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ExpectedError } from '../contract/index.ts'
import type { Store } from '../store/index.ts'
import type { UnlockedVault } from '../vault/index.ts'
import { createCacheTable, type StudyKey } from './cache-table.ts'
import { readObject, streamObject, type Range, type StoredObject } from './object-reader.ts'
import { writeObject } from './object-writer.ts'
import { recoverCache, type Recovery } from './recover.ts'
import { newHeader, saltOf } from './segments.ts'

export interface StagedObject {
  readonly studyInstanceUID: string
  readonly sopInstanceUID: string
  readonly length: number
  /** Of the plaintext Part 10 bytes, hex. */
  readonly sha256: string
  readonly file: string
  readonly key: StudyKey
}

export interface Cache {
  /** Durable on disk, not yet known. Memory is bounded whatever the size. */
  stage(object: { studyInstanceUID: string; sopInstanceUID: string }, source: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<StagedObject>
  /** Inside the caller's transaction. An object that is already here with the same bytes takes the new file;
   *  with other bytes it is `dicom/conflicting-duplicate`. After a rollback the caller discards. */
  commit(staged: StagedObject): void
  discard(staged: StagedObject): Promise<void>
  /** `cache/corrupt` or `request/not-found`; a range outside the object is a fault of the caller. */
  read(sopInstanceUID: string, range: Range | null, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>
  /** The same in chunks of at most 1 MiB, each verified before it is given out. */
  stream(sopInstanceUID: string, range: Range | null, signal: AbortSignal): AsyncIterable<Uint8Array<ArrayBuffer>>
  info(sopInstanceUID: string): { length: number; sha256: string } | null
  /** Deletes the keys of a study inside the caller's transaction; `removeFiles` is called after its commit. */
  dropStudy(studyInstanceUID: string): { removeFiles(): Promise<void> }
  /** The same for one object, altered for instance, so that it can be taken anew. */
  dropObject(sopInstanceUID: string): { removeFiles(): Promise<void> }
  /** Key first, then files. */
  evictStudy(studyInstanceUID: string): Promise<void>
  evictObject(sopInstanceUID: string): Promise<void>
  /** To be called at unlock, before anything is staged. `forget` is told of the missing objects in the transaction
   *  that drops their rows. */
  recover(forget?: (missing: readonly string[]) => void): Promise<Recovery>
  usage(): { bytes: number; objects: number }
  /** Stops every read and write under way; later ones answer `session/locked`. */
  close(): void
}

export interface CachePorts {
  readonly dir: string
  readonly store: Store
  readonly vault: UnlockedVault
  readonly now?: () => Date
}

export function createCache({ dir, store, vault, now = () => new Date() }: CachePorts): Cache {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const table = createCacheTable(store)
  const inFlight = new Set<string>()
  /** Keys of studies whose first object is not committed yet. */
  const freshKeys = new Map<string, StudyKey>()
  let closed = false

  const pathOf = (file: string) => join(dir, ...file.split('/'))
  const assertWanted = (signal: AbortSignal) => () => {
    if (closed) throw new ExpectedError('session/locked')
    if (signal.aborted) throw new ExpectedError('request/aborted')
  }

  function keyFor(studyInstanceUID: string): StudyKey {
    const known = table.studyKey(studyInstanceUID) ?? freshKeys.get(studyInstanceUID)
    if (known !== undefined) return known
    const fresh = { keyId: randomBytes(16).toString('hex'), wrapped: vault.newStudyKey(studyInstanceUID).wrapped }
    freshKeys.set(studyInstanceUID, fresh)
    return fresh
  }

  function stored(sopInstanceUID: string, signal: AbortSignal): StoredObject {
    assertWanted(signal)()
    const row = table.object(sopInstanceUID)
    if (row === null) throw new ExpectedError('request/not-found', { subject: sopInstanceUID })
    return {
      path: pathOf(row.file), sopInstanceUID, length: row.length, assertWanted: assertWanted(signal),
      fileKey: (salt) => vault.fileKey(row.wrapped, row.studyInstanceUID, salt, sopInstanceUID),
    }
  }

  /** A file that cannot be removed now (still read, on Windows) has no row any more: `recover` removes it later,
   *  so this never rejects. */
  async function removeFiles(files: readonly string[]): Promise<void> {
    await Promise.allSettled(files.map((file) => rm(pathOf(file), { force: true })))
  }
  function dropStudy(studyInstanceUID: string): { removeFiles(): Promise<void> } {
    if (!store.inTransaction) throw new Error('Keys are deleted inside a transaction')
    const files = table.deleteStudy(studyInstanceUID)
    freshKeys.delete(studyInstanceUID)
    return { removeFiles: () => removeFiles(files) }
  }
  function dropObject(sopInstanceUID: string): { removeFiles(): Promise<void> } {
    if (!store.inTransaction) throw new Error('An object is given up inside a transaction')
    const file = table.deleteObject(sopInstanceUID)
    return { removeFiles: () => removeFiles(file === null ? [] : [file]) }
  }

  return {
    async stage({ studyInstanceUID, sopInstanceUID }, source, signal) {
      assertWanted(signal)()
      const name = randomBytes(16).toString('hex')
      const file = `${name.slice(0, 2)}/${name.slice(2)}`
      const header = newHeader()
      const studyKey = keyFor(studyInstanceUID)
      const key = vault.fileKey(studyKey.wrapped, studyInstanceUID, saltOf(header) ?? header, sopInstanceUID)
      inFlight.add(file)
      try {
        const written = await writeObject({ path: pathOf(file), header, key, assertWanted: assertWanted(signal) }, source)
        return { studyInstanceUID, sopInstanceUID, ...written, file, key: studyKey }
      } catch (error) {
        inFlight.delete(file)
        throw error
      } finally {
        key.fill(0)
      }
    },
    commit(staged) {
      if (!store.inTransaction) throw new Error('An object is committed inside a transaction')
      const { studyInstanceUID, sopInstanceUID, length, sha256, file, key } = staged
      const row = { studyInstanceUID, sopInstanceUID, length, sha256, file, keyId: key.keyId }
      const present = table.object(sopInstanceUID)
      if (present === null) table.insert(row, key, now().toISOString())
      else if (present.sha256 === sha256 && present.length === length) table.replace(row, key)
      else throw new ExpectedError('dicom/conflicting-duplicate', { subject: sopInstanceUID })
      store.afterCommit(() => {
        inFlight.delete(file)
        if (freshKeys.get(studyInstanceUID)?.keyId === key.keyId) freshKeys.delete(studyInstanceUID)
        if (present !== null) void removeFiles([present.file])
      })
    },
    async discard({ file }) {
      await rm(pathOf(file), { force: true })
      inFlight.delete(file)
    },
    read: async (sopInstanceUID, range, signal) => readObject(stored(sopInstanceUID, signal), range),
    async *stream(sopInstanceUID, range, signal) {
      yield* streamObject(stored(sopInstanceUID, signal), range)
    },
    info(sopInstanceUID) {
      const row = table.object(sopInstanceUID)
      return row === null ? null : { length: row.length, sha256: row.sha256 }
    },
    dropStudy,
    dropObject,
    evictStudy: async (studyInstanceUID) => store.transaction(() => dropStudy(studyInstanceUID)).removeFiles(),
    evictObject: async (sopInstanceUID) => store.transaction(() => dropObject(sopInstanceUID)).removeFiles(),
    async recover(forget = () => undefined) {
      const recovery = await recoverCache({ folder: dir, table, inFlight })
      store.transaction(() => {
        for (const sopInstanceUID of recovery.missing) table.deleteObject(sopInstanceUID)
        forget(recovery.missing)
      })
      return recovery
    },
    usage: () => table.usage(),
    close() {
      closed = true
    },
  }
}
