/** The menu of the Electron host: what the system's habits ask for, and nothing that shows a page's inside. */
import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { Language } from '../contract/index.ts'

export interface MenuActs {
  newWindow(): void
  lock(): void
}

const words = {
  fr: { window: 'Fenêtre', newWindow: 'Nouvelle fenêtre', lock: 'Verrouiller', edit: 'Édition', view: 'Affichage' },
  en: { window: 'Window', newWindow: 'New window', lock: 'Lock', edit: 'Edit', view: 'View' },
} as const

export function menuTemplate(acts: MenuActs, language: Language, platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  const say = words[language]
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'Binocle',
      submenu: [
        { label: say.newWindow, accelerator: 'CmdOrCtrl+Shift+N', click: acts.newWindow },
        { label: say.lock, accelerator: 'CmdOrCtrl+L', click: acts.lock },
        { type: 'separator' },
        { role: 'quit' },
      ],
    },
    // Without it, macOS has no shortcut for copy and paste in a text field.
    { label: say.edit, submenu: [{ role: 'undo' }, { role: 'redo' }, { type: 'separator' }, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }] },
    { label: say.view, submenu: [{ role: 'togglefullscreen' }] },
    { label: say.window, submenu: [{ role: 'minimize' }, { role: 'close' }] },
  ]
}

export function setMenu(acts: MenuActs, language: Language): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(acts, language, process.platform)))
}
