/** Hands bytes to the window's downloads. Names tell kind and day, never a patient. */
export function saveFile(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has taken its own hold of the bytes once the click's task has run.
  setTimeout(() => { URL.revokeObjectURL(url) }, 1_000)
}
