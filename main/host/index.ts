/** The host: the one handler behind both hosts, its guard and its routes. */
export { createEventHub, type EventHub } from './event-hub.ts'
export type {
  AccessPort, AuditEntry, AuditPort, ByteBody, BytesPort, Caller, CreateWorkstation, EventsPort, FrameAddress, Handle,
  HandlerPorts, SessionPort, Workstation, WorkstationOptions,
} from './ports.ts'
