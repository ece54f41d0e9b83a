import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where a record of the sample issuer says when somebody signed in, in seconds since 1970. */
const members: Readonly<Record<string, string>> = { Session: 'loginTs', RefreshToken: 'authTime' }

interface StoredRecord {
  readonly model: string
  readonly payload: Readonly<Record<string, unknown>>
}

/**
 * Makes all sign-ins older, as if so much time had gone by. The issuer reads its records when it starts, so it must not be running.
 *
 * @returns of which kind the records are that it has changed
 */
export async function ageSignIns(dataDir: string, seconds: number): Promise<Set<string>> {
  const folder = join(dataDir, 'authorization-server', 'records')
  const changed = new Set<string>()
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.json')) continue
    const path = join(folder, name)
    const record = JSON.parse(await readFile(path, 'utf8')) as StoredRecord
    const member = members[record.model] ?? ''
    const time = record.payload[member]
    if (typeof time !== 'number') continue
    const payload = { ...record.payload, [member]: time - seconds }
    await writeFile(path, JSON.stringify({ ...record, payload }))
    changed.add(record.model)
  }
  return changed
}
