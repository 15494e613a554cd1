/** The colour of a patient's band: computed from the identifiers, so that every window shows the same one. Hues far
 *  from those that mean something (sides, alert, blind): only the change of colour speaks. */
const bands = ['#3f7f8c', '#5d7a4a', '#8a6a3b', '#7a5570', '#4f6c9a', '#8a5a4a'] as const

export function bandColour(patient: { patientID: string; patientName: string }): string {
  let hash = 0
  for (const character of `${patient.patientID}\\${patient.patientName}`) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return bands[hash % bands.length] ?? bands[0]
}
