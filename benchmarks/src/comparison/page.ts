import { markdownTable } from '../report/markdown-table.js'
import type { Answers, PeerAnswers } from './answers.js'
import { tables, type TableName } from './questions/index.js'

/** The page with its tables made anew: what stands between `<!-- name -->` and `<!-- /name -->`. */
export function pageWith(answers: Answers, page: string): string {
  let text = between(page, 'versions', versionsText(answers))
  for (const name of Object.keys(tables) as TableName[]) text = between(text, name, tableText(answers, name))
  return text
}

function between(page: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [page.indexOf(start), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`docs/comparison.md has no ${start} … ${end}`)
  return `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`
}

function tableText({ peers }: Answers, name: TableName): string {
  const questions = Object.entries(tables[name])
  const rows = Object.values(peers).map(({ name: peer, tables: found }: PeerAnswers) => [
    peer,
    ...questions.map(([id]) => found[name][id] ?? '–'),
  ])
  return markdownTable(
    ['', ...questions.map(([, { heading }]) => heading)],
    rows.map(([peer = '', ...cells], at) => [at === 0 ? `**${peer}**` : peer, ...cells]),
  )
}

function versionsText({ date, node, packages }: Answers): string {
  const names = Object.entries(packages).map(([name, version]) => `${name} ${version}`)
  return `_Run on ${date} with Node ${node}: ${names.join(', ')}._`
}
