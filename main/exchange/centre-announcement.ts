/** How reader consoles learn of a new key, a new coordinator or another reader of their centre: a coordinator's session
 *  writes the present card to each admitted reader, once for each card; a reader console takes it from a coordinator it knows. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ExpectedError, type AccountCard, type CentreCard } from '../contract/index.ts'
import { readCard, writeCentreCard } from './card-files.ts'
import { isBehind } from '../vault/index.ts'
import type { ExchangePorts, Letterbox, ReceivedLetter } from './ports.ts'

type Ports = Pick<ExchangePorts, 'store' | 'vault' | 'account' | 'accounts' | 'centreName'> & { readonly now: () => Date }

export const centreAnnouncement = z.strictObject({ type: z.literal('CENTRE_CARD'), card: z.string() })

/** A study that names no exam: the announcement concerns all of them. */
const noExam = '2.25.0'

export function ownCard({ vault, account }: Pick<Ports, 'vault' | 'account'>): AccountCard {
  const { id, roles } = account()
  const keys = vault.publicKeys(id)
  if (keys === null) throw new ExpectedError('session/locked')
  return { accountId: id, displayName: keys.displayName, roles, signing: keys.signing, receiving: keys.receiving }
}

/** `exchange/not-a-centre`, `keys/*`. Of the accounts here only those whose keys were compared. */
export async function presentCentreCard({ vault, accounts, centreName, now }: Ports): Promise<CentreCard> {
  const { foreign, centre, publicKeys } = vault
  const { held, id, publicKey, holders, finding, register } = centre.standing()
  if (foreign.standing() !== 'CENTRE') throw new ExpectedError('exchange/not-a-centre')
  if (!held) throw new ExpectedError('keys/not-held')
  if (finding !== null) throw new ExpectedError(finding)
  const here = accounts().flatMap(({ id: accountId, roles }) => {
    const keys = publicKeys(accountId)
    return keys?.confirmed !== true ? [] : [{ accountId, displayName: keys.displayName, roles, signing: keys.signing, receiving: keys.receiving }]
  })
  const elsewhere = (await foreign.everAdmitted()).map(({ card }) => card)
  return {
    centreId: foreign.centreId(), name: centreName(), key: { id, publicKey }, coordinators: here.filter(({ accountId }) => holders.includes(accountId)),
    readers: [...here.filter(({ accountId }) => !holders.includes(accountId)), ...elsewhere].map(({ accountId, signing }) => ({ accountId, signing })),
    ...(register === null ? {} : { register }), issuedAt: now().toISOString(),
  }
}

/** Writes the present card to each admitted reader that was not sent it yet. True when there were any. */
export async function announceCentre(ports: Ports, letterbox: Letterbox): Promise<boolean> {
  const { store, vault } = ports
  const readers = await vault.foreign.admitted()
  if (readers.length === 0) return false
  const card = await presentCentreCard(ports)
  const digest = createHash('sha256').update(JSON.stringify({ ...card, issuedAt: '' })).digest('hex')
  const sent = store.prepare<[string], { digest: string }>('SELECT digest FROM cards_sent WHERE account_id = ?')
  const due = readers.filter((one) => sent.get(one.card.accountId)?.digest !== digest)
  if (due.length === 0) return false
  const message: z.infer<typeof centreAnnouncement> = { type: 'CENTRE_CARD', card: await writeCentreCard(vault.foreign, card) }
  for (const { card: { accountId } } of due) {
    const letter = await letterbox.seal(accountId, noExam, message)
    store.transaction(() => {
      letterbox.post(letter)
      store.prepare('INSERT INTO cards_sent (account_id, digest) VALUES (?, ?) ON CONFLICT (account_id) DO UPDATE SET digest = excluded.digest').run(accountId, digest)
    })
  }
  return true
}

/** On a reader console, from a coordinator that it knows. Of an older card nothing is taken. */
export async function takeCentreCard({ vault: { foreign } }: Pick<Ports, 'vault'>, { card: text }: z.infer<typeof centreAnnouncement>): Promise<void> {
  const joined = foreign.joined()
  const read = await readCard(foreign, text)
  if (joined === null || read.kind !== 'CENTRE' || read.card.centreId !== joined.centreId) throw new ExpectedError('exchange/other-centre')
  if (read.card.issuedAt <= joined.issuedAt) return
  // The one thing that tells a reader of a coordinators' console which was set back as a whole.
  if (isBehind(read.card, joined.register ?? null)) throw new ExpectedError('exchange/register-behind')
  await foreign.join(read.card, () => undefined, { signed: read.signed })
}

export const asAnnouncement = ({ message }: ReceivedLetter): z.infer<typeof centreAnnouncement> | null => centreAnnouncement.safeParse(message).data ?? null
