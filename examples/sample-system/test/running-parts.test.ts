import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { RunningPart } from '../src/running-part.js'
import { RunningParts } from '../src/running-parts.js'

/** Starts once, and hangs at each further start. */
const program = `
import { existsSync, writeFileSync } from 'node:fs'
if (!existsSync('started')) {
  writeFileSync('started', '')
  process.stdout.write('ready\\n')
}
setInterval(() => undefined, 1_000)
`

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'part-'))
  await mkdir(join(folder, 'src'))
  await symlink(resolve(__dirname, '../../../node_modules'), join(folder, 'node_modules'))
  await writeFile(join(folder, 'src/main.ts'), program)
})

afterEach(async () => {
  jest.restoreAllMocks()
  await rm(folder, { recursive: true, force: true })
})

test('a part that hangs while it is started again is ended, and can be started once more', async () => {
  const spawned: RunningPart[] = []
  const stop = jest.spyOn(RunningPart.prototype, 'stop')
  const parts = new RunningParts(() => {
    throw new Error('nobody was asked to end')
  })
  const part = {
    name: 'one',
    folder,
    port: 1,
    portVariable: 'PORT',
    url: 'http://127.0.0.1:1',
    environment: {},
  }
  try {
    spawned.push(...(await parts.run(part)))
    await parts.stop('one')

    const late = new AbortController()
    jest.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal)
    const starting = parts.start('one')
    late.abort()
    await expect(starting).rejects.toThrow()
    const hanging = stop.mock.contexts.at(-1) as RunningPart
    expect(hanging).not.toBe(spawned[0])
    expect(hanging.process.signalCode ?? hanging.process.exitCode).not.toBeNull()
    expect(parts.states).toEqual([{ name: 'one', runs: false }])

    await rm(join(folder, 'started'))
    jest.spyOn(AbortSignal, 'timeout').mockReturnValue(new AbortController().signal)
    await parts.start('one')
    expect(parts.states).toEqual([{ name: 'one', runs: true }])
  } finally {
    await parts.close()
  }
}, 30_000)
