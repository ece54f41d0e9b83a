import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../src/free-port.js'

let dataDir: string
const groups: number[] = []

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'qalqon-sample-'))
})
afterAll(async () => {
  for (const group of groups.filter(isAlive)) process.kill(-group, 'SIGKILL')
  await rm(dataDir, { recursive: true, force: true })
})

/** Starts `src/main.ts` in a process group of its own, to which all that it starts belongs. */
function run(variables: Record<string, string>) {
  const command = ['--conditions=@qalqon/source', '--import', 'tsx', 'src/main.ts']
  const child = spawn(process.execPath, command, {
    cwd: join(__dirname, '..'),
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const group = child.pid!
  groups.push(group)
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  return { child, group, output, exited: once(child, 'close').then(([code]) => code as number | null) }
}

function isAlive(group: number): boolean {
  try {
    return process.kill(-group, 0)
  } catch {
    return false
  }
}

test('Ctrl-C ends every part with exit code 0; no HOST of the shell is in the way', async () => {
  const ports = {
    AUTHORIZATION_SERVER_PORT: `${await freePort()}`,
    DRIVE_PORT: `${await freePort()}`,
    PHOTO_PRINT_PORT: `${await freePort()}`,
    DOC_SIGN_PORT: `${await freePort()}`,
    OBSERVER_PORT: `${await freePort()}`,
  }
  const { child, group, output, exited } = run({
    ...ports,
    HOST: '192.0.2.1',
    URL: 'http://192.0.2.1',
    CLIENT_ID: 'other',
  })
  const ended = exited.then((code) => {
    throw new Error(`ended with ${code}: ${output.stderr}`)
  })
  await Promise.race([once(child.stdout, 'data'), ended])

  expect(output.stdout).toContain('The sample system is running.')
  const [, token, url] = /curl -H 'Authorization: Bearer (\S+)' (\S+)/.exec(output.stdout)!
  const files = await fetch(url!, { headers: { authorization: `Bearer ${token}` } })
  expect(files.status).toBe(200)
  // Steps come in batches, a moment later.
  const seen = async () => (await fetch(`http://127.0.0.1:${ports.OBSERVER_PORT}/`)).text()
  while (!(await seen()).includes('exchanges the code for tokens')) await setTimeout(50)
  // Each page has the panel, and each part the steps for it.
  const drivePage = `http://127.0.0.1:${ports.DRIVE_PORT}/drive`
  const others = [ports.AUTHORIZATION_SERVER_PORT, ports.PHOTO_PRINT_PORT, ports.DOC_SIGN_PORT]
  for (const page of [drivePage, ...others.map((port) => `http://127.0.0.1:${port}/`)]) {
    expect(await (await fetch(page)).text()).toContain('id="steps"')
    const steps = await fetch(new URL('/what-just-happened?language=uz', page))
    expect(await steps.text()).toContain('kodni tokenlarga almashtiradi')
  }
  // Each application is known to the issuer, under its own name.
  for (const [port, name] of [
    [ports.PHOTO_PRINT_PORT, 'Photo Print'],
    [ports.DOC_SIGN_PORT, 'Doc Sign'],
  ]) {
    const begun = await fetch(`http://127.0.0.1:${port}/connect`, { method: 'POST', redirect: 'manual' })
    const login = await fetch(begun.headers.get('location')!, { redirect: 'manual' })
    expect(login.status).toBe(303)
    const cookie = login.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const page = await fetch(new URL(login.headers.get('location')!, login.url), { headers: { cookie } })
    expect(await page.text()).toContain(`<strong>${name}</strong>`)
  }

  // A part is stopped from the page of the observer, and started again; the others go on.
  const turn = (part: Record<string, string>) =>
    fetch(`http://127.0.0.1:${ports.OBSERVER_PORT}/parts`, {
      method: 'POST',
      body: new URLSearchParams(part),
    })
  const docSign = `http://127.0.0.1:${ports.DOC_SIGN_PORT}/healthz`
  expect(await (await turn({ stop: 'Doc Sign' })).text()).toContain('Start: Doc Sign')
  await expect(fetch(docSign)).rejects.toThrow('fetch failed')
  expect(await (await turn({ start: 'Doc Sign' })).text()).toContain('Stop: Doc Sign')
  expect((await fetch(docSign)).status).toBe(200)

  ended.catch(() => undefined)
  child.kill('SIGINT')
  expect(await exited).toBe(0)
  const patience = Date.now() + 3_000
  while (isAlive(group) && Date.now() < patience) await setTimeout(20)
  expect(isAlive(group)).toBe(false)
  expect((await readdir(join(dataDir, 'authorization-server'))).sort()).toEqual(['keys.json', 'records'])
}, 60_000)

test('a port that is taken is named, with the variable that changes it, and nothing is started', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  try {
    const { group, output, exited } = run({
      AUTHORIZATION_SERVER_PORT: `${await freePort()}`,
      DRIVE_PORT: `${port}`,
      PHOTO_PRINT_PORT: `${await freePort()}`,
      DOC_SIGN_PORT: `${await freePort()}`,
      OBSERVER_PORT: `${await freePort()}`,
    })
    expect(await exited).toBe(1)
    const another = /^Port (\d+) \(drive files\) is taken\. .* DRIVE_PORT=(\d+) npm start\n$/.exec(
      output.stderr,
    )
    expect(another?.[1]).toBe(String(port))
    expect(Number(another?.[2])).toBeLessThanOrEqual(65_535)
    expect(output.stdout).toBe('')
    expect(isAlive(group)).toBe(false)
  } finally {
    taken.close()
  }
})

test('a variable that makes no sense is named, without a stack', async () => {
  const { output, exited } = run({ DRIVE_PORT: 'four' })
  expect(await exited).toBe(1)
  expect(output.stderr).toBe('DRIVE_PORT is "four": set it to a port number from 1 to 65535\n')
})
