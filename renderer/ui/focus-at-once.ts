/** The focus at the turn that shows what is to have it. The library, and a waiting for the next frame, give it when the
 *  screen is painted: on a loaded machine a quick key then falls beside what the reader already sees, and may mean
 *  something else there. */
import { useLayoutEffect, type RefObject } from 'react'

type Sought = HTMLElement | null | undefined

/** Called in the turn that changes what is drawn: the focus goes there once it is drawn, before the next key is read.
 *  The answer calls it off. */
export function focusOnceDrawn(seek: () => Sought, options?: FocusOptions): () => void {
  let isOver = false
  let frame: number | null = null
  queueMicrotask(() => {
    if (isOver) return
    const found = seek()
    if (found != null) found.focus(options)
    // Drawn later where no key or click asked for it.
    else frame = requestAnimationFrame(() => { seek()?.focus(options) })
  })
  return () => {
    isOver = true
    if (frame !== null) cancelAnimationFrame(frame)
  }
}

const tabbable = ':is(button, input, select, textarea, a[href], [tabindex="0"]):not([disabled], [tabindex="-1"])'

/** For `initialFocus` of a popup: the given element, else the first that Tab would reach, unless one inside has the focus
 *  already. */
export const focusInside = (popup: RefObject<HTMLElement | null>, wanted?: RefObject<HTMLElement | null>) => (): false => {
  if (wanted?.current != null) wanted.current.focus()
  else if (popup.current?.contains(document.activeElement) === false) (popup.current.querySelector<HTMLElement>(tabbable) ?? popup.current).focus()
  return false
}

/** Inside the popup of a menu or of a list of choices that a key opened: the entry that the library has highlighted, else
 *  the popup. What the pointer opens waits for the library: the browser is still to give the focus to the button. */
export function FocusOnOpen({ popup }: { popup: RefObject<HTMLElement | null> }): null {
  useLayoutEffect(() => {
    queueMicrotask(() => {
      const opener = document.activeElement
      if (popup.current === null || opener?.matches('[aria-expanded="true"]:focus-visible') !== true) return
      (popup.current.querySelector<HTMLElement>('[data-highlighted], [data-selected]') ?? popup.current).focus({ preventScroll: true })
    })
  }, [popup])
  return null
}
