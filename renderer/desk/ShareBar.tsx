/** A share as a bar, with its interval as a thin line and, where there is one, its target as an upright line. Plain SVG; the
 *  picture has its sentence, and the figures stand in the cells beside it. */
import type { IndicatorFigure } from '../../main/contract/index.ts'

const width = 260
const height = 18

export function ShareBar({ share, target, tone, label, full }: {
  share: IndicatorFigure['proportion']
  /** 0..1; null: none. */
  target: number | null
  tone: 'ok' | 'alert' | 'neutral'
  label: string
  /** The share at the right end of the picture. */
  full: number
}) {
  const at = (value: number) => Math.min(1, value / full) * (width - 2) + 1
  const { value, low, high } = share
  return (
    <svg className="dk-bar" viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={label}>
      <line x1={1} x2={width - 1} y1={height - 1.5} y2={height - 1.5} className="dk-bar-ground" />
      {value === null ? null : <rect x={1} y={5} width={Math.max(1, at(value) - 1)} height={8} className="dk-bar-value" data-tone={tone} />}
      {low === null || high === null ? null : <path d={`M${at(low)} 9H${at(high)}M${at(low)} 6V12M${at(high)} 6V12`} className="dk-bar-interval" />}
      {target === null ? null : <line x1={at(target)} x2={at(target)} y1={1} y2={height - 1} className="dk-bar-target" />}
    </svg>
  )
}
