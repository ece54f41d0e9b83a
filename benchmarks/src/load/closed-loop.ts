import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { quantile } from '../measure/statistics.js'
import { readAnswer } from './http-message.js'

export interface LoadResult {
  readonly requestsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/**
 * Sends the requests over so many kept-alive connections, on each the next as soon as the one before is answered. The
 * connections stand before the clock starts.
 *
 * @throws {Error} when an answer is anything but 200: such a run would measure something else.
 */
export async function closedLoop(
  port: number,
  connections: number,
  requests: readonly Buffer[],
): Promise<LoadResult> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)))
  try {
    const latencies: number[] = []
    let next = 0
    const start = performance.now()
    await Promise.all(sockets.map((socket) => exchange(socket, () => requests[next++], latencies)))
    const seconds = (performance.now() - start) / 1000
    latencies.sort((a, b) => a - b)
    return {
      requestsPerSecond: requests.length / seconds,
      p50Ms: quantile(latencies, 0.5),
      p99Ms: quantile(latencies, 0.99),
    }
  } finally {
    for (const socket of sockets) socket.destroy()
  }
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  return socket
}

/** One connection, until there are no more requests. */
function exchange(socket: Socket, nextRequest: () => Buffer | undefined, latencies: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let received = ''
    let sentAt = 0
    const send = () => {
      const request = nextRequest()
      if (!request) {
        resolve()
        return
      }
      sentAt = performance.now()
      socket.write(request)
    }
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      const answer = readAnswer(received)
      if (!answer) return
      latencies.push(performance.now() - sentAt)
      if (answer.status !== 200) {
        reject(new Error(`expected 200, found ${answer.status}`))
        return
      }
      received = received.slice(answer.length)
      send()
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('the server has closed a connection')))
    send()
  })
}
