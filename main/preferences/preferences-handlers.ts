/** The operations on the preferences of the active account. The audit row names the account, never what was chosen. */
import { ExpectedError, type AccountId, type CallContext, type HandlersOf } from '../contract/index.ts'
import type { Preferences } from './preferences.ts'

export function createPreferencesHandlers({ preferences }: { preferences: Preferences }): HandlersOf<'preferences.get' | 'preferences.set'> {
  return {
    'preferences.get': (_input, context) => preferences.get(accountOf(context)),
    'preferences.set': ({ hanging }, context) => {
      const account = accountOf(context)
      context.act(account, () => preferences.setHanging(account, hanging))
      return preferences.get(account)
    },
  }
}

function accountOf({ account }: CallContext): AccountId {
  if (account === null) throw new ExpectedError('session/locked')
  return account.id
}
