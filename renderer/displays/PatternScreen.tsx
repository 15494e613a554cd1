/** The test patterns, one after the other, over the whole screen (Q2, Q3). Arrows go through them, Escape leaves.
 *  What is shown and how to go on stands in a corner while the pointer moves, then nothing but the pattern. */
import { useState } from 'react'
import type { Display } from '../../main/contract/index.ts'
import { gsdfLuminance, MOST_P_VALUE } from '../../main/domain/grey-scale/index.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { FullScreen } from './FullScreen.tsx'
import { PatternCanvas, type DeviceSize } from './PatternCanvas.tsx'
import { patterns, rulerPlace, stepValues, type Pattern } from './patterns/index.ts'

export function PatternScreen({ display, pixelPitchMm, onClose }: { display: Display | null; pixelPitchMm: number | null; onClose: () => void }) {
  const t = useText('displays')
  const [index, setIndex] = useState(0)
  const [size, setSize] = useState<DeviceSize | null>(null)
  const pattern = patterns[index] ?? { name: 'TG18_QC', step: null }
  const go = (to: number) => { setIndex((to + patterns.length) % patterns.length) }
  const onKey = ({ key }: KeyboardEvent) => {
    if (key === 'ArrowRight' || key === 'ArrowDown' || key === 'PageDown' || key === ' ') go(index + 1)
    else if (key === 'ArrowLeft' || key === 'ArrowUp' || key === 'PageUp') go(index - 1)
    else if (key === 'Home') go(0)
    else if (key === 'End') go(patterns.length - 1)
    else return false
    return true
  }
  return (
    <FullScreen label={t('patterns.label')} name="patterns" onKey={onKey} onClose={onClose}>
      {(resting) => (
        <>
          <PatternCanvas pattern={pattern} pixelPitchMm={pixelPitchMm} onSize={setSize} />
          <div className="di-caption" data-hidden={resting ? '' : undefined} role="status"><Caption pattern={pattern} index={index} display={display} pixelPitchMm={pixelPitchMm} size={size} /></div>
        </>
      )}
    </FullScreen>
  )
}

function Caption({ pattern, index, display, pixelPitchMm, size }: { pattern: Pattern; index: number; display: Display | null; pixelPitchMm: number | null; size: DeviceSize | null }) {
  const t = useText('displays')
  const format = useFormat()
  const value = stepValues[(pattern.step ?? 1) - 1] ?? 0
  const ratio = window.devicePixelRatio
  return (
    <>
      <p className="di-caption-name">{t(`patterns.names.${pattern.name}`, { step: pattern.step ?? 0, value })}</p>
      {pattern.name === 'STEP' ? <p>{expectedLuminance(display, value, t, format)}</p> : null}
      {pattern.name === 'GEOMETRY' ? <p>{pixelPitchMm === null ? t('patterns.line', { pixels: size === null ? 0 : rulerPlace(size.width, size.height, null).length }) : t('patterns.hundred')}</p> : null}
      {ratio === 1 ? null : <p className="di-warn">{t('patterns.notExact', { scale: format.number(ratio * 100) })}</p>}
      <p className="di-caption-keys">{t('patterns.of', { index: index + 1, total: patterns.length })} · {t('patterns.keys')}</p>
    </>
  )
}

/** What a display calibrated to GSDF between its own extremes owes this step (PS3.14), for the luxmeter beside it. */
function expectedLuminance(display: Display | null, value: number, t: ReturnType<typeof useText<'displays'>>, format: ReturnType<typeof useFormat>): string {
  if (display?.luminanceMin == null || display.luminanceMax === null) return t('patterns.expectedUnknown')
  const luminance = gsdfLuminance((value * MOST_P_VALUE) / 255, display.luminanceMin, display.luminanceMax)
  return t('patterns.expected', { luminance: format.quantity(luminance, 'cd/m²', luminance < 10 ? 2 : 1) })
}
