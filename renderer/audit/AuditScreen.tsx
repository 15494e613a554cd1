/** The audit trail, newest first, and the verification of its chain. Each page is itself an act on record, so pages are
 *  asked for once and never again by themselves. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { ScrollText, ShieldCheck } from 'lucide-react'
import type { AuditRow } from '../../main/contract/index.ts'
import { useAct, useApi, useProblemText } from '../api/index.ts'
import { TopBar } from '../app/TopBar.tsx'
import { useFormat, useText } from '../i18n/index.ts'
import { Button, EmptyState, Notice, ScrollRegion, Status, Waiting } from '../ui/index.ts'
import './audit.css'

const pageSize = 200

export function AuditScreen() {
  const t = useText('audit')
  const app = useText('app')
  const common = useText('common')
  const format = useFormat()
  const problem = useProblemText()
  const { call } = useApi()
  const pages = useInfiniteQuery({
    queryKey: ['audit.list', { limit: pageSize }],
    queryFn: ({ pageParam, signal }) => call('audit.list', { before: pageParam, limit: pageSize }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => (last.rows.length < pageSize ? undefined : (last.rows.at(-1)?.seq ?? undefined)),
  })
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  const total = pages.data?.pages[0]?.total
  return (
    <div className="app-screen">
      <TopBar title={app('screens.audit')} />
      <main className="au">
        <header className="au-head">
          <div>
            <p className="au-text">{t('text')}</p>
            {total === undefined ? null : <p className="ui-muted">{t('total', { count: total, formatted: format.number(total) })}</p>}
          </div>
          <Verification />
        </header>
        {pages.isPending ? <Waiting block>{common('loading')}</Waiting> : pages.error !== null ? (
          <Notice tone="alert" title={t('failed')} action={<Button onClick={() => { void pages.refetch() }}>{common('retry')}</Button>}>{problem(pages.error)}</Notice>
        ) : rows.length === 0 ? <EmptyState icon={ScrollText} title={t('empty')}>{t('emptyText')}</EmptyState> : (
          <ScrollRegion className="au-scroll" label={t('table')}>
            <AuditTable rows={rows} />
            {pages.hasNextPage ? <div className="au-more"><Button disabled={pages.isFetchingNextPage} onClick={() => { void pages.fetchNextPage() }}>{t('older')}</Button></div> : null}
          </ScrollRegion>
        )}
      </main>
    </div>
  )
}

function Verification() {
  const t = useText('audit')
  const problem = useProblemText()
  const verify = useAct('audit.verify')
  return (
    <div className="au-verify">
      {verify.isPending ? <Waiting>{t('verifying')}</Waiting> : verify.error !== null ? <Notice tone="alert">{problem(verify.error)}</Notice> : verify.data === undefined ? null : verify.data.valid
        ? <Status tone="ok">{t('valid', { count: verify.data.checked })}</Status>
        : <Notice tone="alert">{t('broken', { seq: verify.data.brokenAt ?? 0 })}</Notice>}
      <Button icon={<ShieldCheck size={14} aria-hidden />} disabled={verify.isPending} onClick={() => { verify.mutate({}) }}>{t('verify')}</Button>
    </div>
  )
}

const columns = ['seq', 'at', 'actor', 'event', 'outcome', 'object', 'detail', 'hash'] as const

function AuditTable({ rows }: { rows: readonly AuditRow[] }) {
  const t = useText('audit')
  const format = useFormat()
  const names: Partial<Record<string, string>> = t('events', { returnObjects: true })
  return (
    <table className="au-table">
      <thead><tr>{columns.map((column) => <th key={column} scope="col" data-column={column}>{t(`columns.${column}`)}</th>)}</tr></thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.seq}>
            <td className="au-number">{format.number(row.seq)}</td>
            <td className="au-number">{format.instant(row.at)}<span className="ui-muted">{seconds(row.at)}</span></td>
            <td>{row.actor}</td>
            <td>{names[row.event] ?? row.event}</td>
            <td>{row.outcome === 'success' ? <Status tone="ok">{t('success')}</Status> : <Status tone="warn">{t('failure')}</Status>}</td>
            <td className="au-id" title={row.object}>{row.object}</td>
            <td className="au-detail">{row.detail}</td>
            <td className="au-id" title={row.hash}>{row.hash.slice(0, 12)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function seconds(instant: string): string {
  return `:${String(new Date(instant).getSeconds()).padStart(2, '0')}`
}
