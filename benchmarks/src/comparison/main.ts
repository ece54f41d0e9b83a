import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { versionOf } from '../measure/installed-packages.js'
import { answersOf, type Answers, type PeerAnswers } from './answers.js'
import { pageWith } from './page.js'
import { peers, type PeerName } from './peers/index.js'

const here = fileURLToPath(new URL('.', import.meta.url))
const docs = fileURLToPath(new URL('../../../docs/', import.meta.url))

const say = (line: string) => process.stderr.write(`${line}\n`)

/** Asks every peer everything, one after the other, and writes what they answered into the page. */
async function compare(): Promise<void> {
  const found: Partial<Record<PeerName, PeerAnswers>> = {}
  const names = new Set<string>()
  for (const name of Object.keys(peers) as PeerName[]) {
    for (const part of (await peers[name]()).packages) names.add(part)
    found[name] = await answersOf(name, say)
  }
  const answers: Answers = {
    date: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    packages: Object.fromEntries([...names].map((name) => [name, versionOf(name, here)])),
    peers: found,
  }
  writeFileSync(`${docs}comparison.json`, `${JSON.stringify(answers, undefined, 2)}\n`)
  const page = `${docs}comparison.md`
  writeFileSync(page, pageWith(answers, readFileSync(page, 'utf8')))
  say('written: docs/comparison.md, docs/comparison.json')
}

await compare()
