import type { McpServer, ToolCallback } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { CallToolResult, ToolAnnotations } from '@modelcontextprotocol/sdk/types.js'
import type { Scopes } from '@qalqon/express'
import type { z } from 'zod'
import type { Notes } from '../notes/notes.js'
import type { Owner } from '../notes/owner.js'
import { ownerOf } from './caller.js'

/** A tool, with the scopes that its calls need. There is none without. */
export interface Tool {
  readonly name: string
  /** All of them are needed. The guard and the metadata are made of these. */
  readonly scopes: Scopes
  readonly addTo: (server: McpServer, notes: Notes) => void
}

/** What clients are told of a tool. */
interface ToolDescription<Input extends z.ZodRawShape> {
  readonly title: string
  readonly description: string
  readonly inputSchema: Input
  readonly annotations: ToolAnnotations
}

/** Makes a tool of what it does with the notes of the one who calls. */
export function tool<Input extends z.ZodRawShape>(
  name: string,
  scopes: Scopes,
  description: ToolDescription<Input>,
  run: (input: z.output<z.ZodObject<Input>>, notes: Notes, owner: Owner) => CallToolResult,
): Tool {
  return {
    name,
    scopes,
    addTo(server, notes) {
      const call = (
        input: z.output<z.ZodObject<Input>>,
        { authInfo }: Parameters<ToolCallback>[0],
      ): CallToolResult => run(input, notes, ownerOf(authInfo))
      server.registerTool(name, description, call as ToolCallback<Input>)
    },
  }
}

/** Every scope of some tools, in the order in which the tools name them. */
export const scopesOf = (tools: readonly Tool[]): string[] => [
  ...new Set(tools.flatMap(({ scopes }) => scopes)),
]
