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
      const wasOpen = identity.account()?.id === accountId
      await identity.unlock(accountId, passphrase)
      try {
        context.act(accountId, () => undefined)
      } catch (error) {
        // A session that could not be recorded does not last; one that was open already is not taken from its reader.
        if (!wasOpen) await identity.lock('user')
        throw error
      }
      return identity.status()
    },
    'session.lock': async (_, context) => {
      const account = identity.account()
      try {
        if (account !== null) context.act(account.id, () => undefined)
      } finally {
        // Whoever leaves the console must find it locked, even when the disk is full and nothing can be recorded.
        await identity.lock('user')
      }
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
