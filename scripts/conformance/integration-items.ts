/** Integration with other systems: the acceptance checks, each proven by the tests whose titles bear its id; and what is
 *  claimed of IHE profiles. */
import type { DisplayItem } from './mammography-items.ts'

export const integrationItems: readonly DisplayItem[] = [
  { id: 'A1', requirement: 'C-ECHO answers to the right titles; an unknown one is refused and the reason told' },
  { id: 'A2', requirement: 'A study of images, presentation states, key objects, reports and compressed images comes whole by WADO-RS, C-GET and C-MOVE, data sets byte for byte' },
  { id: 'A3', requirement: 'Objects of hundreds of megabytes in bounded memory; cancelled at once; taken up again after a kill' },
  { id: 'A4', requirement: 'Peers that misbehave end in bounded time, in the right class, never as delivered' },
  { id: 'A5', requirement: 'Every object written is valid to dciodvfy, legible to dsrdump, and gives the signed PDF back' },
  { id: 'A6', requirement: 'Addenda name their predecessor; sending again leaves one instance; other bytes under one identifier are found out' },
  { id: 'A7', requirement: 'Storage commitment confirms, or sends again what the archive does not answer for' },
  { id: 'A8', requirement: 'Each behaviour of a RIS ends in the right state, under one MSH-10' },
  { id: 'A9', requirement: 'Clinical documents validate against the published schema and schematrons' },
  { id: 'A10', requirement: 'Requests, cancellations and what was done reach the list, joined to their exams, once' },
  { id: 'A11', requirement: 'Audit messages validate against the schema of PS3.15' },
  { id: 'A12', requirement: 'The program listens where it is told alone, to whom it is told' },
  { id: 'A13', requirement: 'No name and no identifier of a patient in logs, output or plain files' },
]

/** Profile, actor, transactions or content. What is not here is not claimed. */
export const profiles: readonly (readonly [profile: string, actor: string, how: string])[] = [
  ['RAD Scheduled Workflow (SWF.b)', 'Image Display', 'Query Images [RAD-14], Retrieve Images [RAD-16]'],
  ['RAD Scheduled Workflow (SWF.b)', 'Evidence Creator', 'Creator Images Stored [RAD-18], Storage Commitment [RAD-10]; for reports, presentation states and key objects'],
  ['RAD Consistent Presentation of Images (CPI)', 'Evidence Creator', 'presentation states written [RAD-19]; those of others are not applied, so the Image Display actor is not claimed'],
  ['RAD Key Image Note (KIN)', 'Evidence Creator', 'key objects written [RAD-29]; rejection notes of others are obeyed'],
  ['RAD Mammography Image (MAMMO), Digital Breast Tomosynthesis (DBT)', 'Image Display', 'section 8, requirement by requirement'],
  ['RAD Portable Data for Imaging (PDI)', 'Portable Media Importer', 'DICOMDIR, folders and archives, reconciled before anything is stored'],
  ['ITI Audit Trail and Node Authentication (ATNA)', 'Secure Application', 'Record Audit Event [ITI-20] over TLS; Authenticate Node [ITI-19] where the settings ask for TLS'],
]
