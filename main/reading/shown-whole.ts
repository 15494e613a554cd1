/** What the reader's screen has shown of the mammograms at one acquired pixel per screen pixel: asked for before an
 *  opinion is closed where the programme demands all of it, and kept in the audit trail either way. UIDs and shares only. */
import { ExpectedError, type DisplayedShare } from '../contract/index.ts'
import type { ReportedImage } from '../domain/second-reading/index.ts'
import type { ReadingPorts } from './ports.ts'
import type { ReadingRow } from './reading-rows.ts'

/** Throws `reading/not-shown-whole`; else gives the words of the audit row, empty when nothing was told. */
export function passShown(ports: Pick<ReadingPorts, 'study' | 'demandsOneToOne'>, row: Pick<ReadingRow, 'kind' | 'study_instance_uid'>, displayed: readonly DisplayedShare[] | undefined): string {
  const asked = (ports.study(row.study_instance_uid)?.images ?? []).filter(isWalked)
  const shares = new Map(displayed?.map(({ sopInstanceUID, atOneToOne }) => [sopInstanceUID as string, atOneToOne]))
  const left = asked.filter(({ sopInstanceUID }) => (shares.get(sopInstanceUID) ?? 0) < 1)
  if (left.length > 0 && row.kind !== 'PLAIN' && ports.demandsOneToOne()) {
    throw new ExpectedError('reading/not-shown-whole', { subject: row.study_instance_uid, params: { count: String(left.length), whole: String(asked.length) } })
  }
  if (displayed === undefined) return ''
  // Rounded down: 1.000 is every pixel. What is no image of the study is nothing to keep.
  const words = asked.map(({ sopInstanceUID }) => `${sopInstanceUID}=${(Math.floor((shares.get(sopInstanceUID) ?? 0) * 1000) / 1000).toFixed(3)}`)
  return words.length === 0 ? '' : ` 1:1 ${words.join(' ')}`
}

/** Slices are scrolled, raw images and biopsies are not read at 1:1. */
const isWalked = (image: ReportedImage): boolean => image.modality === 'MG' && image.numberOfFrames === 1 && image.presentationIntentType !== 'FOR PROCESSING'
