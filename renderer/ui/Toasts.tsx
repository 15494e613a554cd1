/** Short confirmations in the lower right corner, one at a time, gone after a few seconds; problems stay until closed.
 *  `const toast = useToast(); toast({ tone: 'ok', title: … })`. No patient data beyond what the screen shows. */
import { Toast as Base } from '@base-ui/react/toast'
import { CircleCheck, CircleX, Info, TriangleAlert, X } from 'lucide-react'
import { useCallback, type ReactNode } from 'react'
import { useText } from '../i18n/index.ts'

const icons = { neutral: Info, ok: CircleCheck, warn: TriangleAlert, alert: CircleX } as const
export type ToastTone = keyof typeof icons

export interface ToastContent {
  tone: ToastTone
  title: string
  description?: string
}

export function useToast(): (content: ToastContent) => void {
  const { add } = Base.useToastManager()
  return useCallback(({ tone, title, description }: ToastContent) => {
    const lasting = tone === 'alert' || tone === 'warn'
    add({ title, type: tone, timeout: lasting ? 0 : 4000, priority: lasting ? 'high' : 'low', ...(description === undefined ? {} : { description }) })
  }, [add])
}

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider limit={3}>
      {children}
      <Base.Portal><Base.Viewport className="ui-toasts"><ToastList /></Base.Viewport></Base.Portal>
    </Base.Provider>
  )
}

function ToastList() {
  const common = useText('common')
  const { toasts } = Base.useToastManager()
  return toasts.map((toast) => {
    const tone: ToastTone = toast.type === 'ok' || toast.type === 'warn' || toast.type === 'alert' ? toast.type : 'neutral'
    const Icon = icons[tone]
    return (
      <Base.Root key={toast.id} toast={toast} className="ui-toast">
        <span className="ui-status" data-tone={tone}><Icon size={16} aria-hidden /></span>
        <div className="ui-toast-text">
          <Base.Title className="ui-toast-title" />
          <Base.Description className="ui-toast-description" />
        </div>
        <Base.Close className="ui-button" data-variant="quiet" data-icon-only="" aria-label={common('close')}><X size={14} aria-hidden /></Base.Close>
      </Base.Root>
    )
  })
}
