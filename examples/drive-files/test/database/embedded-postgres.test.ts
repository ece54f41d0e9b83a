import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbeddedPostgres } from '../../src/database/embedded-postgres.js'
import { StartupError } from '../../src/startup-error.js'

test('damaged data: where it is and what to do, and the folder is free again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'postgres-'))
  const postgres = join(folder, 'postgres')
  await mkdir(postgres)
  // This file says that there is a database; nothing else of one is there.
  await writeFile(join(postgres, 'PG_VERSION'), '17\n')
  const opening = openEmbeddedPostgres(folder)
  await expect(opening).rejects.toThrow(StartupError)
  await expect(opening).rejects.toThrow(`The database in ${postgres} does not open (`)
  expect(await readdir(folder)).toEqual(['postgres'])
  await rm(folder, { recursive: true })
})
