/** Where the keyboard goes on the sheet when it is led there, once what was just opened is drawn. */
import type { RefObject } from 'react'
import { focusOnceDrawn } from '../ui/index.ts'

type Root = RefObject<HTMLElement | null>

/** The first point that blocks, and the first field beside it. */
export function toFirstPoint(root: Root): void {
  focusOnceDrawn(() => {
    const first = root.current?.querySelector<HTMLElement>('.reading-finding[data-tone="blocking"]')
    first?.scrollIntoView({ block: 'center' })
    return first?.closest('section')?.querySelector<HTMLElement>('button:not([disabled]), input, textarea, [tabindex="0"]')
  })
}

/** The first view that can be recalled. */
export function toRecall(root: Root): void {
  focusOnceDrawn(() => root.current?.querySelector<HTMLElement>('[data-recall-view]:not([disabled])'))
}
