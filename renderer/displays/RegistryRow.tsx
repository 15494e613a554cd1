/** One display of the registry: name, state in a word, what was measured, why it is unfit, and its acts. The state is
 *  that of the display itself, driven as it should be; what a window really sees stands under "This screen". */
import type { Display, DisplayRule, ReportedScreen } from '../../main/contract/index.ts'
import { fitness } from '../../main/domain/display-quality/index.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { Button, Status } from '../ui/index.ts'
import { useToday } from '../worklist/use-today.ts'
import { correction, type FormStart } from './DisplayForm.tsx'
import { luminanceWords } from './luminance-words.ts'
import { ReasonList } from './ReasonList.tsx'

export function RegistryRow({ display, rule, administers, onForm, onHistory, onWithdraw }: { display: Display; rule: DisplayRule; administers: boolean; onForm: (start: FormStart) => void; onHistory: (display: Display) => void; onWithdraw: (display: Display) => void }) {
  const t = useText('displays')
  const format = useFormat()
  const { reasons } = fitness(display, asItShouldBe(display, rule), rule, useToday())
  const onlyCheck = reasons.every(({ code }) => code === 'check-missing')
  const { lastCheck } = display
  const name = <span className="ui-visually-hidden"> {display.name}</span>
  const facts = [
    `${display.columns} × ${display.rows}`,
    display.pixelPitchMm === null ? t('section.noPitch') : format.quantity(display.pixelPitchMm, 'mm', 4),
    `${display.calibratedOn === null ? t('section.noCalibration') : format.day(display.calibratedOn)}, ${t(`form.targets.${display.calibrationTarget}`)}`,
    luminanceWords(display, format, t('section.notMeasured')),
    ...display.ambientLux === null ? [] : [format.quantity(display.ambientLux, 'lx')],
    t('form.bitsOf', { count: display.bits }),
    lastCheck === null ? t('states.never') : t(lastCheck.failed.length === 0 ? 'states.passed' : 'states.failed', { day: format.day(lastCheck.day) }),
  ]
  return (
    <li>
      <div className="ui-spread">
        <div className="di-registry-name">
          <strong>{display.name}</strong>
          <span className="ui-muted">{display.serialNumber}</span>
          {reasons.length === 0 ? <Status tone="ok">{t('states.fit')}</Status> : onlyCheck ? <Status tone="warn">{t('states.due')}</Status> : <Status tone="alert">{t('states.unfit')}</Status>}
        </div>
        <div className="ui-row di-acts">
          <Button variant="quiet" onClick={() => { onHistory(display) }}>{t('section.history')}{name}</Button>
          {administers ? <Button variant="quiet" onClick={() => { onForm(correction(display)) }}>{t('section.edit')}{name}</Button> : null}
          {administers ? <Button variant="quiet" onClick={() => { onWithdraw(display) }}>{t('section.withdraw')}{name}</Button> : null}
        </div>
      </div>
      <p className="ui-muted">{facts.join(' · ')}</p>
      {onlyCheck ? null : <ReasonList reasons={reasons} />}
    </li>
  )
}

function asItShouldBe({ columns, rows, id }: Display, { greyPathAtLeast }: DisplayRule): ReportedScreen {
  return { width: columns, height: rows, devicePixelRatio: 1, colorDepth: 30, greyPath: greyPathAtLeast, displayId: id }
}
