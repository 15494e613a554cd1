/** The PACS room: one port, and the clients behind it. */
export { createDicomWebClient, type DicomWebOptions } from './dicomweb-client.ts'
export { isImageOrWaveformModality } from './modalities.ts'
export type { InstanceAddress, PacsClient, PriorsOf, RemoteInstance, RemoteStudy, StudyQuery } from './port.ts'
export type { Source } from './source.ts'
