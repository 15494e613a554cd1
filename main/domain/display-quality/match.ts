/** Which registered display a reported screen is: by its device pixels, in either orientation; by the reader's choice
 *  where several are alike. A chosen display that no longer has the screen's pixels stays chosen, so that the
 *  difference is named rather than hidden. */
import type { Display, ReportedScreen } from '../../contract/index.ts'

export interface DevicePixels { readonly columns: number; readonly rows: number }

export function devicePixels({ width, height, devicePixelRatio }: Pick<ReportedScreen, 'width' | 'height' | 'devicePixelRatio'>): DevicePixels {
  return { columns: Math.round(width * devicePixelRatio), rows: Math.round(height * devicePixelRatio) }
}

export function megapixels({ columns, rows }: DevicePixels): number {
  return (columns * rows) / 1e6
}

export function samePixels(one: DevicePixels, other: DevicePixels): boolean {
  return (one.columns === other.columns && one.rows === other.rows) || (one.columns === other.rows && one.rows === other.columns)
}

export function matchDisplay<D extends Pick<Display, 'id' | 'columns' | 'rows'>>(screen: ReportedScreen, displays: readonly D[]): { display: D | null; candidates: D[] } {
  const candidates = displays.filter((display) => samePixels(display, devicePixels(screen)))
  const chosen = displays.find(({ id }) => id === screen.displayId)
  const only = candidates.length === 1 ? candidates[0] : undefined
  return { display: chosen ?? only ?? null, candidates }
}

/** Millimetres per device pixel as the screen is driven now. At another resolution than the registered one the panel
 *  scales by an amount that nobody told us. */
export function usablePixelPitch(screen: ReportedScreen, display: Pick<Display, 'columns' | 'rows' | 'pixelPitchMm'> | null): number | null {
  return display !== null && samePixels(display, devicePixels(screen)) ? display.pixelPitchMm : null
}
