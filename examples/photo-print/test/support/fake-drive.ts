import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FakeFile {
  readonly id: string
  readonly name: string
  readonly contentType: string
  readonly bytes: Buffer
}

/** A Drive that does what the real one cannot be made to do. */
export class FakeDrive {
  readonly requests: { method: string; url: string; authorization: string }[] = []
  files: readonly FakeFile[] = []
  /** Answers in place of the list and the files, where a test wants that. */
  answer: ((req: IncomingMessage, res: ServerResponse) => void) | undefined

  private constructor(
    readonly url: string,
    readonly stop: () => void,
  ) {}

  static async start(): Promise<FakeDrive> {
    const server = createServer((req, res) => drive.#handle(req, res)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const drive = new FakeDrive(`http://127.0.0.1:${port}`, () => {
      server.closeAllConnections()
      server.close()
    })
    return drive
  }

  reset(): void {
    this.requests.length = 0
    this.files = []
    this.answer = undefined
  }

  #handle(req: IncomingMessage, res: ServerResponse): void {
    const { method = '', url = '', headers } = req
    this.requests.push({ method, url, authorization: headers.authorization ?? '' })
    if (this.answer) {
      this.answer(req, res)
      return
    }
    const { pathname } = new URL(url, this.url)
    const [, , id, content] = pathname.split('/')
    const file = this.files.find((one) => one.id === id)
    if (pathname === '/files') json(res, { files: this.files.map(told), next: null })
    else if (file === undefined) res.writeHead(404).end()
    else if (content === 'content') res.writeHead(200, { 'Content-Type': file.contentType }).end(file.bytes)
    else json(res, told(file))
  }
}

export function json(res: ServerResponse, value: unknown): void {
  res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value))
}

export function told({ id, name, contentType, bytes }: FakeFile) {
  return { id, name, contentType, size: bytes.length }
}

/** The id of the file of a number. */
export const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
