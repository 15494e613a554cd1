/** Waiting. `Waiting` stays silent for 200 ms, then says what is awaited; `Progress` says how much is done. */
import { LoaderCircle } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'

export function Waiting({ children, block = false, delayMs = 200 }: { children: ReactNode; block?: boolean; delayMs?: number }) {
  const [shown, setShown] = useState(delayMs === 0)
  useEffect(() => {
    const timer = setTimeout(() => { setShown(true) }, delayMs)
    return () => { clearTimeout(timer) }
  }, [delayMs])
  return (
    <span className="ui-waiting" data-block={block ? '' : undefined} role="status">
      {shown ? <><LoaderCircle size={16} aria-hidden />{children}</> : null}
    </span>
  )
}

/** `value` 0..1. */
export function Progress({ value, label }: { value: number; label: string }) {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100)
  return (
    <span className="ui-progress" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
      <span className="ui-progress-bar" style={{ width: `${percent}%` }} />
    </span>
  )
}
