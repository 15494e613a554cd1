/** The screens that this window lies on. With permission (the Electron host has it; a browser may) the window knows
 *  all screens and reports each one that it covers; otherwise the one that the browser calls its screen.
 *  Which registered display a screen is, where several are alike, the reader says once; that is kept on this
 *  workstation by the place of the screen on its desktop. */
import type { DisplayId, ReportedScreen } from '../../main/contract/index.ts'

export interface ScreenPlace {
  /** CSS pixels on the desktop. */
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly devicePixelRatio: number
  readonly colorDepth: number
}

export interface WindowPlace { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

/** A window that merely touches its neighbour (borders, shadows) is not on it. */
const overlap = 64

export function screensUnder<S extends ScreenPlace>(window: WindowPlace, screens: readonly S[]): S[] {
  const shared = (from: number, length: number, otherFrom: number, otherLength: number) => Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom)
  return screens.filter((screen) => shared(window.left, window.width, screen.left, screen.width) > overlap && shared(window.top, window.height, screen.top, screen.height) > overlap)
}

interface DetailedScreen extends Screen { readonly left: number; readonly top: number; readonly devicePixelRatio: number }
interface ScreenDetails { readonly screens: readonly DetailedScreen[]; readonly currentScreen: DetailedScreen }
type ManagingWindow = Window & { getScreenDetails?: () => Promise<ScreenDetails> }

export async function screensOfWindow(view: ManagingWindow): Promise<ScreenPlace[]> {
  const details = await screenDetails(view)
  if (details === null) return [ownScreen(view)]
  // Zoom of the page multiplies the ratio of every screen alike.
  const zoom = view.devicePixelRatio / details.currentScreen.devicePixelRatio
  const places = details.screens.map(({ left, top, width, height, devicePixelRatio, colorDepth }) => ({ left, top, width, height, devicePixelRatio: devicePixelRatio * zoom, colorDepth }))
  const under = screensUnder({ left: view.screenX, top: view.screenY, width: view.outerWidth, height: view.outerHeight }, places)
  return under.length === 0 ? [ownScreen(view)] : under
}

/** Without asking: a prompt in the middle of a reading helps nobody. */
async function screenDetails(view: ManagingWindow): Promise<ScreenDetails | null> {
  if (view.getScreenDetails === undefined) return null
  try {
    const { state } = await view.navigator.permissions.query({ name: 'window-management' as PermissionName })
    return state === 'granted' ? await view.getScreenDetails() : null
  } catch (error) {
    // A browser that does not know the permission, or a window without focus: the one screen is known all the same.
    if (error instanceof TypeError || error instanceof DOMException) return null
    throw error
  }
}

function ownScreen({ screen, devicePixelRatio }: Window): ScreenPlace {
  const { availLeft = 0, availTop = 0 } = screen as Screen & { availLeft?: number; availTop?: number }
  return { left: availLeft, top: availTop, width: screen.width, height: screen.height, devicePixelRatio, colorDepth: screen.colorDepth }
}

const storageKey = 'binocle.displays'
export const placeOf = ({ left, top, width, height }: ScreenPlace): string => `${left},${top},${width}x${height}`

export function readChoices(storage: Pick<Storage, 'getItem'>): Readonly<Record<string, string>> {
  try {
    const kept: unknown = JSON.parse(storage.getItem(storageKey) ?? '{}')
    return typeof kept === 'object' && kept !== null ? Object.fromEntries(Object.entries(kept).filter((pair): pair is [string, string] => typeof pair[1] === 'string')) : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

export function keepChoice(storage: Pick<Storage, 'getItem' | 'setItem'>, place: ScreenPlace, displayId: DisplayId): void {
  storage.setItem(storageKey, JSON.stringify({ ...readChoices(storage), [placeOf(place)]: displayId }))
}

const identifier = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function reportOf(place: ScreenPlace, choices: Readonly<Record<string, string>>, greyPath: ReportedScreen['greyPath']): ReportedScreen {
  const chosen = choices[placeOf(place)]
  const { width, height, devicePixelRatio, colorDepth } = place
  return { width, height, devicePixelRatio, colorDepth, greyPath, displayId: chosen !== undefined && identifier.test(chosen) ? chosen as DisplayId : null }
}
