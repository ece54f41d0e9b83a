import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import { tool, type Tool } from './tool.js'

const text = z.string().trim().min(1).max(1000)

/** All tools, the least powerful first: that is the order of the scopes in metadata and challenges. */
export const noteTools: readonly Tool[] = [
  tool(
    'list_notes',
    ['notes.read'],
    {
      title: 'List notes',
      description: 'Lists the notes of the user, or those that contain a text.',
      inputSchema: { containing: text.optional() },
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ containing = '' }, notes, owner) =>
      lines(notes.list(owner).filter((note) => note.includes(containing))),
  ),
  tool(
    'add_note',
    ['notes.write'],
    {
      title: 'Add a note',
      description: 'Adds a note of the user.',
      inputSchema: { text },
      annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: false },
    },
    ({ text }, notes, owner) =>
      notes.add(owner, text) === 'added'
        ? lines(['The note was added.'])
        : { ...lines(['There is no room for more notes.']), isError: true },
  ),
  // It shows what it removes, so it needs both. A challenge names both at once.
  tool(
    'remove_notes',
    ['notes.read', 'notes.write'],
    {
      title: 'Remove notes',
      description: 'Removes the notes of the user that contain a text, and returns them.',
      inputSchema: { containing: text },
      annotations: { readOnlyHint: false, destructiveHint: true, openWorldHint: false },
    },
    ({ containing }, notes, owner) => lines(notes.remove(owner, containing)),
  ),
]

/** One text for each line. */
const lines = (texts: readonly string[]): CallToolResult => ({
  content: texts.map((text) => ({ type: 'text' as const, text })),
})
