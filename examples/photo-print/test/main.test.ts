import { resolve } from 'node:path'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { freePort } from 'sample-system/free-port'

jest.setTimeout(60_000)

function run(variables: Record<string, string>) {
  const child = spawn(process.execPath, ['--conditions=@qalqon/source', '--import', 'tsx', 'src/main.ts'], {
    cwd: resolve(__dirname, '..'),
    env: { PATH: process.env.PATH, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  return { child, output, exited: once(child, 'close').then(([code]) => code as number | null) }
}

test('it says when it is ready, also without an issuer, and stops when it is asked to', async () => {
  const port = await freePort()
  const { child, output, exited } = run({ APP: 'doc-sign', PORT: String(port) })
  await once(child.stdout, 'data')
  expect(output.stdout).toBe(
    `Doc Sign  http://127.0.0.1:${port}  signs people in at http://127.0.0.1:4000, for http://127.0.0.1:4100  sessions in memory\n`,
  )
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await exited).toBe(0)
  expect(output.stderr).toBe('')
})

test('a port that is taken, and a variable that makes no sense, are named without a stack', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const [busy, wrong] = [run({ PORT: String(port) }), run({ ISSUER: 'nonsense' })]
  expect(await busy.exited).toBe(1)
  expect(busy.output.stderr).toBe(
    `Port ${port} on 127.0.0.1 is taken. Stop what listens there, or choose another port with PORT.\n`,
  )
  expect(await wrong.exited).toBe(1)
  expect(wrong.output.stderr).toMatch(/^The environment needs mending:\n {2}ISSUER must be .*\n$/)
  taken.close()
})
