/** What only some hosts can do. The window never asks which host it is on: it looks whether the capability is there,
 *  under `window.binocle`, and does without it otherwise. */

export const capabilitiesKey = 'binocle'

export interface Capabilities {
  /** Opens a window of the program on the first monitor that has none, else on the present one. */
  openWindow(): Promise<void>
}

/** Names on the wire between preload and main; each takes no argument. */
export const capabilityChannels = { openWindow: 'binocle:open-window' } as const satisfies Record<keyof Capabilities, string>
