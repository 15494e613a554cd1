/** Hands a card to the window's downloads. Its name is the file's own. */
import type { CardFile } from '../../main/contract/index.ts'

export function saveCard({ fileName, text }: CardFile): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The download has taken its own hold of the bytes once the click's task has run.
  setTimeout(() => { URL.revokeObjectURL(url) }, 1_000)
}
