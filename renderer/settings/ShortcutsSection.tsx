/** The keyboard map: every command with its keys; a click on one waits for the new chord. Kept in local storage. */
import { RotateCcw } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { catalogue, chordOf, useActiveCommands, useChordLabel, useCommands, type CommandId, type CommandScope } from '../app/commands/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, Kbd } from '../ui/index.ts'

const scopes: readonly CommandScope[] = ['viewer', 'screening', 'worklist', 'deliveries', 'app']

export function ShortcutsSection() {
  const t = useText('settings')
  const words = useText('commands')
  const registry = useCommands()
  useActiveCommands()
  return (
    <>
      <div className="ui-spread">
        <p className="ui-muted">{t('shortcuts.text')}</p>
        <Button icon={<RotateCcw size={14} aria-hidden />} onClick={registry.resetKeys}>{t('shortcuts.reset')}</Button>
      </div>
      {scopes.map((scope) => (
        <section key={scope} className="se-block">
          <h3>{words(`scopes.${scope}`)}</h3>
          <ul className="se-keys">{catalogue.filter((row) => row.scope === scope).map((row) => <li key={row.id}><ShortcutRow id={row.id} /></li>)}</ul>
        </section>
      ))}
    </>
  )
}

function ShortcutRow({ id }: { id: CommandId }) {
  const t = useText('settings')
  const words = useText('commands')
  const label = useChordLabel()
  const registry = useCommands()
  const [waiting, setWaiting] = useState(false)
  const keys = registry.keysOf(id)
  const shared = registry.conflicts(id, keys)[0]

  const onKeyDown = (event: KeyboardEvent) => {
    if (!waiting || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') {
      setWaiting(false)
      return
    }
    const chord = event.key === 'Delete' ? null : chordOf(event.nativeEvent)
    if (event.key !== 'Delete' && chord === null) return
    registry.remap(id, chord === null ? [] : [chord])
    setWaiting(false)
  }
  return (
    <>
      <span>{words(id)}</span>
      {shared === undefined ? null : <span className="se-conflict">{t('shortcuts.conflict', { command: words(shared) })}</span>}
      <button
        type="button"
        className="ui-button se-key"
        data-variant="quiet"
        aria-label={t('shortcuts.change', { command: words(id) })}
        aria-pressed={waiting}
        onClick={() => { setWaiting(true) }}
        onBlur={() => { setWaiting(false) }}
        onKeyDown={onKeyDown}
      >
        {waiting ? t('shortcuts.press') : keys.length === 0 ? <span className="ui-muted">{t('shortcuts.none')}</span> : keys.map((chord) => <Kbd key={chord}>{label(chord)}</Kbd>)}
      </button>
    </>
  )
}
