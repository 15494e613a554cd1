/** Real peers for tests, and peers that misbehave. Every launcher takes free ports and a scratch folder, and
 *  `stop()` returns once the process has ended. */
export { makeCertificates, type Certificate, type Certificates } from './certificates.ts'
export { startDcmqrscp, type DcmqrscpPeer } from './dcmqrscp.ts'
export { startBlackHole, startFaultProxy, startHangUp, startHttpPeer, type Fault, type FaultPeer, type FaultProxy, type HttpPeer } from './faults.ts'
export { startHl7Receiver, type Hl7Mode, type Hl7Peer, type ReceivedMessage, type ReceivedObservation } from './hl7.ts'
export { sendHl7, type Acknowledged } from './hl7-sender.ts'
export { startOrthanc, type OrthancOptions, type OrthancPeer } from './orthanc.ts'
export { freePort, until } from './peer-process.ts'
export { datasetOf, makeObject, sopClass, testUid, type MadeObject, type ObjectOptions } from './part10.ts'
export { startLargeArchive, type LargeArchive } from './large-archive.ts'
export { startLineProxy, type LineProxy } from './line-proxy.ts'
export { peersPresent, skipTitle, type PeersPresent } from './presence.ts'
export { storescu } from './storescu.ts'
