import { SignInNeeded, type ResourceAnswer, type ResourceRequest, type SignedIn } from 'sign-in'
import { parseFile, parsePage, type DriveFile, type DrivePage } from './drive-file.js'

/** The Drive does not answer as it should. */
export class DriveTrouble extends Error {
  override readonly name = 'DriveTrouble'
}

/** There is no such file, or it is none of the person's. */
export class NoSuchFile extends Error {
  override readonly name = 'NoSuchFile'
}

/** Reads more than is taken. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'
}

export interface ListOptions {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly query?: string | undefined
}

const maximumAnswerBytes = 1024 * 1024

/** The files of somebody who is signed in, over the Drive's API. */
export class Drive {
  constructor(
    private readonly url: string,
    private readonly person: SignedIn,
  ) {}

  /** One page of all files, by name. A cursor that is not good (any more) begins at the start. */
  async list({ limit, cursor, query }: ListOptions): Promise<DrivePage> {
    const parameters = new URLSearchParams({ limit: String(limit), sort: 'name' })
    if (cursor !== undefined) parameters.set('cursor', cursor)
    if (query !== undefined) parameters.set('q', query)
    const answer = await this.#ask(`/files?${parameters.toString()}`)
    if (answer.response.status === 400 && cursor !== undefined) {
      await answer.response.body?.cancel()
      return this.list({ limit, query })
    }
    return this.#read(answer, parsePage)
  }

  /** @throws {NoSuchFile} */
  async file(id: string): Promise<DriveFile> {
    return this.#read(await this.#ask(`/files/${id}`), parseFile)
  }

  /** The content, as it comes. The caller reads it or cancels it. @throws {NoSuchFile} */
  async content(id: string, request: ResourceRequest = {}): Promise<Response> {
    const { response } = await this.#ask(`/files/${id}/content`, request)
    if (response.ok || response.status === 304) return response
    await response.body?.cancel()
    throw response.status === 404 ? new NoSuchFile() : new DriveTrouble(`content: status ${response.status}`)
  }

  /** The whole content. @throws {TooLarge} {@link NoSuchFile} */
  async bytes(id: string, maximum: number): Promise<Buffer> {
    return readWithin(await this.content(id), maximum)
  }

  /** Tries to put a text into the Drive. What it answers, a refusal too, is for the caller. */
  upload(name: string, text: string): Promise<ResourceAnswer> {
    const body = () => {
      const form = new FormData()
      form.set('file', new File([text], name, { type: 'text/plain' }))
      return form
    }
    return this.person.fetch(`${this.url}/files`, { method: 'POST', body })
  }

  /** The client has refreshed once already when a token was not taken: then there is only a new sign-in. */
  async #ask(path: string, request: ResourceRequest = {}): Promise<ResourceAnswer> {
    const answer = await this.person.fetch(this.url + path, request)
    if (answer.response.status !== 401) return answer
    await answer.response.body?.cancel()
    throw new SignInNeeded('the Drive does not take the token')
  }

  async #read<T>({ response }: ResourceAnswer, parse: (value: unknown) => T): Promise<T> {
    if (!response.ok) {
      await response.body?.cancel()
      if (response.status === 404) throw new NoSuchFile()
      throw new DriveTrouble(`status ${response.status}`)
    }
    try {
      return parse(JSON.parse((await readWithin(response, maximumAnswerBytes)).toString()))
    } catch (error) {
      throw new DriveTrouble('an answer that is not of a Drive', { cause: error })
    }
  }
}

/** @throws {TooLarge} as soon as there is more */
async function readWithin(response: Response, maximum: number): Promise<Buffer> {
  if (response.body === null) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > maximum) throw new TooLarge() // leaving the loop cancels the stream
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
