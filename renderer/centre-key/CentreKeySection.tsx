/** The centre's key: who keeps it, said plainly where that is the weaker mode; whether it is still the one that this session
 *  knows; the acts of the ceremony; and, for a coordinator, the second readings that wait for a release. Nothing here tells
 *  what anybody concluded. */
import { useOperation, useProblemText } from '../api/index.ts'
import { useHasRole } from '../app/session.ts'
import { useText } from '../i18n/index.ts'
import { Button, Notice, Waiting } from '../ui/index.ts'
import { Holders } from './Holders.tsx'
import { Releases } from './Releases.tsx'
import { Standing } from './Standing.tsx'

export function CentreKeySection() {
  const t = useText('settings')
  const common = useText('common')
  const problem = useProblemText()
  const coordinates = useHasRole('COORDINATOR')
  const status = useOperation('keys.status', {})
  if (status.error !== null) return <Notice tone="alert" action={<Button onClick={() => { void status.refetch() }}>{common('retry')}</Button>}>{problem(status.error)}</Notice>
  if (status.isPending) return <Waiting>{common('loading')}</Waiting>
  const { mode } = status.data
  return (
    <section className="se-block">
      <Notice tone={mode === 'CONSOLE' ? 'warn' : 'neutral'} title={t(`centreKey.modes.${mode}`)}>{t(`centreKey.explain.${mode}`)}</Notice>
      <Standing status={status.data} />
      <Holders status={status.data} />
      {coordinates ? <Releases /> : null}
    </section>
  )
}
