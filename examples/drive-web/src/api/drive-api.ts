import type { z } from 'zod'
import {
  driveFile,
  driveFolder,
  filesPage,
  foldersPage,
  folderWithPath,
  mixedPage,
  sharesAnswer,
} from './answers.js'
import type { ItemName } from './item.js'
import { ApiUnavailable, refusalOf } from './refusal.js'

/** Sends a request to the API in the name of the person who is signed in. The path is that of the API. */
export type ApiFetch = (path: string, init: ApiRequest) => Promise<Response>

/** What a request may hold. */
export interface ApiRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | ReadableStream<Uint8Array>
  readonly signal?: AbortSignal
}

/** Which part of a list is asked for. What is undefined is left to the API. */
export interface ListQuery {
  readonly sort?: string | undefined
  readonly q?: string | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

/** An upload as the browser sends it: a form with one file, handed on byte by byte. */
export interface Upload {
  readonly headers: Readonly<Record<string, string>>
  readonly body: ReadableStream<Uint8Array>
  readonly signal: AbortSignal
}

const patienceMs = 15_000

/** The API of the Drive, for one person. Every call fails with a `Refusal` or with `ApiUnavailable`. */
export class DriveApi {
  readonly #fetch: ApiFetch

  constructor(fetch: ApiFetch) {
    this.#fetch = fetch
  }

  file(id: string) {
    return this.#read(driveFile, `/files/${id}`)
  }

  folder(id: string) {
    return this.#read(folderWithPath, `/folders/${id}`)
  }

  /** @param folder an id, `root` for the top, or nothing for all files anywhere */
  files(folder: string | undefined, query: ListQuery = {}) {
    return this.#read(filesPage, `/files${search({ folder, ...query })}`)
  }

  /** @param parent an id, `root` for the top, or nothing for all folders anywhere */
  folders(parent: string | undefined, query: ListQuery = {}) {
    return this.#read(foldersPage, `/folders${search({ parent, ...query })}`)
  }

  trashed(query: ListQuery = {}) {
    return this.#read(mixedPage, `/trash${search({ ...query })}`)
  }

  shared(query: ListQuery = {}) {
    return this.#read(mixedPage, `/shared${search({ ...query })}`)
  }

  createFolder(name: string, parent: string | null) {
    return this.#read(driveFolder, '/folders', json('POST', { name, parent }))
  }

  async rename({ kind, id }: ItemName, name: string): Promise<void> {
    await this.#do(`/${kind}s/${id}`, json('PATCH', { name }))
  }

  /** @param to an id, or null for the top */
  async move({ kind, id }: ItemName, to: string | null): Promise<void> {
    await this.#do(`/${kind}s/${id}`, json('PATCH', kind === 'file' ? { folder: to } : { parent: to }))
  }

  /** Into the trash. */
  async trash({ kind, id }: ItemName): Promise<void> {
    await this.#do(`/${kind}s/${id}`, { method: 'DELETE' })
  }

  async restore({ id }: ItemName): Promise<void> {
    await this.#do(`/trash/${id}/restore`, { method: 'POST' })
  }

  async deleteForGood({ id }: ItemName): Promise<void> {
    await this.#do(`/trash/${id}`, { method: 'DELETE' })
  }

  async emptyTrash(): Promise<void> {
    await this.#do('/trash', { method: 'DELETE' })
  }

  async shares({ kind, id }: ItemName) {
    return (await this.#read(sharesAnswer, `/${kind}s/${id}/shares`)).shares
  }

  async share({ kind, id }: ItemName, email: string, role: 'viewer' | 'editor'): Promise<void> {
    await this.#do(`/${kind}s/${id}/shares/${encodeURIComponent(email)}`, json('PUT', { role }))
  }

  async unshare({ kind, id }: ItemName, email: string): Promise<void> {
    await this.#do(`/${kind}s/${id}/shares/${encodeURIComponent(email)}`, { method: 'DELETE' })
  }

  /** The content, to be read as it comes. Without a limit of time: the reader ends it through the signal. */
  content(id: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response> {
    return this.#send(`/files/${id}/content`, { headers, signal }, [304, 416])
  }

  /** @param folder an id, or null for the top */
  async upload(folder: string | null, { headers, body, signal }: Upload): Promise<void> {
    const path = folder === null ? '/files' : `/files?folder=${folder}`
    await (await this.#send(path, { method: 'POST', headers, body, signal })).body?.cancel()
  }

  /** Puts another content in the place of the one that the file has. */
  async replace(id: string, { headers, body, signal }: Upload): Promise<void> {
    await (await this.#send(`/files/${id}/content`, { method: 'PUT', headers, body, signal })).body?.cancel()
  }

  async #read<S extends z.ZodType>(schema: S, path: string, init: ApiRequest = {}): Promise<z.output<S>> {
    const response = await this.#send(path, { signal: AbortSignal.timeout(patienceMs), ...init })
    const body: unknown = await response.json().catch(unavailable)
    const answer = schema.safeParse(body)
    if (answer.success) return answer.data
    throw new ApiUnavailable(`the API answered something else to ${path.split('?', 1)[0] ?? ''}`, {
      cause: answer.error,
    })
  }

  async #do(path: string, init: ApiRequest): Promise<void> {
    const response = await this.#send(path, { signal: AbortSignal.timeout(patienceMs), ...init })
    await response.body?.cancel()
  }

  /** @param accepted statuses that are answers, besides those of success */
  async #send(path: string, init: ApiRequest, accepted: readonly number[] = []): Promise<Response> {
    const response = await this.#fetch(path, init)
    if (response.ok || accepted.includes(response.status)) return response
    throw await refusalOf(response)
  }
}

function unavailable(error: unknown): never {
  throw new ApiUnavailable('the answer of the API broke off', { cause: error })
}

function json(method: string, body: unknown): ApiRequest {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

function search(query: Readonly<Record<string, string | number | undefined>>): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, String(value))
  }
  return parameters.size === 0 ? '' : `?${parameters.toString()}`
}
