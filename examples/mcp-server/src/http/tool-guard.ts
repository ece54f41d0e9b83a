import type { resourceServer } from '@qalqon/express'
import type { RequestHandler } from 'express'
import { scopesOf, type Tool } from '../tools/tool.js'

/** What a guard is made of. */
type Guards = Pick<ReturnType<typeof resourceServer>, 'requireAccess'>

/**
 * Requires of each request what its message needs: of a call the scopes of that tool, of everything else (`initialize`,
 * `tools/list`) one of the scopes that there are. It answers in HTTP, with 401 or with 403 `insufficient_scope`, because that is where
 * clients of MCP look for a challenge; a refusal inside of a tool would be a 200 with an error of JSON-RPC.
 *
 * `readMessage` comes before it.
 */
export function requireScopesOfTool(api: Guards, tools: readonly Tool[]): RequestHandler {
  // Notes are of a person: a client that acts for itself has none.
  const subjectType = 'user'
  const toBegin = api.requireAccess({ subjectType, anyScope: scopesOf(tools) })
  const toCall = new Map(
    tools.map(({ name, scopes }) => [name, api.requireAccess({ subjectType, scope: scopes })] as const),
  )
  return (req, res, next) => {
    // A tool that does not exist is for the SDK to refuse.
    const guard = toCall.get(calledTool(req.body) ?? '') ?? toBegin
    guard(req, res, next)
  }
}

/** The name of the tool that a message calls, read as the SDK reads it. */
function calledTool(message: unknown): string | undefined {
  if (!isObject(message) || message.method !== 'tools/call' || !isObject(message.params)) return undefined
  const { name } = message.params
  return typeof name === 'string' ? name : undefined
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
