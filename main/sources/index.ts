/** The sources of images, as this console deals with them beside asking them: being called by them, and trying them. */
export type { Resolve } from './allowed-callers.ts'
export { createSourceHandlers, type SourceHandlerPorts } from './handlers.ts'
export { createListener, type Listener, type ListenerPorts } from './listener.ts'
export { createRefusals } from './refusals.ts'
export { sourcesOf, sourceWays, type Listens } from './source-ways.ts'
export { createUnsolicited, type UnsolicitedPorts } from './unsolicited.ts'
