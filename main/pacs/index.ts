/** The PACS room: one port, and the clients behind it. */
export { createDicomWebClient, type DicomWebClient, type DicomWebOptions } from './dicomweb-client.ts'
export {
  commitmentReport, createDimseClient, createExpectedObjects, createMoveRetrieval, findScheduled, keepAssociations, requestCommitment, startAcceptor,
  type Acceptor, type AcceptorPorts, type Address, type CommitmentReport, type ExpectedObjects, type MoveRetrieval, type ReceivedObject, type ScheduledExam, type TlsIdentity,
} from './dimse/index.ts'
export type { Part } from './parts.ts'
export { isImageOrWaveformModality } from './modalities.ts'
export type { InstanceAddress, PacsClient, PriorsOf, RemoteInstance, RemoteStudy, StudyQuery } from './port.ts'
export { isOpenAt } from './opening-hours.ts'
export { createSourceClient, type SourceWays } from './source-client.ts'
export type { Source } from './source.ts'
