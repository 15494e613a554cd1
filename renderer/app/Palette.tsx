/** Every command that can be run now, found by typing. Arrow keys choose, Enter runs after the palette has closed, so
 *  that the command acts on the page and not on the dialog. */
import { Dialog } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { useId, useState, type KeyboardEvent } from 'react'
import { useText } from '../i18n/index.ts'
import { Kbd } from '../ui/index.ts'
import { scopeOf, useActiveCommands, useChordLabel, useCommands, type CommandId } from './commands/index.ts'

export function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => { if (!next) onClose() }}>
      <Dialog.Portal>
        <Dialog.Backdrop className="ui-backdrop" />
        <Dialog.Popup className="ui-dialog app-palette"><PaletteContent onClose={onClose} /></Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function PaletteContent({ onClose }: { onClose: () => void }) {
  const t = useText('app')
  const words = useText('commands')
  const label = useChordLabel()
  const registry = useCommands()
  const listId = useId()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const found = useActiveCommands()
    .filter((command) => command.enabled && command.id !== 'app.palette')
    .map((command) => ({ ...command, name: words(command.id), scope: words(`scopes.${scopeOf(command.id)}`) }))
    .filter((command) => matchesWords(`${command.name} ${command.scope}`, text))
    // What belongs to this screen comes before what holds everywhere.
    .toSorted((one, other) => Number(scopeOf(one.id) === 'app') - Number(scopeOf(other.id) === 'app'))
  const index = Math.min(chosen, Math.max(0, found.length - 1))

  const run = (id: CommandId) => {
    onClose()
    setTimeout(() => { registry.run(id) }, 0)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && found.length > 0) {
      event.preventDefault()
      setChosen((index + step + found.length) % found.length)
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      const command = found[index]
      if (command !== undefined) run(command.id)
    }
  }
  return (
    <>
      <Dialog.Title className="ui-visually-hidden">{t('palette.title')}</Dialog.Title>
      <div className="app-palette-field">
        <Search size={16} aria-hidden />
        <input
          className="app-palette-input"
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={found.length === 0 ? undefined : `${listId}-${index}`}
          aria-label={t('palette.title')}
          placeholder={t('palette.placeholder')}
          value={text}
          autoFocus
          onChange={(event) => {
            setText(event.target.value)
            setChosen(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {found.length === 0 ? <p className="app-palette-empty" role="status">{t('palette.empty', { text })}</p> : null}
      <div className="app-palette-list" role="listbox" id={listId} aria-label={t('palette.results')} tabIndex={-1}>
        {found.map((command, at) => (
          <button
            type="button"
            tabIndex={-1}
            key={command.id}
            id={`${listId}-${at}`}
            role="option"
            aria-selected={at === index}
            className="ui-item"
            data-highlighted={at === index ? '' : undefined}
            ref={at === index ? (element) => { element?.scrollIntoView({ block: 'nearest' }) } : undefined}
            onPointerMove={() => { setChosen(at) }}
            onClick={() => { run(command.id) }}
          >
            <span>{command.name}</span>
            <span className="ui-item-end app-palette-scope">{command.scope}</span>
            <span className="app-palette-keys">{command.keys.slice(0, 2).map((chord) => <Kbd key={chord}>{label(chord)}</Kbd>)}</span>
          </button>
        ))}
      </div>
    </>
  )
}

/** Each typed word must stand somewhere; accents and case do not count. */
export function matchesWords(name: string, typed: string): boolean {
  const fold = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const folded = fold(name)
  return fold(typed).split(/\s+/).every((word) => folded.includes(word))
}
