/** Repeating groups of overlay planes, 6000 to 601E, even (PS3.5 7.6): sixteen times the same elements. */

export const isOverlayGroup = (group: number): boolean => group >= 0x6000 && group <= 0x601e && group % 2 === 0

/** The tag of the same element in group 6000, which stands for all of them in the attribute table. */
export const firstOverlay = (tag: number): number => (isOverlayGroup(tag >>> 16) ? 0x60000000 + (tag & 0xffff) : tag)
