import { checkNames, type Check, type CheckName } from '../subjects/checks.js'
import type { Subject } from '../subjects/subject.js'
import { markdownTable } from './markdown-table.js'

const signs: Readonly<Record<Check, string>> = { own: 'yes', 'by hand': 'by hand', no: 'no' }

const names = Object.keys(checkNames) as CheckName[]

const headings: Readonly<Record<CheckName, string>> = {
  expiry: '`exp`',
  issuer: '`iss`',
  audience: '`aud`',
  type: '`typ`',
  duplicates: 'doubled claims',
  binding: '`cnf`',
  scope: 'scope',
}

/** What each subject checks. */
export function checksTable(subjects: readonly Subject[]): string {
  const rows = told(subjects).map(({ name, checks }) => [name, ...names.map((check) => signs[checks[check]])])
  return markdownTable(['subject', ...names.map((check) => headings[check])], rows)
}

/** What the bad token of each kind looks like. */
export const badTokens = () => names.map((name) => `- ${headings[name]}: ${checkNames[name]}`).join('\n')

/** How each subject was set up, with its versions. */
export function setupTable(subjects: readonly Subject[], versions: Readonly<Record<string, string>>): string {
  const rows = told(subjects).map(({ name, packages, setup = '' }) => [
    name,
    packages.map((packageName) => `${packageName} ${versions[packageName] ?? ''}`.trim()).join(', '),
    setup,
  ])
  return markdownTable(['subject', 'packages', 'how it is set up'], rows)
}

/** Those that say how they are set up: a variant does as its original. One that stands in several parts is told once. */
function told(subjects: readonly Subject[]): readonly Subject[] {
  const byName = new Map<string, Subject>()
  for (const subject of subjects.filter(({ setup }) => setup !== undefined)) {
    const known = byName.get(subject.name)
    byName.set(subject.name, known ? together(known, subject) : subject)
  }
  return [...byName.values()]
}

function together(known: Subject, other: Subject): Subject {
  const union = (values: readonly (string | undefined)[]) =>
    [...new Set(values)].filter((value) => value !== undefined)
  return {
    ...known,
    packages: union([...known.packages, ...other.packages]),
    setup: union([known.setup, other.setup]).join('; '),
  }
}
