import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { usage } from '../../packages/cli/src/usage.js'
import { codeBlocks } from './markdown.js'
import { documents, read, root } from './repository.js'
import { commandsIn, type Command } from './shell-commands.js'

/** What a machine has, beside what the documents bring along. */
const ofTheMachine = [
  'npm',
  'npx',
  'node',
  'curl',
  'openssl',
  'cd',
  'mkdir',
  'echo',
  'sed',
  '[',
  'git',
  'cat',
  'export',
]

const blocksOf = (document: string) => codeBlocks(read(document)).filter(({ language }) => language === 'sh')

/** The documents with commands, and all their commands. */
const withCommands = documents
  .map((document) => ({ document, text: read(document), blocks: blocksOf(document) }))
  .filter(({ blocks }) => blocks.length > 0)

test.each(withCommands)('the commands of $document are well-formed', ({ blocks }) => {
  const { stderr } = spawnSync('bash', ['-n'], {
    input: blocks.map(({ code }) => code).join(''),
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
})

test.each(withCommands)('the commands of $document exist', ({ document, text, blocks }) => {
  const problems = blocks.flatMap(({ code, line }) => {
    let folder =
      /^(?:examples|benchmarks)\//.test(document) && !code.includes('npm run') ? dirname(document) : '.'
    return commandsIn(code).flatMap((command) => {
      if (command[0] === 'cd' || command[0] === 'mkdir') folder = command.at(-1)!
      const problem = problemOf(command, { text, folder })
      return problem === undefined ? [] : [`${line}: ${command.join(' ')}: ${problem}`]
    })
  })
  expect(problems).toEqual([])
})

interface Around {
  /** The whole document: what a command uses may be made or installed in another place of it. */
  readonly text: string
  /** Where the command is given. */
  readonly folder: string
}

function problemOf([name = '', ...words]: Command, around: Around): string | undefined {
  switch (name) {
    case 'npm':
      return npm(words, around)
    case 'npx':
      return npx(words, around)
    case 'node':
      return words.filter((word) => /\.[cm]?[jt]s$/.test(word)).find((file) => !hasFile(file, around))
    case 'cd':
      return existsSync(join(root, around.folder)) || around.text.includes(`mkdir ${around.folder}`)
        ? undefined
        : 'no such folder'
    case 'qalqon':
      return words.find((word) => /^--|^[a-z]+$/.test(word) && !usage.includes(word))
    default:
      return ofTheMachine.includes(name) || around.text.includes(`${name}() {`)
        ? undefined
        : 'no such command'
  }
}

function npm([verb = '', ...words]: Command, { text, folder }: Around): string | undefined {
  if (verb === 'install') return words.find((word) => !isOurs(word))
  if (['start', 'test', 'run'].includes(verb)) {
    const script = verb === 'run' ? words[0]! : verb
    if (text.includes(`scripts.${script}=`)) return undefined
    const file = join(folder, 'package.json')
    const scripts = existsSync(join(root, file)) ? (JSON.parse(read(file)) as Scripts).scripts : undefined
    return scripts?.[script] === undefined ? `no script ${script}` : undefined
  }
  return ['pkg', 'init', 'create'].includes(verb) ? undefined : `npm ${verb} is not known`
}

function npx(words: Command, around: Around): string | undefined {
  const [name = '', ...rest] = words.filter((word) => word !== '-y')
  if (name.startsWith('pnpm@'))
    return name === manifest.packageManager ? undefined : 'another version of pnpm'
  if (name === 'jest' || name === 'tsx')
    return rest.find((word) => word.includes('/') && !hasFile(word, around))
  if (name.startsWith('@qalqon/')) return isOurs(name) ? undefined : 'no such package'
  return around.text.includes(`npm install`) && around.text.includes(name)
    ? undefined
    : `nobody installs ${name}`
}

interface Scripts {
  readonly scripts?: Readonly<Record<string, string>>
}

const manifest = JSON.parse(read('package.json')) as { readonly packageManager: string }

/** Whether a package of ours is one, by its name or the file that it is packed into; those of others are not looked at. */
function isOurs(word: string): boolean {
  const [, name] = /^(?:.*\/packed\/qalqon-|@qalqon\/)([a-z]+)/.exec(word) ?? []
  return name === undefined || existsSync(join(root, 'packages', name))
}

/** A file of the repository, or one that the document shows. */
const hasFile = (file: string, { text }: Around) =>
  existsSync(join(root, file)) || text.includes(`\n// ${file}\n`)

test.each<[string, Command[]]>([
  ['npm start # here', [['npm', 'start']]],
  [
    'cd a && B=1 npm run c',
    [
      ['cd', 'a'],
      ['npm', 'run', 'c'],
    ],
  ],
  ['a "b c" \\\n  d | e', [['a', 'b c', 'd'], ['e']]],
  ['f() { g "$1"; }', [['f'], ['g', '$1']]],
  ["A=$(b -c 'd)' | e)", [['b', '-c', ''], ['e']]],
  ['a < b.txt', [['a']]],
])('the commands of %j', (block, commands) => {
  expect(commandsIn(block)).toEqual(commands)
})
