import { resourceServer, type ResourceServerOptions } from '@qalqon/express'
import { noteTools } from './tools/note-tools.js'
import { scopesOf } from './tools/tool.js'

/** The resource server of the notes: what tokens it takes, and what it tells of itself. The rest of the options is for the caller. */
export const notesApi = (options: Omit<ResourceServerOptions, 'profile' | 'metadata' | 'optional'>) =>
  resourceServer({
    ...options,
    // The rules of the MCP authorization specification: no token in the query, metadata that names the issuer, …
    profile: 'mcp',
    metadata: { resourceName: 'Notes', 'resourceName#uz': 'Qaydlar', scopesSupported: scopesOf(noteTools) },
  })
