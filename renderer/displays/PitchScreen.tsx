/** Measures the pixel pitch of the screen that shows this window (M12): a line to lay a ruler on, or a frame to fit to
 *  a bank card. Device pixels are counted, so the result does not depend on scaling. */
import { useState, type FormEvent } from 'react'
import { cardMm, pixelPitchFrom } from '../../main/domain/display-quality/index.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { Button, Segments } from '../ui/index.ts'
import { FullScreen } from './FullScreen.tsx'
import { NumberField } from './NumberField.tsx'
import { PatternCanvas, type DeviceSize } from './PatternCanvas.tsx'
import { rulerPlace, type Pattern } from './patterns/index.ts'

const geometry: Pattern = { name: 'GEOMETRY', step: null }

export function PitchScreen({ onMeasured, onClose }: { onMeasured: (pixelPitchMm: number) => void; onClose: () => void }) {
  const t = useText('displays')
  const common = useText('common')
  const format = useFormat()
  const [method, setMethod] = useState<'ruler' | 'card'>('ruler')
  const [length, setLength] = useState<number | null>(null)
  const [card, setCard] = useState(450)
  const [size, setSize] = useState<DeviceSize | null>(null)
  const pixels = size === null ? 0 : rulerPlace(size.width, size.height, null).length
  const pitch = method === 'card' ? pixelPitchFrom(cardMm.width, card) : length === null ? null : pixelPitchFrom(length, pixels)
  const wider = (by: number) => { setCard((width) => Math.min(4000, Math.max(120, width + by))) }

  const onKey = ({ key, shiftKey, target }: KeyboardEvent) => {
    if (method !== 'card' || (key !== 'ArrowLeft' && key !== 'ArrowRight') || (target instanceof Element && target.matches('[role="group"] *'))) return false
    wider((key === 'ArrowRight' ? 1 : -1) * (shiftKey ? 10 : 1))
    return true
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (pitch !== null) onMeasured(pitch)
  }
  return (
    <FullScreen label={t('pitch.label')} name="pitch" onKey={onKey} onClose={onClose}>
      {() => (
        <>
          <PatternCanvas pattern={geometry} pixelPitchMm={null} cardPixels={method === 'card' ? card : null} onSize={setSize} />
          <form className="di-check di-pitch" onSubmit={submit} noValidate>
            <h2>{t('pitch.title')}</h2>
            <Segments<'ruler' | 'card'> label={t('pitch.methods')} value={method} options={[{ value: 'ruler', label: t('pitch.ruler') }, { value: 'card', label: t('pitch.card') }]} onChange={(next) => { if (next !== null) setMethod(next) }} />
            {method === 'ruler' ? (
              <NumberField label={t('pitch.length')} hint={t('pitch.lengthHint', { pixels: format.number(pixels) })} error={length !== null && pitch === null ? t('pitch.lengthError') : null} value={length} onChange={setLength} />
            ) : (
              <div className="ui-row">
                <Button onClick={() => { wider(-1) }}>{t('pitch.narrower')}</Button>
                <Button onClick={() => { wider(1) }}>{t('pitch.wider')}</Button>
                <span className="ui-field-hint">{t('pitch.cardHint', { pixels: format.number(card) })}</span>
              </div>
            )}
            <p role="status">{pitch === null ? '' : t('pitch.result', { pitch: format.quantity(pitch, 'mm', 4) })}</p>
            <div className="ui-row di-check-acts">
              <Button size="large" onClick={onClose}>{common('cancel')}</Button>
              <Button size="large" type="submit" variant="primary" disabled={pitch === null}>{t('pitch.use')}</Button>
            </div>
          </form>
        </>
      )}
    </FullScreen>
  )
}
