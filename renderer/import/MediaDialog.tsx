/** What a medium holds, before anything of it is stored: patients, exams and series with counts and what is here already; the
 *  reader ticks what is to be imported. What is missing, unlisted or unreadable is named. */
import { useMemo, useState } from 'react'
import type { MediaTree, StudyInstanceUID } from '../../main/contract/index.ts'
import { useBilingual, useText } from '../i18n/index.ts'
import { Button, Dialog, Notice, ScrollRegion } from '../ui/index.ts'
import { MediaPatientBlock } from './MediaPatientBlock.tsx'

export function MediaDialog({ tree, onImport, onCancel }: { tree: MediaTree | null; onImport: (studies: StudyInstanceUID[]) => void; onCancel: () => void }) {
  return tree === null ? null : <Choice tree={tree} onImport={onImport} onCancel={onCancel} />
}

function Choice({ tree, onImport, onCancel }: { tree: MediaTree; onImport: (studies: StudyInstanceUID[]) => void; onCancel: () => void }) {
  const t = useText('importing')
  const common = useText('common')
  const studies = useMemo(() => tree.patients.flatMap((patient) => patient.studies), [tree])
  const [chosen, setChosen] = useState<ReadonlySet<StudyInstanceUID>>(() => new Set(studies.filter(({ objects, here }) => objects > here).map(({ studyInstanceUID }) => studyInstanceUID)))
  const objects = studies.filter(({ studyInstanceUID }) => chosen.has(studyInstanceUID)).reduce((sum, study) => sum + study.objects, 0)
  const choose = (study: StudyInstanceUID, isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(study)
    else next.delete(study)
    setChosen(next)
  }
  const ticked = studies.filter(({ studyInstanceUID }) => chosen.has(studyInstanceUID)).map(({ studyInstanceUID }) => studyInstanceUID)
  const footer = (
    <>
      <Button size="large" onClick={onCancel}>{common('cancel')}</Button>
      <Button size="large" variant="primary" disabled={ticked.length === 0} onClick={() => { onImport(ticked) }}>{t('media.import', { count: ticked.length, objects: t('media.objects', { count: objects }) })}</Button>
    </>
  )
  return (
    <Dialog open onClose={onCancel} title={t('media.title')} description={tree.directories > 0 ? t('media.fromDirectory') : t('media.fromFiles')} size="page" footer={footer}>
      <div className="im-medium">
        {studies.length === 0 ? <Notice tone="warn" title={t('media.nothing')}>{t('media.nothingText')}</Notice> : null}
        <ScrollRegion className="im-tree" label={t('media.tree')}>
          {tree.patients.map((patient, index) => <MediaPatientBlock key={index} patient={patient} chosen={chosen} onChoose={choose} />)}
        </ScrollRegion>
        <div className="im-apart">
          <Names title={t('media.missing', { count: tree.missing.count })} text={t('media.missingText')} of={tree.missing} tone="warn" />
          <Names title={t('media.unlisted', { count: tree.unlisted.count })} text={t('media.unlistedText')} of={tree.unlisted} tone="warn" />
          <Refused tree={tree} />
          <Names title={t('media.others', { count: tree.others.count })} text={t('media.othersText')} of={tree.others} tone="plain" />
        </div>
      </div>
    </Dialog>
  )
}

function Names({ title, text, of, tone }: { title: string; text: string; of: MediaTree['missing']; tone: 'warn' | 'plain' }) {
  const t = useText('importing')
  if (of.count === 0) return null
  return (
    <details className="im-names" data-tone={tone}>
      <summary>{title}</summary>
      <p className="ui-muted">{text}</p>
      <ul className="ui-selectable">{of.names.map((name) => <li key={name}>{name}</li>)}</ul>
      {of.count > of.names.length ? <p className="ui-muted">{t('media.more', { count: of.count - of.names.length })}</p> : null}
    </details>
  )
}

function Refused({ tree }: { tree: MediaTree }) {
  const t = useText('importing')
  const say = useBilingual()
  if (tree.refused.length === 0) return null
  return (
    <details className="im-names" data-tone="warn" open={tree.patients.length === 0}>
      <summary>{t('media.refused', { count: tree.refused.length })}</summary>
      <ul className="ui-selectable">{tree.refused.map(({ name, problem }) => <li key={name}><b>{name}</b>{': '}{say(problem)}</li>)}</ul>
    </details>
  )
}
