/** Which answers an event makes stale. Events name what changed; the window asks again. */
import type { OperationName } from '../../main/contract/index.ts'
import type { StreamSignal } from './event-stream.ts'

const desk = ['structure.exams', 'structure.exam', 'structure.indicators', 'programme.assignments'] as const
const stale: Partial<Record<StreamSignal['type'], readonly OperationName[]>> = {
  'worklist.changed': ['worklist.query', 'worklist.facets', 'programme.consultations'],
  'retrieve.ended': ['worklist.query', 'worklist.facets', 'retrieve.jobs'],
  'retrieve.changed': ['retrieve.jobs'],
  'reading.changed': ['worklist.query', 'worklist.facets', 'reports.ofStudy', 'programme.dossier', 'programme.consultations', 'reading.corrections', 'reading.agreedCorrections', ...desk],
  'delivery.changed': ['delivery.list', 'delivery.page', 'delivery.detail', 'delivery.alarms', 'health.get', 'reports.ofStudy', 'worklist.query'],
  'health.changed': ['health.get'],
  'orders.changed': ['orders.list', 'orders.ofStudy', 'orders.listening', 'worklist.query'],
  'structure.changed': desk,
  'exchange.changed': ['exchange.status', 'exchange.letters', 'keys.status'],
  'displays.changed': ['displays.list', 'displays.history'],
}

/** `all` after a cut: anything may have been missed. */
export function staleAfter(event: StreamSignal): readonly OperationName[] | 'all' {
  return event.type === 'reopened' ? 'all' : (stale[event.type] ?? [])
}
