/** The frame of the right-hand panel: what is being read and whether it is safe at the top, what can be done at the
 *  bottom, the sheet between. In the blind phase, and only then, a thin frame and the words say so. */
import { EyeOff, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Reading } from '../../main/contract/index.ts'
import { useText } from '../i18n/index.ts'
import { IconButton, ScrollRegion, Status } from '../ui/index.ts'
import { PhaseSteps } from './PhaseSteps.tsx'

export function PanelFrame({ reading, save, menu, onClose, footer, children }: { reading: Reading; save?: ReactNode; menu?: ReactNode; onClose: () => void; footer: ReactNode; children: ReactNode }) {
  const t = useText('screening')
  const blind = reading.phase === 'LECTURE_AVEUGLE'
  return (
    <section className="reading-panel" data-panel="" data-phase={reading.phase} data-kind={reading.kind} aria-label={t(`kinds.${reading.kind}`)}>
      <header className="reading-head">
        <div className="reading-head-line">
          <h2 className="reading-kind">{t(`kinds.${reading.kind}`)}</h2>
          {save}
          {menu}
          <IconButton label={t('close')} icon={<X size={16} aria-hidden />} onClick={onClose} />
        </div>
        {blind ? <p className="reading-blind"><Status tone="blind" icon={EyeOff}>{t('blind')}</Status><span>{t('blindText')}</span></p> : null}
        <PhaseSteps reading={reading} />
      </header>
      <ScrollRegion className="reading-body" label={t('content')}>{children}</ScrollRegion>
      <footer className="reading-foot">{footer}</footer>
    </section>
  )
}
