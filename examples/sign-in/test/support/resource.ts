import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Handler = (req: IncomingMessage, res: ServerResponse) => void | Promise<void>

const hello: Handler = (_req, res) => void res.end('hello')

/** An API on a free port that answers as a test wants it to. */
export class Resource {
  readonly requests: { method: string; headers: IncomingMessage['headers']; body: string }[] = []
  /** What it answers; set by tests. */
  answer = hello

  private constructor(
    readonly url: string,
    readonly stop: () => void,
  ) {}

  reset(): void {
    this.requests.length = 0
    this.answer = hello
  }

  static async start(): Promise<Resource> {
    const server = createServer((req, res) => void handle(req, res)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const resource = new Resource(`http://127.0.0.1:${port}`, () => {
      server.closeAllConnections()
      server.close()
    })
    async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
      let body = ''
      for await (const chunk of req) body += String(chunk)
      resource.requests.push({ method: req.method ?? '', headers: req.headers, body })
      await resource.answer(req, res)
    }
    return resource
  }
}
