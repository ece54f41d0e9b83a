import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDataFolder } from '../src/data-folder.js'
import { StartupError } from '../src/startup-error.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-'))
})
afterEach(() => rm(folder, { recursive: true }))

const modeOf = async (path: string) => (await stat(path)).mode & 0o777

test('a folder that it makes is for its own user alone', async () => {
  const path = join(folder, 'a', 'b')
  await openDataFolder(path)
  expect(await modeOf(path)).toBe(0o700)
  expect(await modeOf(join(folder, 'a'))).toBe(0o700)
})

test('a folder that is there keeps its rights', async () => {
  await chmod(folder, 0o750)
  await openDataFolder(folder)
  expect(await modeOf(folder)).toBe(0o750)
})

test.each(['file', 'file/below'])('%s is no place for a folder: the variable and the path', async (name) => {
  await writeFile(join(folder, 'file'), '')
  const opening = openDataFolder(join(folder, name))
  await expect(opening).rejects.toThrow(StartupError)
  await expect(opening).rejects.toThrow(`DATA_DIR cannot be ${join(folder, name)} (`)
})
