import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

/** The text of a file of the repository. */
export const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const ofGit = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.md']

/** The documents of the repository, those among them that are not committed yet. */
export const documents: readonly string[] = [
  ...new Set(execFileSync('git', ofGit, { cwd: root, encoding: 'utf8' }).split('\0')),
].filter((path) => path !== '' && existsSync(join(root, path)))
