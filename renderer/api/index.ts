/** The window's side of the contract. In a component: `useOperation('worklist.facets', {})` to show,
 *  `useAct('reading.sign')` to do, `useServerEvent(event => …)` to hear; `useApi()` gives `call`, `bytes` and `put`
 *  for what is not a component's business. A failure is a `ProblemError` with the contract's sentence in both
 *  languages: `useProblemText()` says it in the language in force. */
export { createApi, type Api } from './api.ts'
export { ApiProvider, createQueryClient, useApi } from './ApiProvider.tsx'
export { createConnection, type Connection, type ConnectionState } from './connection.ts'
export { ConnectionError, ProblemError, problemCode } from './errors.ts'
export type { EventState } from './event-stream.ts'
export { useAct, useEventState, useOperation, useRefresh, useRetrieval, useServerEvent } from './hooks.ts'
export { problemSentence, useProblemText } from './problem-text.ts'
export type { Retrieval } from './retrievals.ts'
