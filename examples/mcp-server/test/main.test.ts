import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { freePort } from 'sample-system/free-port'

jest.setTimeout(60_000)

const children: ChildProcess[] = []
afterAll(() => children.forEach((child) => child.kill('SIGKILL')))

/** The program as a user starts it. */
function run(environment: Record<string, string>) {
  const args = ['--conditions=@qalqon/source', '--import', 'tsx', 'src/main.ts']
  const cwd = resolve(__dirname, '..')
  const child = spawn(process.execPath, args, { cwd, env: { PATH: process.env.PATH, ...environment } })
  children.push(child)
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (data: Buffer) => (said.stdout += data.toString()))
  child.stderr.on('data', (data: Buffer) => (said.stderr += data.toString()))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return { child, said, ended }
}

test('it starts while its issuer is down, says what it trusts, and stops cleanly', async () => {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${await freePort()}`
  const { child, said, ended } = run({ PORT: String(port), ISSUER: issuer })
  await once(child.stdout, 'data')
  const resource = `http://127.0.0.1:${port}/mcp`
  expect(said.stdout).toBe(`mcp server  ${resource}  trusts ${issuer}\n`)
  expect((await fetch(resource, { method: 'POST' })).status).toBe(401)
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('a variable that makes no sense stops the start, with its name and the mend alone', async () => {
  const { said, ended } = run({ PORT: 'http', RESOURCE: 'mcp' })
  expect(await ended).toBe(1)
  expect(said.stderr).toMatch(
    /^The environment needs mending:\n {2}PORT must [^\n]+\n {2}RESOURCE must [^\n]+\n$/,
  )
  expect(said.stdout).toBe('')
})

test('so does a port that is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  const { said, ended } = run({ PORT: String(port) })
  expect(await ended).toBe(1)
  expect(said.stderr).toBe(
    `Port ${port} on 127.0.0.1 is taken. Stop what listens there, or choose another port with PORT.\n`,
  )
  other.close()
})
