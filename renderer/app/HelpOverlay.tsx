/** Every command by scope with its keys, whether or not it can be run here, and what a newcomer should know. */
import { Fragment } from 'react'
import { useText } from '../i18n/index.ts'
import { Dialog, Kbd, ScrollRegion } from '../ui/index.ts'
import { catalogue, useActiveCommands, useChordLabel, useCommands, type CommandScope } from './commands/index.ts'

const scopes: readonly CommandScope[] = ['viewer', 'screening', 'worklist', 'deliveries', 'desk', 'app']
const tips = ['palette', 'digits', 'drop', 'lock'] as const

export function HelpOverlay({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText('app')
  return (
    <Dialog open={open} onClose={onClose} title={t('help.title')} description={t('help.text')} size="page">
      <HelpContent />
    </Dialog>
  )
}

function HelpContent() {
  const t = useText('app')
  const words = useText('commands')
  const label = useChordLabel()
  const registry = useCommands()
  useActiveCommands()
  return (
    <ScrollRegion className="app-help" label={t('help.title')}>
      {scopes.map((scope) => (
        <section key={scope} className="app-help-scope">
          <h3>{words(`scopes.${scope}`)}</h3>
          <dl>
            {catalogue.filter((row) => row.scope === scope).map((row) => (
              <Fragment key={row.id}>
                <dt>{words(row.id)}</dt>
                <dd>{registry.keysOf(row.id).length === 0 ? <span className="ui-muted">{t('help.noKey')}</span> : registry.keysOf(row.id).map((chord) => <Kbd key={chord}>{label(chord)}</Kbd>)}</dd>
              </Fragment>
            ))}
          </dl>
        </section>
      ))}
      <section className="app-help-scope">
        <h3>{t('help.principles')}</h3>
        <ul className="app-help-tips">{tips.map((tip) => <li key={tip}>{t(`help.tips.${tip}`)}</li>)}</ul>
      </section>
    </ScrollRegion>
  )
}
