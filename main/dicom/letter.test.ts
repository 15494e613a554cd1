/** Letters as Raw Data objects, judged by others: dciodvfy, pydicom, and read back after every cut. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pydicomTags } from '../../test/fixtures/pydicom.ts'
import { buildLetter, isMailboxPatient, mailboxOf, readLetter, type LetterObject } from './index.ts'
