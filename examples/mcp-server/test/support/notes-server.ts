import { createTestIssuer } from '@qalqon/testing'
import request from 'supertest'
import { createApp } from '../../src/app.js'
import type { Log } from '../../src/log.js'
import { notesApi } from '../../src/notes-api.js'
import { Notes } from '../../src/notes/notes.js'

export const resource = 'http://127.0.0.1:4400/mcp'
export const allScopes = 'notes.read notes.write'

/** The real app; only the issuer and the log are a test's. */
export function openNotesServer(notes = new Notes()) {
  const issuer = createTestIssuer({ audience: resource })
  const logged: { fields: object; message: string }[] = []
  const keep = (fields: object, message: string) => logged.push({ fields, message })
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep }
  const app = createApp({ api: notesApi(issuer.options), resource, notes, log })

  /** Sends a message as clients of MCP do. `token` is a whole one, and without it there is none. */
  const send = (message: unknown, token?: string, path = '/mcp') => {
    const test = request(app)
      .post(path)
      .set('Accept', 'application/json, text/event-stream')
      .set('Content-Type', 'application/json')
    if (token !== undefined) void test.set('Authorization', `Bearer ${token}`)
    return test.send(JSON.stringify(message))
  }
  return {
    issuer,
    app,
    logged,
    send,
    token: (scope: string | undefined, subject = 'alice') => issuer.token({ scope, subject }),
    call: (name: string, input: object, token?: string) => send(toolCall(name, input), token),
  }
}

export const toolCall = (name: string, input: object = {}) => ({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name, arguments: input },
})

export const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'test', version: '1' },
  },
}

/** The parameters of the one challenge of an answer. */
export function challengeOf({ headers }: request.Response): Record<string, string> {
  const field = String(headers['www-authenticate'])
  expect(field).toMatch(/^Bearer /)
  return Object.fromEntries(
    [...field.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value] as const),
  )
}

/** The lines that a tool has answered. */
export const linesOf = ({ body }: request.Response) =>
  (body as { result: { content: { text: string }[] } }).result.content.map(({ text }) => text)
