import { inspect } from 'node:util'
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { AuthInfo } from '@modelcontextprotocol/sdk/server/auth/types.js'
import type { RequestInfo } from '@modelcontextprotocol/sdk/types.js'
import { requireScope } from '@qalqon/express'
import express from 'express'
import request from 'supertest'
import { z } from 'zod'
import { answerMessage } from '../../src/http/answer-message.js'
import { notesApi } from '../../src/notes-api.js'
import { Notes } from '../../src/notes/notes.js'
import { ownerOf } from '../../src/tools/caller.js'
import type { Tool } from '../../src/tools/tool.js'
import { openNotesServer, resource, toolCall } from '../support/notes-server.js'

interface Seen {
  readonly authInfo?: AuthInfo | undefined
  readonly requestInfo?: RequestInfo | undefined
}

const { issuer } = openNotesServer()
const token = issuer.token({ scope: 'notes.read', subject: 'alice', clientId: 'assistant' })
let seen: Seen

/** A tool that looks at all that the SDK hands it. */
const spy: Tool = {
  name: 'spy',
  scopes: ['notes.read'],
  addTo(server: McpServer) {
    server.registerTool('spy', { inputSchema: { x: z.string().optional() } }, (_input, extra) => {
      seen = extra
      return { content: [] }
    })
  },
}

beforeAll(async () => {
  const app = express()
  app.use(notesApi(issuer.options), requireScope('notes.read'), express.json())
  app.post('/mcp', answerMessage(resource, [spy], new Notes()))
  await request(app)
    .post(`/mcp?access_token=${token}`)
    .set('Accept', 'application/json, text/event-stream')
    .set('Authorization', `Bearer ${token}`)
    .set('Cookie', 'session=1')
    .send(toolCall('spy'))
    .expect(200)
})

test('a tool gets to know who calls, with which client and scopes, and until when', () => {
  expect(seen.authInfo).toMatchObject({
    clientId: 'assistant',
    scopes: ['notes.read'],
    expiresAt: expect.any(Number),
    resource: new URL(resource),
  })
  expect(ownerOf(seen.authInfo)).toEqual({ issuer: issuer.issuer, subject: 'alice' })
})

test('MCP-AUD-b: no tool gets the token, neither in authInfo nor in the fields of the request', () => {
  const { authInfo, requestInfo } = seen
  expect(() => authInfo?.token).toThrow('tools do not get the access token')
  const signature = token.split('.')[2]!
  for (const shown of [
    JSON.stringify({ authInfo, requestInfo }),
    inspect({ authInfo, requestInfo }, { depth: 9 }),
  ]) {
    expect(shown).toContain('assistant')
    expect(shown).not.toContain(signature)
  }
  expect(Object.keys({ ...authInfo })).not.toContain('token')
  expect(Object.keys(requestInfo!.headers).toSorted()).toEqual(['accept', 'content-type'])
})

test('who calls is not made up by others', () => {
  expect(() => ownerOf(undefined)).toThrow('without the guard')
  const madeUp = { clientId: 'x', scopes: [], token: 'x', owner: { issuer: 'x', subject: 'alice' } }
  expect(() => ownerOf(madeUp)).toThrow('without the guard')
})
