/** The media room: what a CD, a folder or an archive holds, shown before anything is stored; then what was chosen goes the one
 *  way in, byte for byte. The window sends the pieces that are asked for; hostile bytes are read here, in bounded memory. */
import { ExpectedError, type HandlersOf, type ImportId, type MediaPatient, type MediaStep } from '../contract/index.ts'
import type { Identity } from '../domain/identity/index.ts'
import type { ImportSessions } from '../worklist/index.ts'
import { look } from './look.ts'
import { addFile, maximumFiles, openMedium, type MediaFile, type Medium } from './session.ts'
import { treeOf } from './tree.ts'
import { choose, nextWants } from './wants.ts'
import { readEntry } from './zip/read-entry.ts'

export interface MediaRoom {
  /** One piece of a file, as it was asked for; reads `bytes` to the end. */
  piece(importId: string, file: number, step: MediaStep, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void>
  handlers: HandlersOf<'import.list' | 'import.next' | 'import.tree' | 'import.choose'>
}

interface Ports {
  imports: ImportSessions
  here(sopInstanceUIDs: readonly string[]): number
  standing(identity: Identity): Pick<MediaPatient, 'standing' | 'reasons'>
}

export function createMedia({ imports, here, standing }: Ports): MediaRoom {
  const media = new Map<string, Medium>()
  imports.onClose((importId) => { media.delete(importId) })

  function mediumOf(importId: ImportId): Medium {
    if (!imports.isOpen(importId)) throw new ExpectedError('request/not-found', { subject: importId })
    const medium = media.get(importId) ?? openMedium()
    media.set(importId, medium)
    return medium
  }

  return {
    async piece(importId, place, step, bytes, signal) {
      const medium = mediumOf(importId as ImportId)
      const file = medium.files[place]
      if (file === undefined || file.want !== step) throw new ExpectedError('request/not-found', { subject: importId })
      const given = step === 'take' ? bytes : kept(bytes)
      const source = file.within === null ? given : readEntry(given, file.within.entry, { part: step === 'head' })
      try {
        if (step !== 'take') await look(medium, file, step, source)
        else {
          file.want = null
          await imports.put(importId, file.path, source, signal, medium.chosen)
        }
        if (step !== 'take') for await (const rest of given) void rest
      } finally {
        file.asked = false
      }
    },
    handlers: {
      'import.list': ({ importId, files }) => {
        const medium = mediumOf(importId)
        if (medium.files.length + files.length > maximumFiles) throw new ExpectedError('media/too-many-files', { params: { limit: maximumFiles } })
        for (const { path, size } of files) addFile(medium, path, size, null)
        return { listed: medium.files.length }
      },
      'import.next': ({ importId, unreadable }) => {
        const medium = mediumOf(importId)
        for (const place of unreadable) unread(importId, medium.files[place])
        return nextWants(medium)
      },
      'import.tree': ({ importId }) => treeOf(mediumOf(importId), { here, standing }),
      'import.choose': ({ importId, studies }) => ({ objects: choose(mediumOf(importId), studies) }),
    },
  }

  function unread(importId: string, file: MediaFile | undefined): void {
    if (file === undefined || file.want === null) return
    if (file.want === 'take') imports.refuse(importId, file.path, new ExpectedError('media/unreadable'))
    file.want = null
    file.standing = 'refused'
    file.problem = new ExpectedError('media/unreadable')
  }
}

/** The same iterator each time, which a reader that has enough does not end: the rest is passed over, so that the window never
 *  sees its sending cut. */
function kept(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]()
  return { [Symbol.asyncIterator]: () => ({ next: () => iterator.next() }) }
}
