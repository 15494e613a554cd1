/** Makes the whole window a place to drop files and folders, and owns the two hidden file dialogs, the progress and the
 *  report. One import at a time; a second drop waits for the first to end. */
import { FileDown } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { StudyInstanceUID } from '../../main/contract/index.ts'
import { useApi, useProblemText, useRefresh } from '../api/index.ts'
import { useCommand } from '../app/commands/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, Progress, useToast } from '../ui/index.ts'
import { collectFiles, foundIn, isMedium, takeDropped, type Dropped, type Found } from './collect-files.ts'
import { ImportReportDialog } from './ImportReportDialog.tsx'
import './import.css'
import { MediaDialog } from './MediaDialog.tsx'
import { runImport, type ImportResult } from './run-import.ts'
import { leaveMedium, lookAtMedium, takeOfMedium, type Looked } from './run-media.ts'
import { ImportContext, type Importing } from './use-import.ts'

type Source = (signal: AbortSignal) => Promise<readonly Found[]>
/** A medium that was looked at and waits for the choice. */
interface Waiting extends Looked { readonly found: readonly Found[] }

export function ImportZone({ children }: { children: ReactNode }) {
  const t = useText('importing')
  const { call, put } = useApi()
  const toast = useToast()
  const problem = useProblemText()
  const refresh = useRefresh()
  const [running, setRunning] = useState<Importing['running']>(null)
  const [result, setResult] = useState<ImportResult | null>(null)
  const stop = useRef<AbortController | null>(null)
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)

  const [medium, setMedium] = useState<Waiting | null>(null)

  const tell = useCallback((ended: ImportResult) => {
    refresh('worklist.query', 'worklist.facets', 'identity.waiting')
    if (ended.report.refused > 0 || ended.passed < ended.total) setResult(ended)
    else toast({ tone: 'ok', title: t('doneTitle'), description: [t('stored', { count: ended.report.stored }), ...(ended.report.duplicates > 0 ? [t('duplicates', { count: ended.report.duplicates })] : [])].join(', ') })
  }, [refresh, t, toast])

  const during = useCallback(async (work: (signal: AbortSignal) => Promise<void>) => {
    if (stop.current !== null) return
    const abort = new AbortController()
    stop.current = abort
    setRunning({ done: 0, total: null })
    try {
      await work(abort.signal)
    } catch (error) {
      if (!abort.signal.aborted) toast({ tone: 'alert', title: t('failed'), description: problem(error) })
    } finally {
      stop.current = null
      setRunning(null)
    }
  }, [problem, t, toast])

  const start = useCallback((source: Source) => during(async (signal) => {
    const found = await source(signal)
    if (found.length === 0) {
      toast({ tone: 'neutral', title: t('nothing'), description: t('nothingText') })
      return
    }
    setRunning({ done: 0, total: found.length })
    if (isMedium(found)) setMedium({ ...(await lookAtMedium({ call, put }, found, { signal, onProgress: (done, total) => { setRunning({ done, total, isLook: true }) } })), found })
    else tell(await runImport({ call, put }, found.map(({ file }) => file), { signal, onProgress: (done) => { setRunning({ done, total: found.length }) } }))
  }), [call, during, put, t, tell, toast])

  const take = (studies: readonly StudyInstanceUID[]) => {
    if (medium === null) return
    const { importId, found } = medium
    setMedium(null)
    void during(async (signal) => { tell(await takeOfMedium({ call, put }, importId, found, studies, { signal, onProgress: (done, total) => { setRunning({ done, total }) } })) })
  }
  const leave = () => {
    if (medium !== null) void leaveMedium({ call, put }, medium.importId)
    setMedium(null)
  }
  // A lock unmounts this: nothing more is passed on.
  useEffect(() => () => { stop.current?.abort() }, [])

  const asFolder = useCallback((input: HTMLInputElement | null) => {
    if (input !== null) input.webkitdirectory = true
    folder.current = input
  }, [])
  const pick = (input: HTMLInputElement | null) => {
    const chosen = foundIn(input?.files ?? [])
    if (input !== null) input.value = ''
    if (chosen.length > 0) void start(async () => chosen)
  }
  const importing = useMemo<Importing>(() => ({ running, pickFiles: () => { files.current?.click() }, pickFolder: () => { folder.current?.click() } }), [running])
  useCommand('worklist.importFiles', importing.pickFiles, { enabled: running === null })
  useCommand('worklist.importFolder', importing.pickFolder, { enabled: running === null })
  const hovered = useDrop((dropped) => { void start((signal) => collectFiles(dropped, signal)) })

  return (
    <ImportContext value={importing}>
      {children}
      <input ref={files} type="file" multiple hidden tabIndex={-1} aria-hidden onChange={(event) => { pick(event.currentTarget) }} data-import="files" />
      <input ref={asFolder} type="file" hidden tabIndex={-1} aria-hidden onChange={(event) => { pick(event.currentTarget) }} data-import="folder" />
      {hovered ? <div className="im-drop" role="status"><FileDown size={32} strokeWidth={1.5} aria-hidden /><p className="im-drop-title">{t('drop')}</p><p>{t('dropText')}</p></div> : null}
      {running === null ? null : (
        <div className="im-progress" role="status" aria-live="off">
          <div className="ui-spread"><span>{running.isLook === true ? t('looking') : t('progress')}</span><span className="ui-muted">{running.total === null ? t('reading') : t('progressText', { done: running.done, total: running.total })}</span></div>
          <Progress value={running.total === null ? 0 : running.done / running.total} label={t('progress')} />
          <Button variant="quiet" onClick={() => { stop.current?.abort() }}>{t('stop')}</Button>
        </div>
      )}
      <MediaDialog tree={medium?.tree ?? null} onImport={take} onCancel={leave} />
      <ImportReportDialog result={result} onClose={() => { setResult(null) }} />
    </ImportContext>
  )
}

/** True while files hover over the window. Every drop is taken, so that the window never leaves its page for a file. */
function useDrop(onDrop: (dropped: Dropped) => void): boolean {
  const [hovered, setHovered] = useState(false)
  const latest = useRef(onDrop)
  useEffect(() => { latest.current = onDrop })
  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const onOver = (event: DragEvent) => {
      event.preventDefault()
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = carriesFiles(event) ? 'copy' : 'none'
      if (carriesFiles(event)) setHovered(true)
    }
    const onLeave = (event: DragEvent) => { if (event.relatedTarget === null) setHovered(false) }
    const onDropped = (event: DragEvent) => {
      event.preventDefault()
      setHovered(false)
      if (event.dataTransfer !== null && carriesFiles(event)) latest.current(takeDropped(event.dataTransfer))
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDropped)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDropped)
    }
  }, [])
  return hovered
}
