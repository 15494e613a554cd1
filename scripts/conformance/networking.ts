/** DICOM networking in the shape of PS3.2: what is proposed and taken on associations, as the code builds it; what becomes
 *  of each status, as the code judges it. */
import { ExpectedError, problems, type ErrorCode } from '../../main/contract/index.ts'
import { implementation, sopClasses, transferSyntax, transferSyntaxes } from '../../main/dicom/index.ts'
import { contextsOf, getOffers } from '../../main/pacs/dimse/get-offers.ts'
import { answeredStatuses, rejections, serviceRows, storageRoot, type ServiceRow } from '../../main/pacs/dimse/service-table.ts'
import { offer } from '../../main/pacs/dimse/services.ts'
import { maximumLength } from '../../main/pacs/dimse/wire.ts'
import { errorClass, type ErrorClass } from '../../main/sync/error-class.ts'
import { tlsProfile } from '../../main/trust/index.ts'
import { hexadecimal, table } from './tables.ts'

const services: readonly ServiceRow[] = Object.values(serviceRows)
const syntaxName = (uid: string): string => transferSyntax(uid)?.name ?? uid
const yes = (value: boolean): string => (value ? 'Yes' : 'No')
const does: Readonly<Record<ErrorClass, string>> = {
  transient: 'tried again later, by itself, ever more slowly', permanent: 'given up until a person acts; shown with what to do', unknown: 'asked for first, then sent again under the same identifier',
}

export function servicesOverview(): string {
  return table(['SOP class', 'UID', 'User of service (SCU)', 'Provider of service (SCP)'], [
    ...services.map(({ name, uid, asks, answers }) => [name, uid, yes(asks), yes(answers)]),
    [`Storage: ${sopClasses.filter(({ uid }) => uid.startsWith(storageRoot)).length} classes by name (below), any other under ${storageRoot}* as provider`, `${storageRoot}*`, 'Yes (objects written)', 'Yes'],
  ])
}

export function associations(): string {
  const [mammogram] = getOffers('1.2.840.10008.5.1.4.1.1.1.2', 'MG')
  const proposed = mammogram === undefined ? [] : contextsOf(mammogram).contexts
  const [own, ...ofObject] = proposed
  const contextRows = (activity: string, contexts: readonly { abstractSyntax: string; transferSyntaxes: readonly string[] }[], role: string) =>
    contexts.map(({ abstractSyntax, transferSyntaxes: syntaxes }) => [activity, services.find(({ uid }) => uid === abstractSyntax)?.name ?? sopClasses.find(({ uid }) => uid === abstractSyntax)?.name ?? abstractSyntax, syntaxes.map(syntaxName).join(', '), role])
  return [
    table(['Parameter', 'Value'], [
      ['Application context name', '1.2.840.10008.3.1.1.1'], ['Implementation class UID', implementation.ImplementationClassUID], ['Implementation version name', implementation.ImplementationVersionName],
      ['Maximum PDU length taken', `${maximumLength} bytes`], ['Asynchronous operations', 'one at a time'], ['User identity negotiation', 'not used'],
    ]),
    '#### Association initiation: proposed presentation contexts',
    'As the program builds them; the retrieval of a mammogram stands for that of any object. Each transfer syntax has a context of its own, so that the archive gives an object as it is stored.',
    table(['Activity', 'Abstract syntax', 'Transfer syntaxes', 'Role proposed'], [
      ...services.filter(({ asks, uid }) => asks && uid !== serviceRows.studyRootGet.uid).flatMap(({ uid, use }) => contextRows(use, offer(uid), 'SCU')),
      ...contextRows('C-GET of one object', own === undefined ? [] : [own], 'SCU'),
      ['C-GET of one object', 'the class of the object, else those usual for its modality', `one context each: ${ofObject.flatMap(({ transferSyntaxes: syntaxes }) => syntaxes.map(syntaxName)).join(', ')}`, 'SCP'],
      ['C-STORE of one object', 'the class of the object', 'the syntax that the object is in', 'SCU'],
    ]),
    '#### Association acceptance',
    'Only where the settings say that this console listens, on the address and port that they name. Contexts are taken in the first offered transfer syntax that is known.',
    table(['Service', 'Taken'], [...services.filter(({ answers }) => answers).map(({ name, use }) => [name, use]), ['Storage', `any class under ${storageRoot}*, in ${transferSyntaxes.length} transfer syntaxes; SCP role for both sides as asked`]]),
    table(['Association turned away when', 'Result', 'Source', 'Reason'], Object.values(rejections).map(({ when, result, source, reason }) => [when, String(result), String(source), String(reason)])),
    '#### Status codes answered to C-STORE and others',
    table(['Status', 'When'], Object.values(answeredStatuses).map(({ status, when }) => [hexadecimal(status), when])),
    '#### Status codes received: what becomes of a delivery or a retrieval',
    'Judged by the program itself, code by code. Warnings are no success: the object may have been altered.',
    table(['Status', 'Meaning (PS3.4, PS3.7)', 'Class', 'What we do'], [['0000', 'Success', 'success', 'C-STORE: the object is then asked for and compared, or its commitment awaited'], ...[
      ['A700', 'Out of resources'], ['A701', 'Out of resources: number of matches'], ['A702', 'Out of resources: sub-operations'], ['A801', 'Move destination unknown'], ['A900', 'Data set does not match SOP class'], ['B000', 'Warning: coercion, or sub-operations that failed'], ['B006', 'Warning: elements discarded'],
      ['B007', 'Warning: data set does not match SOP class'], ['C000', 'Cannot understand, unable to process'], ['FE00', 'Cancelled'], ['0110', 'Processing failure'], ['0112', 'No such object instance'], ['0119', 'Class-instance conflict'], ['0122', 'SOP class not supported'], ['0124', 'Not authorised'], ['0211', 'Unrecognised operation'],
    ].map(([status = '', meaning = '']) => {
      const judged = errorClass(new ExpectedError('pacs/dimse-status', { params: { status } }))
      return [status, meaning, judged, does[judged]]
    })]),
    '#### Failures of lines and associations',
    table(['Problem', 'Class', 'What the reader is told'], (Object.keys(problems) as ErrorCode[]).filter((code) => /^(pacs|ris)\//.test(code) && !['pacs/answer', 'pacs/dimse-status', 'ris/rejected'].includes(code) && !code.includes('not-configured')).map((code) => [`\`${code}\``, errorClass(new ExpectedError(code)), problems[code][2]])),
    '#### TLS',
    `PS3.15 B.9 (BCP 195): ${tlsProfile.minVersion} and later, \`${tlsProfile.ciphers.split(':').join('`, `')}\`. The peer’s certificate is verified against the authority in the settings or the system’s own; the console’s certificate is shown where there is one. As provider a caller’s certificate is demanded.`,
  ].join('\n\n')
}

export function httpStatuses(): string {
  return table(['HTTP status of a DICOMweb answer', 'Class', 'What we do'], [400, 404, 406, 408, 409, 413, 415, 425, 429, 500, 502, 503, 504].map((status) => {
    const judged = errorClass(new ExpectedError('pacs/answer', { params: { status } }))
    return [String(status), judged, does[judged]]
  }))
}
