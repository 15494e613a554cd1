/** Pixel pitch from a length that somebody measured on the glass (M12): millimetres per device pixel. */

/** ISO/IEC 7810 ID-1, the bank card: 85.60 mm × 53.98 mm. */
export const cardMm = { width: 85.6, height: 53.98 } as const

/** Null when the figures cannot be a pitch of a monitor (0.02 to 2 mm per pixel). */
export function pixelPitchFrom(lengthMm: number, pixels: number): number | null {
  if (!(lengthMm > 0) || !(pixels > 0)) return null
  const pitch = lengthMm / pixels
  return pitch >= 0.02 && pitch <= 2 ? Math.round(pitch * 1e5) / 1e5 : null
}

/** Device pixels that a length takes, unrounded. */
export function pixelsOf(lengthMm: number, pixelPitchMm: number): number {
  return lengthMm / pixelPitchMm
}
