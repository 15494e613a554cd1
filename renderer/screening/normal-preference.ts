/** Whether « normal » records ACR 1 or ACR 2 for this reader's window: a habit of the reader, nothing of a patient. */
import type { NormalAcr } from './avis-edits.ts'

const key = 'binocle.normal-acr'

export function readNormalAcr(storage: Pick<Storage, 'getItem'>): NormalAcr {
  return storage.getItem(key) === '2' ? 2 : 1
}

export function keepNormalAcr(storage: Pick<Storage, 'setItem'>, acr: NormalAcr): void {
  storage.setItem(key, String(acr))
}
