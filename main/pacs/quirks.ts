/** Habits of DICOMweb servers, as data. Which one a server has is learnt from what it answers: how a thing is asked for in
 *  the standard's way comes first, and what a server took is asked again in the same way. */

export type Resource = 'list' | 'objects' | 'frames' | 'bulk data' | 'rendered'

/** `Accept` (PS3.18 8.7.5) in the order of trying; `{type}` and `{syntax}` are filled in. Never without the transfer syntax:
 *  a server may then transcode. */
export const acceptSpellings: Readonly<Record<Resource, readonly string[]>> = {
  // Gateways that know no structured suffix (RFC 6839).
  'list': ['application/dicom+json', 'application/json'],
  // Orthanc refuses the single part, cloud archives the multipart.
  'objects': ['multipart/related; type="application/dicom"; transfer-syntax={syntax}', 'application/dicom; transfer-syntax={syntax}'],
  // Orthanc looks for the transfer syntax inside the quoted type of its own answers and takes it outside in ours.
  'frames': ['multipart/related; type="{type}"; transfer-syntax={syntax}', '{type}; transfer-syntax={syntax}'],
  'bulk data': ['multipart/related; type="application/octet-stream"', 'application/octet-stream', '*/*'],
  'rendered': ['{type}'],
}

/** By these a server refuses how it was asked: 406 is the standard's, 400 Orthanc's, 415 that of some gateways. */
export const spellingRefused: readonly number[] = [406, 400, 415]

/** What a server says of a thing that it does not have, beside 404. Orthanc answers 400 for a frame beyond the last, once
 *  it has taken the spelling. */
export const absentBeside404: Readonly<Partial<Record<Resource, readonly number[]>>> = { frames: [400] }

/** A list of nothing, beside an empty one: 204 of most servers, 404 of some for the instances of an unknown study. */
export const emptyList: Readonly<Record<'studies' | 'instances', readonly number[]>> = { studies: [204], instances: [204, 404] }

/** The media type of frames in a transfer syntax (PS3.18 table 8.7.3-5); what is not named here is not compressed. */
export function frameMediaType(transferSyntaxUID: string): string {
  const found = frameMediaTypes.find(([, syntaxes]) => syntaxes.includes(transferSyntaxUID))
  return found === undefined ? 'application/octet-stream' : found[0]
}
const frameMediaTypes: readonly (readonly [string, readonly string[]])[] = [
  ['image/jpeg', ['1.2.840.10008.1.2.4.50', '1.2.840.10008.1.2.4.51', '1.2.840.10008.1.2.4.57', '1.2.840.10008.1.2.4.70']],
  ['image/jls', ['1.2.840.10008.1.2.4.80', '1.2.840.10008.1.2.4.81']],
  ['image/jp2', ['1.2.840.10008.1.2.4.90', '1.2.840.10008.1.2.4.91']],
  ['image/jphc', ['1.2.840.10008.1.2.4.201', '1.2.840.10008.1.2.4.202', '1.2.840.10008.1.2.4.203']],
  ['image/dicom-rle', ['1.2.840.10008.1.2.5']],
]
