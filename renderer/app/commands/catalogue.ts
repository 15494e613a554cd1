/** Every command of the program with its scope and default keys; its words are in i18n `commands` under its id.
 *  A room adds a row here and binds it with `useCommand(id, run)` while it can be done.
 *  Keys: one character is a letter by meaning (`n`), a longer word is a physical place (`Digit3`, `NumpadEnter`,
 *  `Space`, `F5`), with `Ctrl+`, `Shift+`, `Alt+` before it; Ctrl is also Command on a Mac. */
export type CommandScope = 'app' | 'worklist' | 'viewer' | 'screening' | 'desk'

interface Row {
  readonly id: string
  readonly scope: CommandScope
  readonly keys: readonly string[]
}

export const catalogue = [
  { id: 'app.palette', scope: 'app', keys: ['Ctrl+k'] },
  { id: 'app.help', scope: 'app', keys: ['?'] },
  { id: 'app.lock', scope: 'app', keys: ['Ctrl+l'] },
  { id: 'app.worklist', scope: 'app', keys: [] },
  { id: 'app.deliveries', scope: 'app', keys: ['Ctrl+e'] },
  { id: 'app.retrievals', scope: 'app', keys: ['Ctrl+Shift+e'] },
  { id: 'app.deliveriesPage', scope: 'app', keys: ['Ctrl+Shift+l'] },
  { id: 'app.settings', scope: 'app', keys: ['Ctrl+,'] },
  { id: 'app.audit', scope: 'app', keys: [] },
  { id: 'app.structure', scope: 'app', keys: ['Ctrl+Shift+s'] },
  { id: 'app.figures', scope: 'app', keys: [] },
  { id: 'app.displayCheck', scope: 'app', keys: [] },
  { id: 'app.patterns', scope: 'app', keys: [] },
  { id: 'app.about', scope: 'app', keys: [] },
  { id: 'app.language', scope: 'app', keys: [] },
  { id: 'app.back', scope: 'app', keys: ['Escape'] },

  { id: 'worklist.session', scope: 'worklist', keys: ['s'] },
  { id: 'worklist.order', scope: 'worklist', keys: ['d'] },
  { id: 'worklist.orders', scope: 'worklist', keys: ['Shift+d'] },
  { id: 'worklist.search', scope: 'worklist', keys: ['/', 'Ctrl+f'] },
  { id: 'worklist.open', scope: 'worklist', keys: ['Enter', 'NumpadEnter'] },
  { id: 'worklist.openWithoutPriors', scope: 'worklist', keys: [] },
  { id: 'worklist.cancelRetrieve', scope: 'worklist', keys: [] },
  { id: 'worklist.evict', scope: 'worklist', keys: ['Delete'] },
  { id: 'worklist.identity', scope: 'worklist', keys: ['i'] },
  { id: 'worklist.searchPacs', scope: 'worklist', keys: ['F5', 'r'] },
  { id: 'worklist.importFiles', scope: 'worklist', keys: ['Ctrl+o'] },
  { id: 'worklist.importFolder', scope: 'worklist', keys: ['Ctrl+Shift+o'] },
  { id: 'worklist.clearFilters', scope: 'worklist', keys: ['Escape'] },

  { id: 'desk.search', scope: 'desk', keys: ['/', 'Ctrl+f'] },
  { id: 'desk.identity', scope: 'desk', keys: ['m'] },
  { id: 'desk.resume', scope: 'desk', keys: ['r'] },
  { id: 'desk.priors', scope: 'desk', keys: ['a'] },
  { id: 'desk.release', scope: 'desk', keys: ['l'] },
  { id: 'desk.withdraw', scope: 'desk', keys: ['x'] },
  { id: 'desk.close', scope: 'desk', keys: ['c'] },
  { id: 'desk.reminder', scope: 'desk', keys: ['n'] },
  { id: 'desk.received', scope: 'desk', keys: ['f'] },
  { id: 'desk.refused', scope: 'desk', keys: ['w'] },
  { id: 'desk.workup', scope: 'desk', keys: ['b'] },
  { id: 'desk.letter', scope: 'desk', keys: ['e'] },
  { id: 'desk.importList', scope: 'desk', keys: ['i'] },
  { id: 'desk.nextCorrection', scope: 'desk', keys: ['k'] },
  { id: 'desk.agreeCorrection', scope: 'desk', keys: ['v'] },
  { id: 'desk.refuseCorrection', scope: 'desk', keys: ['d'] },
  { id: 'desk.assign', scope: 'desk', keys: ['t'] },
  { id: 'desk.unassign', scope: 'desk', keys: ['u'] },

  { id: 'viewer.order', scope: 'viewer', keys: ['Shift+i'] },
  { id: 'viewer.nextStep', scope: 'viewer', keys: ['Space', 'NumpadAdd'] },
  { id: 'viewer.previousStep', scope: 'viewer', keys: ['Backspace', 'NumpadSubtract'] },
  { id: 'viewer.step1', scope: 'viewer', keys: ['Alt+Digit1'] },
  { id: 'viewer.step2', scope: 'viewer', keys: ['Alt+Digit2'] },
  { id: 'viewer.step3', scope: 'viewer', keys: ['Alt+Digit3'] },
  { id: 'viewer.step4', scope: 'viewer', keys: ['Alt+Digit4'] },
  { id: 'viewer.step5', scope: 'viewer', keys: ['Alt+Digit5'] },
  { id: 'viewer.step6', scope: 'viewer', keys: ['Alt+Digit6'] },
  { id: 'viewer.step7', scope: 'viewer', keys: ['Alt+Digit7'] },
  { id: 'viewer.step8', scope: 'viewer', keys: ['Alt+Digit8'] },
  { id: 'viewer.step9', scope: 'viewer', keys: ['Alt+Digit9'] },
  { id: 'viewer.alternate', scope: 'viewer', keys: ['e'] },
  { id: 'viewer.window', scope: 'viewer', keys: ['w'] },
  { id: 'viewer.zoom', scope: 'viewer', keys: ['z'] },
  { id: 'viewer.pan', scope: 'viewer', keys: ['p'] },
  { id: 'viewer.point', scope: 'viewer', keys: ['b'] },
  { id: 'viewer.length', scope: 'viewer', keys: ['l'] },
  { id: 'viewer.ellipse', scope: 'viewer', keys: ['q'] },
  { id: 'viewer.outline', scope: 'viewer', keys: ['f'] },
  { id: 'viewer.magnifier', scope: 'viewer', keys: ['m', 'NumpadMultiply'] },
  { id: 'viewer.invert', scope: 'viewer', keys: ['i'] },
  { id: 'viewer.reset', scope: 'viewer', keys: ['r'] },
  { id: 'viewer.comparePrior', scope: 'viewer', keys: ['c', 'NumpadDivide'] },
  { id: 'viewer.pixelSize', scope: 'viewer', keys: ['x'] },
  { id: 'viewer.lifeSize', scope: 'viewer', keys: ['Shift+x'] },
  { id: 'viewer.nextPreset', scope: 'viewer', keys: ['v'] },
  { id: 'viewer.link', scope: 'viewer', keys: [] },
  { id: 'viewer.overlay', scope: 'viewer', keys: ['o'] },
  { id: 'viewer.imageData', scope: 'viewer', keys: ['Shift+o'] },
  { id: 'viewer.remarks', scope: 'viewer', keys: ['Shift+r'] },
  { id: 'viewer.nextImage', scope: 'viewer', keys: ['ArrowDown'] },
  { id: 'viewer.previousImage', scope: 'viewer', keys: ['ArrowUp'] },
  { id: 'viewer.roamNext', scope: 'viewer', keys: ['ArrowRight'] },
  { id: 'viewer.roamPrevious', scope: 'viewer', keys: ['ArrowLeft'] },
  { id: 'viewer.nextUnseen', scope: 'viewer', keys: ['Shift+ArrowRight'] },
  { id: 'viewer.markHere', scope: 'viewer', keys: ['h'] },
  { id: 'viewer.nextMark', scope: 'viewer', keys: ['j'] },
  { id: 'viewer.previousMark', scope: 'viewer', keys: ['Shift+j'] },
  { id: 'viewer.cad', scope: 'viewer', keys: ['u'] },
  { id: 'viewer.tomosynthesis', scope: 'viewer', keys: ['y'] },
  { id: 'viewer.cine', scope: 'viewer', keys: ['k'] },
  { id: 'viewer.cineMode', scope: 'viewer', keys: ['Shift+k'] },
  { id: 'viewer.cineFaster', scope: 'viewer', keys: ['Shift+PageUp'] },
  { id: 'viewer.cineSlower', scope: 'viewer', keys: ['Shift+PageDown'] },
  { id: 'viewer.slab', scope: 'viewer', keys: ['s'] },
  { id: 'viewer.slabThicker', scope: 'viewer', keys: ['Shift+ArrowUp'] },
  { id: 'viewer.slabThinner', scope: 'viewer', keys: ['Shift+ArrowDown'] },
  { id: 'viewer.firstSlice', scope: 'viewer', keys: ['Home'] },
  { id: 'viewer.lastSlice', scope: 'viewer', keys: ['End'] },
  { id: 'viewer.tenForward', scope: 'viewer', keys: ['PageDown'] },
  { id: 'viewer.tenBack', scope: 'viewer', keys: ['PageUp'] },
  { id: 'viewer.deleteAnnotation', scope: 'viewer', keys: ['Delete'] },

  { id: 'screening.normal', scope: 'screening', keys: ['n'] },
  { id: 'screening.takeSize', scope: 'screening', keys: ['Shift+l'] },
  { id: 'screening.anomaly', scope: 'screening', keys: ['a'] },
  { id: 'screening.technicalRecall', scope: 'screening', keys: ['t'] },
  { id: 'screening.disputeSide', scope: 'screening', keys: ['Shift+d'] },
  { id: 'screening.markUrgent', scope: 'screening', keys: ['Ctrl+u'] },
  { id: 'screening.rightBreast', scope: 'screening', keys: ['d', 'Numpad7'] },
  { id: 'screening.leftBreast', scope: 'screening', keys: ['g', 'Numpad9'] },
  { id: 'screening.acr0', scope: 'screening', keys: ['Digit0', 'Numpad0'] },
  { id: 'screening.acr1', scope: 'screening', keys: ['Digit1', 'Numpad1'] },
  { id: 'screening.acr2', scope: 'screening', keys: ['Digit2', 'Numpad2'] },
  { id: 'screening.acr3', scope: 'screening', keys: ['Digit3', 'Numpad3'] },
  { id: 'screening.acr4', scope: 'screening', keys: ['Digit4', 'Numpad4'] },
  { id: 'screening.acr5', scope: 'screening', keys: ['Digit5', 'Numpad5'] },
  { id: 'screening.density1', scope: 'screening', keys: ['Shift+Digit1'] },
  { id: 'screening.density2', scope: 'screening', keys: ['Shift+Digit2'] },
  { id: 'screening.density3', scope: 'screening', keys: ['Shift+Digit3'] },
  { id: 'screening.density4', scope: 'screening', keys: ['Shift+Digit4'] },
  { id: 'screening.examinationNormal', scope: 'screening', keys: ['Shift+e'] },
  { id: 'screening.priorsCompared', scope: 'screening', keys: ['Shift+c'] },
  { id: 'screening.workup', scope: 'screening', keys: ['Shift+b'] },
  { id: 'screening.usualExams', scope: 'screening', keys: ['Shift+p'] },
  { id: 'screening.defer', scope: 'screening', keys: ['Shift+f'] },
  { id: 'screening.requestPriors', scope: 'screening', keys: ['Shift+a'] },
  { id: 'screening.askConsensus', scope: 'screening', keys: ['Shift+v'] },
  { id: 'screening.askCorrection', scope: 'screening', keys: ['Shift+m'] },
  { id: 'screening.confirm', scope: 'screening', keys: ['Enter', 'NumpadEnter'] },
  { id: 'screening.nextStudy', scope: 'screening', keys: ['Ctrl+ArrowRight'] },
  { id: 'screening.previousStudy', scope: 'screening', keys: ['Ctrl+ArrowLeft'] },
  { id: 'session.undo', scope: 'screening', keys: ['Ctrl+z'] },
  { id: 'session.skip', scope: 'screening', keys: ['Shift+n'] },
  { id: 'session.pause', scope: 'screening', keys: ['Shift+z'] },
  { id: 'session.end', scope: 'screening', keys: ['Shift+q'] },
  { id: 'screening.report', scope: 'screening', keys: [] },
] as const satisfies readonly Row[]

export type CommandId = (typeof catalogue)[number]['id']

const byId: ReadonlyMap<string, Row> = new Map(catalogue.map((row) => [row.id, row]))

export function defaultKeys(id: CommandId): readonly string[] {
  return byId.get(id)?.keys ?? []
}

export function scopeOf(id: CommandId): CommandScope {
  return byId.get(id)?.scope ?? 'app'
}

export function isCommandId(id: string): id is CommandId {
  return byId.has(id)
}
