/** The files of a drop, folders walked through (File and Directory Entries API). Entries must be taken from the event
 *  before it ends; the walk itself may take its time and can be stopped. */

export function entriesOf(transfer: DataTransfer): FileSystemEntry[] {
  return [...transfer.items].flatMap((item) => (item.kind === 'file' ? (item.webkitGetAsEntry() ?? []) : []))
}

export async function collectFiles(entries: readonly FileSystemEntry[], signal: AbortSignal): Promise<File[]> {
  const files: File[] = []
  const waiting = [...entries]
  for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
    signal.throwIfAborted()
    if (isFile(entry)) files.push(await fileOf(entry))
    else if (isDirectory(entry)) waiting.push(...(await childrenOf(entry)))
  }
  return files
}

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
