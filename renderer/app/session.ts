/** The session as the window knows it. `useSession()` anywhere; `useAccount()` where the session is unlocked. */
import { createContext, useContext } from 'react'
import type { Account, Role, SessionStatus } from '../../main/contract/index.ts'

export interface Session {
  readonly status: SessionStatus
  /** Takes over the status that an operation of the session answered. */
  apply(status: SessionStatus): void
  /** Locks now: the screen is blank before the answer comes. */
  lock(): void
}

export const SessionContext = createContext<Session | null>(null)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('No session above this component')
  return session
}

export function useAccount(): Account {
  const { account } = useSession().status
  if (account === null) throw new Error('No unlocked account above this component')
  return account
}

export function useHasRole(role: Role): boolean {
  return useAccount().roles.includes(role)
}
