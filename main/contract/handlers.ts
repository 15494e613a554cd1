/** What the rooms give the dispatcher: one function per operation, and what each call brings with it. */
import type { Input, OperationName, Output, ParsedInput } from './operations.ts'
import type { Account } from './session.ts'

declare global {
  /** The one web type that the contract names; it merges with each runtime's own declaration. */
  interface AbortSignal {
    readonly aborted: boolean
  }
}

export interface CallContext {
  readonly operation: OperationName
  /** Null only for operations whose access is `public`. */
  readonly account: Account | null
  readonly signal: AbortSignal
  /** Runs `work` and writes the audit row of this operation in one transaction: both happen or neither.
   *  `object` is a UID or an id of ours; `detail` holds no patient data and no opinion. */
  act<T>(object: string, work: () => T, detail?: string): T
}

export type Handler<N extends OperationName> = (input: ParsedInput<N>, context: CallContext) => Output<N> | Promise<Output<N>>
export type Handlers = { readonly [N in OperationName]: Handler<N> }
export type HandlersOf<N extends OperationName> = Pick<Handlers, N>

/** The typed client's side of the same table. */
export type Call = <N extends OperationName>(name: N, input: Input<N>, options?: { signal?: AbortSignal }) => Promise<Output<N>>
