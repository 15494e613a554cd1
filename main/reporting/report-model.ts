/** The shape of what a report says, between the reading and its renderings. */
import type { Anomalie, Cote, Settings } from '../contract/index.ts'

export interface Field { readonly label: string; readonly value: string }
export interface Mark { readonly label: string; readonly cote: Cote; readonly face: Anomalie['schemaFace']; readonly profil: Anomalie['schemaProfil'] }

/** What a block is about; the structured report takes its concept names from it. */
export type Topic = 'indication' | 'technique' | 'findings' | 'recommendation' | 'comment' | 'conclusion'

export type Block =
  | { readonly type: 'text'; readonly topic: Topic; readonly heading: string; readonly paragraphs: readonly string[]; readonly emphasis: boolean }
  | { readonly type: 'breasts'; readonly topic: Topic; readonly heading: string; readonly breasts: readonly { readonly cote: Cote; readonly side: string; readonly category: string; readonly meaning: string }[] }
  | { readonly type: 'scheme'; readonly topic: Topic; readonly heading: string; readonly marks: readonly Mark[] }
  | { readonly type: 'table'; readonly topic: Topic; readonly heading: string; readonly columns: readonly { readonly title: string; readonly share: number }[]; readonly rows: readonly (readonly string[])[]; readonly note: string; /** Small; without a head where no column has a title. */ readonly dense?: boolean }

export interface ReportContent {
  readonly title: string
  readonly subtitle: string
  /** Said in the demonstration only; empty otherwise. */
  readonly warning: string
  readonly structure: { readonly name: string; readonly finess: string }
  readonly patient: { readonly heading: string; readonly fields: readonly Field[] }
  readonly exam: { readonly heading: string; readonly fields: readonly Field[] }
  readonly blocks: readonly Block[]
  readonly signature: { readonly heading: string; readonly lines: readonly string[]; readonly digest: Field }
  readonly notes: readonly string[]
  /** Who and what, for the top of every page after the first. */
  readonly running: string
  readonly footer: readonly [string, string]
}

export interface ReportSetting {
  readonly site: Settings['site']
  readonly version: string
  /** IANA name; instants are printed in it with their offset. */
  readonly timeZone: string
}
