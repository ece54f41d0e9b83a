import { createHash } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AdapterPayload } from 'oidc-provider'
import { isObject } from './is-object.js'
import type { Warn } from './log.js'
import { parseObject } from './parse-object.js'
import { writePrivateFile } from './private-file.js'
import { unusable } from './startup-error.js'

/** One thing that the server has to remember: a session, a grant, a refresh token, … */
export interface StoredRecord {
  readonly model: string
  readonly id: string
  readonly payload: AdapterPayload
  /** Seconds since 1970; from then on the record does not exist. */
  readonly expiresAt: number
}

export interface RecordsOptions {
  readonly folder: string
  readonly warn: Warn
  /** Seconds since 1970. */
  readonly now?: () => number
  /**
   * How many records of each model are kept at most, default 10 000. Beyond it, those of the model that expire
   * first go first. Each model has its own limit so that a flood of one, such as sign-ins that nobody finishes,
   * cannot push out another, such as refresh tokens.
   */
  readonly limit?: number
}

const sweepEveryMs = 60_000

/**
 * Records in memory, each with a copy in a file of its own, from which the next start reads them again.
 *
 * Memory decides, so a change is seen by the very next reader, without a lock. That makes it right for one
 * process; a fleet of servers needs a database instead.
 */
export class Records {
  /** By model, then by the name of the file. */
  readonly #models = new Map<string, Map<string, StoredRecord>>()
  /** The last thing under way for each file: a deletion must not overtake the write before it. */
  readonly #underWay = new Map<string, Promise<void>>()
  readonly #folder: string
  readonly #warn: Warn
  readonly #limit: number
  readonly now: () => number
  #timer: NodeJS.Timeout | undefined

  constructor(options: RecordsOptions) {
    this.#folder = options.folder
    this.#warn = options.warn
    this.#limit = options.limit ?? 10_000
    this.now = options.now ?? (() => Math.floor(Date.now() / 1000))
  }

  /** Reads what the last run left. It changes nothing on the disk. A record that makes no sense is left out. */
  async load(): Promise<void> {
    for (const name of await fileNames(this.#folder)) {
      if (!name.endsWith('.json')) continue
      const record = parse(await readFile(join(this.#folder, name), 'utf8').catch(() => ''))
      if (record === undefined || fileName(record.model, record.id) !== name) {
        this.#warn(`${join(this.#folder, name)} is damaged and left out`)
      } else if (record.expiresAt > this.now()) {
        this.#ofModel(record.model).set(name, record)
      }
    }
  }

  get(model: string, id: string): StoredRecord | undefined {
    const record = this.#models.get(model)?.get(fileName(model, id))
    return record && record.expiresAt > this.now() ? record : undefined
  }

  /** Every record of a model whose payload fits. */
  filter(model: string, fits: (payload: AdapterPayload) => boolean): StoredRecord[] {
    const now = this.now()
    const all = [...(this.#models.get(model)?.values() ?? [])]
    return all.filter((record) => record.expiresAt > now && fits(record.payload))
  }

  /** Keeps a record, or replaces it. The change counts at once; the promise is for the file. */
  async set(record: StoredRecord): Promise<void> {
    const name = fileName(record.model, record.id)
    this.#ofModel(record.model).set(name, record)
    const text = JSON.stringify(record)
    const written = this.#inTurn(name, () =>
      writePrivateFile(join(this.#folder, name), text, { flush: false }),
    )
    await Promise.all([written, this.#makeRoom(record.model)])
  }

  async delete(model: string, id: string): Promise<void> {
    await this.#remove(model, fileName(model, id))
  }

  /** Removes now, and then every minute, what has expired and what an interrupted write left behind. */
  async startSweeping(): Promise<void> {
    this.#timer = setInterval(() => {
      this.sweep().catch((error: unknown) => this.#warn(`sweeping failed: ${String(error)}`))
    }, sweepEveryMs)
    this.#timer.unref()
    const kept = new Set([...this.#models.values()].flatMap((records) => [...records.keys()]))
    const leftovers = (await fileNames(this.#folder)).filter((name) => !kept.has(name))
    await Promise.all(leftovers.map((name) => this.#removeFile(name)))
  }

  async sweep(): Promise<void> {
    const now = this.now()
    const expired = [...this.#models].flatMap(([model, records]) =>
      [...records].filter(([, { expiresAt }]) => expiresAt <= now).map(([name]) => ({ model, name })),
    )
    await Promise.all(expired.map(({ model, name }) => this.#remove(model, name)))
  }

  /** Stops sweeping and waits for the disk. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await Promise.allSettled(this.#underWay.values())
  }

  #ofModel(model: string): Map<string, StoredRecord> {
    const records = this.#models.get(model) ?? new Map<string, StoredRecord>()
    this.#models.set(model, records)
    return records
  }

  async #makeRoom(model: string): Promise<void> {
    const records = this.#ofModel(model)
    if (records.size <= this.#limit) return
    const byExpiry = [...records].sort(([, a], [, b]) => a.expiresAt - b.expiresAt)
    const surplus = byExpiry.slice(0, Math.ceil(this.#limit / 10))
    this.#warn(
      `more than ${this.#limit} records of ${model}: the ${surplus.length} that expire first are dropped`,
    )
    await Promise.all(surplus.map(([name]) => this.#remove(model, name)))
  }

  async #remove(model: string, name: string): Promise<void> {
    this.#models.get(model)?.delete(name)
    await this.#removeFile(name)
  }

  async #removeFile(name: string): Promise<void> {
    await this.#inTurn(name, () => rm(join(this.#folder, name), { force: true }))
  }

  async #inTurn(name: string, task: () => Promise<void>): Promise<void> {
    const turn = (this.#underWay.get(name) ?? Promise.resolve()).then(task, task)
    this.#underWay.set(name, turn)
    try {
      await turn
    } finally {
      if (this.#underWay.get(name) === turn) this.#underWay.delete(name)
    }
  }
}

/** A hash, because ids differ by case and not every file system does; and so that no listing shows a token. */
function fileName(model: string, id: string): string {
  return `${createHash('sha256').update(`${model}\n${id}`).digest('hex')}.json`
}

async function fileNames(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isObject(error) && error.code === 'ENOENT') return []
    throw unusable(
      folder,
      error,
      'Make it a folder of this user, or remove it: then what it holds is forgotten.',
    )
  }
}

function parse(text: string): StoredRecord | undefined {
  const { model, id, payload, expiresAt } = parseObject(text) ?? {}
  if (typeof model !== 'string' || typeof id !== 'string') return undefined
  if (typeof expiresAt !== 'number' || !isObject(payload)) return undefined
  return { model, id, payload, expiresAt }
}
