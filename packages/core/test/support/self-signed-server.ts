import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createTestCertificate } from '@qalqon/testing/certificate'

/**
 * Serves over TLS on loopback, with a certificate that nobody vouches for, whatever `answer` returns as JSON, and counts the
 * requests that get through.
 */
export async function selfSignedServer() {
  const state = { requests: 0, answer: (path: string): unknown => ({ path }) }
  const server = createServer(createTestCertificate().tls, (request, response) => {
    state.requests++
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(state.answer(request.url ?? '/')))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    state,
    origin: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
