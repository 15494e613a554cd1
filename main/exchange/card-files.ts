/** Cards as files: a signed statement under a line that says what it is. A reader's card is signed by its own key, so that
 *  nobody shows another's; a centre's by one of the coordinators that it names. */
import { z } from 'zod'
import { accountCard, centreCard, ExpectedError, instant, type AccountCard, type AccountId, type CentreCard } from '../contract/index.ts'
import { accountFingerprint, centreFingerprint, importVerifyingKey, isReceivingKey, type ForeignKeeper } from '../vault/index.ts'

const file = z.strictObject({ binocle: z.enum(['carte de lecteur', 'carte de centre']), version: z.literal(1), signed: z.string() })
const issuedAccount = accountCard.extend({ issuedAt: instant })

export type ReadCard =
  | { readonly kind: 'ACCOUNT'; readonly card: AccountCard; readonly issuedAt: string; readonly fingerprint: string }
  | { readonly kind: 'CENTRE'; readonly card: CentreCard; readonly issuedAt: string; readonly fingerprint: string; readonly signed: string }

export async function writeAccountCard(foreign: ForeignKeeper, card: AccountCard, at: Date): Promise<string> {
  return written('carte de lecteur', await foreign.sign('binocle-account-card', { ...card, issuedAt: at.toISOString() }))
}

export async function writeCentreCard(foreign: ForeignKeeper, card: CentreCard): Promise<string> {
  return written('carte de centre', await foreign.sign('binocle-centre-card', card))
}

const written = (binocle: z.infer<typeof file>['binocle'], signed: string) => `${JSON.stringify({ binocle, version: 1, signed }, null, 2)}\n`

/** `exchange/card-invalid` for anything but a whole card that bears its own signature. */
export async function readCard(foreign: ForeignKeeper, text: string): Promise<ReadCard> {
  const found = file.safeParse(parsed(text)).data
  if (found === undefined) throw new ExpectedError('exchange/card-invalid')
  if (found.binocle === 'carte de centre') {
    const card = await verified(foreign, found.signed, 'binocle-centre-card', centreCard, (one, signer) => one.coordinators.find(({ accountId }) => accountId === signer)?.signing)
    await requireKeys([...card.coordinators, ...card.readers].map(({ signing }) => signing), [card.key.publicKey, ...card.coordinators.map(({ receiving }) => receiving)])
    return { kind: 'CENTRE', card, issuedAt: card.issuedAt, fingerprint: centreFingerprint(card), signed: found.signed }
  }
  const { issuedAt, ...card } = await verified(foreign, found.signed, 'binocle-account-card', issuedAccount, (one, signer) => (one.accountId === signer ? one.signing : undefined))
  await requireKeys([card.signing], [card.receiving])
  return { kind: 'ACCOUNT', card, issuedAt, fingerprint: accountFingerprint(card) }
}

/** A key that is none would be met when something is to be sealed, or at the next unlock: too late. */
async function requireKeys(signing: readonly string[], receiving: readonly string[]): Promise<void> {
  const found = await Promise.all([...signing.map(async (spki) => (await importVerifyingKey(spki)) !== null), ...receiving.map(isReceivingKey)])
  if (found.includes(false)) throw new ExpectedError('exchange/card-invalid')
}

async function verified<T extends z.ZodType>(foreign: ForeignKeeper, jws: string, typ: 'binocle-account-card' | 'binocle-centre-card', shape: T, keyIn: (card: z.output<T>, signer: AccountId) => string | undefined): Promise<z.output<T>> {
  const claimed = shape.safeParse(foreign.unverified(jws)).data
  const result = await foreign.verify(jws, typ, async (signer) => {
    const spki = claimed === undefined ? undefined : keyIn(claimed, signer)
    return spki === undefined ? null : importVerifyingKey(spki)
  })
  const card = result === null || result === 'UNKNOWN' ? undefined : shape.safeParse(result.payload).data
  if (card === undefined) throw new ExpectedError('exchange/card-invalid')
  return card
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null // cut short, or no card at all: refused by its caller
  }
}
