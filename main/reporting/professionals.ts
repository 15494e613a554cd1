/** Rows of the table `professionals`: who the accounts of this console are in the national registers. */
import { ExpectedError, type AccountId, type CallContext, type Output, type ParsedInput, type Professional } from '../contract/index.ts'
import { isRpps } from '../domain/professionals/index.ts'
import type { Store } from '../store/index.ts'

interface Row { readonly account_id: string; readonly rpps: string; readonly family_name: string; readonly given_name: string; readonly specialty: Professional['specialty'] }

const professionalOf = (row: Row): Professional => ({ accountId: row.account_id as AccountId, rpps: row.rpps, familyName: row.family_name, givenName: row.given_name, specialty: row.specialty })

export function professionals(store: Store): Professional[] {
  return store.prepare<[], Row>('SELECT * FROM professionals ORDER BY account_id').all().map(professionalOf)
}

/** Null unless everything is known that a document names its author by. */
export function professionalBy(store: Store, accountId: string): Professional | null {
  const row = store.prepare<[string], Row>('SELECT * FROM professionals WHERE account_id = ?').get(accountId)
  return row === undefined || row.rpps === '' || row.family_name === '' || row.given_name === '' ? null : professionalOf(row)
}

/** An empty number is taken: it forgets. */
export function setProfessional(store: Store, known: (accountId: string) => boolean, input: ParsedInput<'professionals.set'>, context: CallContext): Output<'professionals.set'> {
  if (!known(input.accountId)) throw new ExpectedError('request/not-found')
  if (input.rpps !== '' && !isRpps(input.rpps)) throw new ExpectedError('account/rpps')
  context.act(input.accountId, () => {
    store.prepare('INSERT INTO professionals (account_id, rpps, family_name, given_name, specialty) VALUES (?, ?, ?, ?, ?) ON CONFLICT (account_id) DO UPDATE SET rpps = excluded.rpps, family_name = excluded.family_name, given_name = excluded.given_name, specialty = excluded.specialty')
      .run(input.accountId, input.rpps, input.familyName, input.givenName, input.specialty)
  }, 'professional identity')
  return input
}
