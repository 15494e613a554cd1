/** The DIMSE side of the PACS room. */
export type { Address, TlsIdentity } from './connect.ts'
export { startAcceptor, type Acceptor, type AcceptorPorts, type ReceivedObject } from './acceptor.ts'
export { commitmentReport, type CommitmentReport } from './commitment-report.ts'
export { createDimseClient } from './dimse-client.ts'
export { createExpectedObjects, type ExpectedObjects } from './expected-objects.ts'
export { createMoveRetrieval, type MoveRetrieval } from './move-retrieval.ts'
export { findScheduled, type ScheduledExam } from './scheduled-exams.ts'
export { requestCommitment } from './storage-commitment.ts'
