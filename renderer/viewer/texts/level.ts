/** How much text the reader wants on the images; a key goes round. */
import type { Detail } from './lines.ts'

export const textLevels = ['all', 'short', 'identity'] as const
export type TextLevel = (typeof textLevels)[number]

export const nextLevel = (level: TextLevel): TextLevel => textLevels[(textLevels.indexOf(level) + 1) % textLevels.length] ?? 'all'

/** Details that may be shown, most first. */
export const allowed: Readonly<Record<TextLevel, readonly Detail[]>> = { all: ['full', 'short', 'tight'], short: ['short', 'tight'], identity: ['least'] }
