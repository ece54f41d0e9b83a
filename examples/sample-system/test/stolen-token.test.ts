import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

test('a stolen token that is bound to a key opens nothing: npm run stolen-token', async () => {
  const command = ['--conditions=@qalqon/source', '--import', 'tsx', 'src/stolen-token/main.ts']
  const child = spawn(process.execPath, command, {
    cwd: join(__dirname, '..'),
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  const [code] = (await once(child, 'close')) as [number | null]

  expect({ code, stderr: output.stderr }).toEqual({ code: 0, stderr: '' })
  expect(output.stdout).toMatch(/"cnf":\{"jkt":"[\w-]{43}"\}/)
  expect([...output.stdout.matchAll(/→ (\d+)/g)].map(([, status]) => status)).toEqual([
    '200',
    '200',
    '401',
    '401',
    '401',
    '401',
  ])
  expect(
    [...output.stdout.matchAll(/challenge: (\w+) .*error="(\w+)"/g)].map((found) => found.slice(1)),
  ).toEqual([
    ['Bearer', 'invalid_token'],
    ['DPoP', 'invalid_token'],
    ['DPoP', 'invalid_dpop_proof'],
    ['DPoP', 'invalid_dpop_proof'],
  ])
  expect([...output.stdout.matchAll(/logged: (\w+)/g)].map(([, code]) => code)).toEqual([
    'token_bound',
    'key_mismatch',
    'proof_replayed',
    'proof_target_mismatch',
  ])
  expect(output.stdout).not.toMatch(/eyJ/) // neither a token nor a proof is shown
}, 60_000)
