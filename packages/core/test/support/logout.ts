import { createTestIssuer, type LogoutTokenOptions, type TestIssuer } from '@qalqon/testing'
import {
  fromIncomingMessage,
  logoutReceiver,
  type IncomingMessageLike,
  type LogoutReceiver,
  type LogoutReceiverOptions,
  type LogoutResponse,
  type QalqonEvent,
  type ResourceRequest,
  type VerifiedLogout,
} from '../../src/index.js'
import { I, N, R } from './matrix.js'

/** A receiver of logouts, and what it has heard and ended. */
export interface LogoutBench {
  readonly issuer: TestIssuer
  readonly receiver: LogoutReceiver
  /** What `onLogout` was called with. */
  readonly ended: VerifiedLogout[]
  readonly events: QalqonEvent[]
  /** Posts a logout token: the text, or what the issuer makes of these options. */
  readonly post: (token?: string | LogoutTokenOptions) => Promise<LogoutResponse>
}

/** The test issuer of the matrix, and the client `client-1` that receives its logouts; no tolerance unless asked for. */
export function logoutBench(
  options: Partial<LogoutReceiverOptions> = {},
  issuer = createTestIssuer({ issuer: I, audience: R, now: N }),
): LogoutBench {
  const [ended, events]: [VerifiedLogout[], QalqonEvent[]] = [[], []]
  const receiver = logoutReceiver({
    issuer: issuer.issuer,
    clientId: 'client-1',
    fetch: issuer.fetch,
    clock: issuer.clock,
    clockToleranceSeconds: 0,
    onLogout: (logout) => void ended.push(logout),
    onEvent: (event) => events.push(event),
    ...options,
  })
  const post = async (token: string | LogoutTokenOptions = {}) => {
    const text = typeof token === 'string' ? token : issuer.logoutToken(token)
    const response = await receiver.receive(logoutRequest(text))
    checkAnswer(response, text, events)
    return response
  }
  return { issuer, receiver, ended, events, post }
}

/** A logout request with a form, as `fromIncomingMessage` makes it behind a body parser. */
export const logoutRequest = (token: string): ResourceRequest => formRequest({ logout_token: token })

/** A request with what a body parser has left of a form. */
export function formRequest(
  form: unknown,
  { method = 'POST', type = 'application/x-www-form-urlencoded' } = {},
): ResourceRequest {
  const rawHeaders = ['Content-Type', type]
  const message: IncomingMessageLike = {
    method,
    url: '/logout',
    rawHeaders,
    headers: { 'content-type': type },
  }
  return fromIncomingMessage(message, '/logout', { body: form })
}

/** What holds for every answer: nobody keeps it, and nothing of the token stands in it, nor in what is told. */
function checkAnswer({ headers, body }: LogoutResponse, token: string, events: readonly QalqonEvent[]): void {
  expect(headers).toContainEqual(['cache-control', 'no-store'])
  const told = JSON.stringify([headers, body, events])
  for (const part of token.match(/[A-Za-z0-9_-]{24,}/g) ?? []) expect(told).not.toContain(part)
}

/** Expects 200, and one more session that has ended. */
export function expectEnded({ ended }: LogoutBench, response: LogoutResponse, count = 1): void {
  expect([response.status, response.body, ended.length]).toEqual([200, '', count])
}

/** Expects 400 for this reason and no other, and that nothing has ended. */
export function expectLogoutRefused(bench: LogoutBench, response: LogoutResponse, code: string): void {
  const told = bench.events.at(-1)
  expect([response.status, told?.type, told && 'code' in told && told.code]).toEqual([
    400,
    'logout_refused',
    code,
  ])
  expect(JSON.parse(response.body)).toEqual({
    error: 'invalid_request',
    error_description: expect.stringMatching(/^[ !#-[\]-~]+$/) as string,
  })
  expect(response.headers).toContainEqual(['content-type', 'application/json'])
  expect(bench.ended).toEqual([])
}
