/** The files of a drop or of a dialog with their paths, folders walked through (File and Directory Entries API). Entries must
 *  be taken from the event before it ends; the walk itself may take its time and can be stopped. */

export interface Found {
  readonly file: File
  /** From the folder that was given; the name alone for a file by itself. */
  readonly path: string
}

export interface Dropped {
  readonly entries: readonly FileSystemEntry[]
  /** What has no entry (a file dragged out of another program) is still a file. */
  readonly files: readonly File[]
}

export function takeDropped(transfer: DataTransfer): Dropped {
  const entries: FileSystemEntry[] = []
  const files: File[] = []
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue
    const entry = item.webkitGetAsEntry()
    const file = entry === null ? item.getAsFile() : null
    if (entry !== null) entries.push(entry)
    else if (file !== null) files.push(file)
  }
  return { entries, files }
}

/** Of a dialog: a folder gives each file its path. */
export const foundIn = (files: Iterable<File>): Found[] => [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }))

export async function collectFiles(dropped: Dropped, signal: AbortSignal): Promise<Found[]> {
  const found = foundIn(dropped.files)
  const waiting = [...dropped.entries]
  for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
    signal.throwIfAborted()
    if (isFile(entry)) found.push({ file: await fileOf(entry), path: entry.fullPath.replace(/^\//, '') })
    else if (isDirectory(entry)) waiting.push(...(await childrenOf(entry)))
  }
  return found
}

/** Folders, archives and directories of media are shown before anything is taken; files by themselves are what was chosen. */
export const isMedium = (found: readonly Found[]): boolean => found.some(({ path }) => path.includes('/') || /\.zip$/i.test(path) || /^dicomdir(;\d+)?$/i.test(path))

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => { entry.file(resolve, reject) })
}

/** A reader gives at most a hundred children at a time; an empty answer is the end. */
async function childrenOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader()
  const children: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => { reader.readEntries(resolve, reject) })
    if (some.length === 0) return children
    children.push(...some)
  }
}
