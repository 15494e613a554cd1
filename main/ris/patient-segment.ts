/** PID of an outgoing message (IHE PAM-FR 2.11, annexe INS): the local number, and before it the national identity where it
 *  came qualified; then, and only then, PID-32 says VALI. The name is the one at birth (type L). */
import { composite, numbered, segment } from './encode.ts'

export interface OruPatient {
  id: string
  /** Who assigned the identifier: a name, and its OID when known. Null when the PACS did not say. */
  authority: { namespace: string; universalId: string } | null
  /** Qualified; null otherwise. */
  ins: { value: string; oid: string } | null
  /** INSEE code; empty when not known. */
  birthPlace: string
  /** DICOM person name (`FAMILY^Given^Middle`): the name at birth, as the identity rules ask. */
  name: string
  /** ISO day. */
  birthDate: string | null
  /** DICOM: F, M, O or empty. */
  sex: string
}

const nia = '1.2.250.1.213.1.4.9'

export function patientIdentification({ id, authority, ins, birthPlace, name, birthDate, sex }: OruPatient): string {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = name.split('^')
  const assigned = authority === null ? '' : [authority.namespace, authority.universalId, authority.universalId === '' ? '' : 'ISO']
  const national = ins === null ? [] : [composite(ins.value, '', '', [ins.oid === nia ? 'ASIP-SANTE-INS-NIA' : 'ASIP-SANTE-INS-NIR', ins.oid, 'ISO'], 'INS')]
  return segment('PID', numbered({
    1: '1',
    3: [...national, composite(id, '', '', assigned, 'PI')].join('~'),
    // XPN: family, given, further given names, suffix, prefix, degree, type.
    5: composite(family, given, middle, suffix, prefix, '', 'L'),
    7: (birthDate ?? '').replaceAll('-', ''),
    8: sex === 'F' || sex === 'M' || sex === 'O' ? sex : 'U',
    11: birthPlace === '' ? '' : composite('', '', '', '', '', '', 'BDL', '', birthPlace),
    32: ins === null ? '' : 'VALI',
  }))
}
