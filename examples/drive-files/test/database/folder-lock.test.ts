import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FolderInUseError, lockFolder } from '../../src/database/folder-lock.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'))
})
afterEach(() => rm(folder, { recursive: true }))

const mark = (text: string) => writeFile(join(folder, 'lock'), text)

test('one holder at a time, and the next after it', async () => {
  const first = await lockFolder(folder)
  await expect(lockFolder(folder)).rejects.toThrow(FolderInUseError)
  await first.release()
  expect(await readdir(folder)).toEqual([])
  const second = await lockFolder(folder)
  expect(await readFile(join(folder, 'lock'), 'utf8')).toBe(`${process.pid}\n`)
  await first.release()
  expect(await readdir(folder)).toEqual(['lock'])
  await second.release()
})

test('a process that is alive keeps it, and is named with the mend', async () => {
  await mark(`${process.ppid}\n`)
  await expect(lockFolder(folder)).rejects.toThrow(
    new RegExp(`in use by process ${process.ppid}\\. Stop it, or choose another folder with DATA_DIR`),
  )
  expect(await readFile(join(folder, 'lock'), 'utf8')).toBe(`${process.ppid}\n`)
})

test('a process that is gone has lost it', async () => {
  const { pid } = spawnSync(process.execPath, ['--version'])
  await mark(`${pid}\n`)
  const lock = await lockFolder(folder)
  expect(await readdir(folder)).toEqual(['lock'])
  await lock.release()
})

test('of many that find the mark of a dead process, one gets it', async () => {
  const { pid } = spawnSync(process.execPath, ['--version'])
  await mark(`${pid}\n`)
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)))
  const holders = results.filter((result) => result.status === 'fulfilled')
  expect(holders).toHaveLength(1)
  await holders[0]?.value.release()
})

test('the own id from an earlier life does not count, as in a container where ids repeat', async () => {
  await mark(`${process.pid}\n`)
  await (await lockFolder(folder)).release()
})

test('a mark that cannot be read is not taken over', async () => {
  await mark('')
  await expect(lockFolder(folder)).rejects.toThrow(/in use by another process.*remove .*lock/)
})
