/** How orders come in, as it is kept in the encrypted database: its own section of the settings. The key goes in and never
 *  comes out. */
import { z } from 'zod'
import { ExpectedError, ordersInSettings, type Output, type ParsedInput } from '../contract/index.ts'
import type { Section } from '../settings/index.ts'

export const storedOrdersIn = ordersInSettings.extend({ key: z.string() })
export type StoredOrdersIn = z.infer<typeof storedOrdersIn>

export const defaultOrdersIn: StoredOrdersIn = {
  address: '', port: 2575, tls: 'NONE', certificate: '', key: '', authority: '', callers: [], senders: [], keepDays: 90,
  worklist: { host: '', port: 104, calledAE: '', minutes: 5, tls: false, certificateAuthority: '' }, archiveDays: 0, archiveMinutes: 10,
}

export const shown = ({ key, ...rest }: StoredOrdersIn): Output<'orders.settings'> => ({ ...rest, keySet: key !== '' })

/** In the caller's transaction. */
export function configure(section: Section<StoredOrdersIn>, { key, ...input }: ParsedInput<'orders.configure'>): StoredOrdersIn {
  const wanted = { ...input, key: key ?? section.get().key }
  const listens = wanted.address !== ''
  const withoutOwn = wanted.tls !== 'NONE' && (wanted.certificate === '' || wanted.key === '')
  if (listens && (withoutOwn || (wanted.tls === 'MUTUAL' && wanted.authority === ''))) throw new ExpectedError('orders/no-certificate')
  section.set(wanted)
  return wanted
}
