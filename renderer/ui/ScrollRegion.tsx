/** A part of the page that scrolls by itself. It takes the focus, so that the keyboard can scroll it (WCAG 2.1.1). */
import type { ReactNode } from 'react'

export function ScrollRegion({ label, className, children }: { label: string; className: string; children: ReactNode }) {
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable without a pointer
  return <section className={className} aria-label={label} tabIndex={0}>{children}</section>
}
