// node .ci/start-pages.mjs PACKED FOLDER: follows each page of docs/start from an empty folder, with packed packages. The first
// commands of a page install, the next ones start the app, which prints a token, those with curl ask it, and those with --test
// test. PACKED has the packages, FOLDER gets a folder for each page.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [packed, folder] = process.argv.slice(2)
const pages = readdirSync('docs/start').filter((name) => name !== 'README.md')
const tarballs = readdirSync(packed).map((name) => join(packed, name))
const tarballOf = (name) => tarballs.find((path) => new RegExp(`qalqon-${name}-\\d`).test(path))

for (const page of pages) {
  const text = readFileSync(join('docs/start', page), 'utf8')
  const blocks = [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, code]) => ({
    language,
    code,
  }))
  const cwd = join(folder, page.replace('.md', ''))
  mkdirSync(cwd, { recursive: true })
  for (const { language, code } of blocks) {
    const name = language === 'ts' && /^\/\/ (\S+\.ts)\n/.exec(code)?.[1]
    if (name) writeFileSync(join(cwd, name), code)
  }

  const shell = blocks.filter(({ language }) => language === 'sh').map(({ code }) => code)
  const run = (command) => execFileSync('bash', ['-euc', command], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const install = shell[0]
    .replace(/^mkdir .*$/m, '')
    .replaceAll(/@qalqon\/(\w+)/g, (_, name) => tarballOf(name))
  run(
    install.replaceAll(
      'npm install',
      `npm install --no-audit --no-fund --loglevel=error ${tarballOf('core')}`,
    ),
  )

  const app = spawn('bash', ['-euc', shell[1]], { cwd, detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(app, 'exit')
  try {
    const token = await tokenOf(app)
    const asked = shell.find((code) => code.includes('curl')).replace(/^TOKEN=.*$/m, `TOKEN='${token}'`)
    const answers = run(asked)
      .toString()
      .match(/HTTP\/1\.1 \d+/g)
      .map((line) => line.slice(9))
    const promised = [...asked.matchAll(/# (\d{3}):/g)].map(([, status]) => status)
    if (promised.length === 0 || String(answers) !== String(promised)) {
      throw new Error(`${page}: promised ${promised}, got ${answers}`)
    }
  } finally {
    process.kill(-app.pid)
    await ended
  }
  run(shell.find((code) => code.includes('--test')))
  console.log(`${page}: ok`)
}

/** The token that the program prints, when it listens. */
function tokenOf(program) {
  return new Promise((resolve, reject) => {
    let printed = ''
    program.stdout.on('data', (chunk) => {
      printed += chunk
      const token = /TOKEN='([^']+)'/.exec(printed)?.[1]
      if (token) resolve(token)
    })
    program.on('exit', (code) =>
      reject(new Error(`it ended with ${code}, and no token was printed: ${printed}`)),
    )
  })
}
