import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Stands between a program and a server, and cuts a connection when the program says a certain word. */
export class CuttingProxy {
  /** The word; nothing while all goes through. */
  word: string | undefined
  /** Where what holds the word goes on to the server when the program is cut off already; else it is lost. */
  late: Promise<void> | undefined
  private readonly sockets = new Set<Socket>()
  private readonly server = createServer((near) => this.join(near))

  private constructor(private readonly behind: URL) {}

  static async before(url: string): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(new URL(url))
    proxy.server.listen(0, '127.0.0.1')
    await once(proxy.server, 'listening')
    return proxy
  }

  /** The address of the server, by way of this. */
  get url(): string {
    const { port } = this.server.address() as AddressInfo
    return Object.assign(new URL(this.behind), { hostname: '127.0.0.1', port: String(port) }).href
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    this.server.close()
    await once(this.server, 'close')
  }

  private join(near: Socket): void {
    const far = connect(Number(this.behind.port || 5432), this.behind.hostname)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.sockets.delete(socket)
        if (!(other === far && this.late)) other.destroy()
      })
    }
    far.on('data', (chunk) => near.write(chunk))
    near.on('data', (chunk) => {
      if (this.word === undefined || !chunk.includes(this.word)) far.write(chunk)
      else {
        near.destroy()
        void this.late?.then(() => far.end(chunk))
      }
    })
  }
}
