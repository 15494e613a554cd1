/** A key as it stands on the keyboard. */
import type { ReactNode } from 'react'

export function Kbd({ children, ...rest }: { children: ReactNode; 'aria-hidden'?: boolean }) {
  return <kbd className="ui-kbd" {...rest}>{children}</kbd>
}
