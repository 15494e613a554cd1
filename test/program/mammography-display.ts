/** A mammography display that keeps the rule, as a console would have it: entered by an administrator, seen by the
 *  window, checked with the pattern at the start of the day. Tests of programme readings sit at one. */
import type { DisplayEntry, DisplayId, DisplayState, ReportedScreen } from '../../main/contract/index.ts'
import type { Client } from './start-program.ts'

/** 5.24 MP, upright. */
export const mammographyScreen = { width: 2048, height: 2560 } as const

export function mammographyDisplay(calibratedOn = new Date().toISOString().slice(0, 10)): DisplayEntry {
  return {
    name: 'Écran de mammographie', serialNumber: 'MD-5200-017', columns: mammographyScreen.width, rows: mammographyScreen.height, pixelPitchMm: 0.165,
    calibratedOn, calibrationTarget: 'GSDF', luminanceMin: 1.25, luminanceMax: 440, ambientLux: 20, bits: 10,
  }
}

export const reported = (displayId: DisplayId | null = null): ReportedScreen => ({ ...mammographyScreen, devicePixelRatio: 1, colorDepth: 24, greyPath: 'DITHERED', displayId })

/** As an administrator: enters the display and does the check of the day on it. */
export async function enterDisplay(client: Client): Promise<DisplayId> {
  // Yesterday by any clock: the date of a calibration is never in the future where the console stands.
  const { id } = await client.call('displays.save', { id: null, entry: mammographyDisplay(new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10)) })
  await sitAtDisplay(client)
  await client.call('displays.check', { displayId: id, pattern: 'TG18_QC', failed: [] })
  return id
}

/** What the window of each session tells first. */
export async function sitAtDisplay(client: Client): Promise<DisplayState> {
  return client.call('displays.report', { screens: [reported()] })
}
