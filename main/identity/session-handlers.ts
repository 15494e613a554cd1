/** The operations on the session and on accounts. */
import type { HandlersOf } from '../contract/index.ts'
import type { Identity } from './identity-ports.ts'

export type SessionOperation =
  | 'session.status' | 'session.setUp' | 'session.unlock' | 'session.lock' | 'session.touch' | 'session.setLanguage'
  | 'accounts.list' | 'accounts.create'

export function createSessionHandlers(identity: Identity<unknown>): HandlersOf<SessionOperation> {
  return {
    'session.status': () => identity.status(),
    'session.setUp': async (input, context) => {
      await identity.setUp(input)
      context.act(identity.account()?.id ?? '', () => undefined, 'first session')
      return identity.status()
    },
    'session.unlock': async ({ accountId, passphrase }, context) => {
      await identity.unlock(accountId, passphrase)
      context.act(accountId, () => undefined)
      return identity.status()
    },
    'session.lock': async (_, context) => {
      const account = identity.account()
      if (account !== null) context.act(account.id, () => undefined)
      await identity.lock('user')
      return identity.status()
    },
    'session.touch': () => {
      identity.touch()
      return {}
    },
    'session.setLanguage': ({ language }) => {
      identity.setLanguage(language)
      return identity.status()
    },
    'accounts.list': () => ({ accounts: identity.accounts() }),
    'accounts.create': (input, context) => identity.createAccount(input, (object, work, detail) => context.act(object, work, detail)),
  }
}
