import type { Chapter } from '../row.js'

export const mcp: Chapter = {
  title: 'Model Context Protocol: an MCP server as resource server',
  rows: [
    {
      id: 'MCP-PRM-a',
      level: 'MUST',
      section: 'Discovery',
      requirement: 'There is resource metadata with at least one issuer.',
    },
    {
      id: 'MCP-PRM-b',
      level: 'MUST',
      section: 'Discovery',
      requirement: 'Clients find it through the challenge or at its well-known place.',
    },
    {
      id: 'MCP-401-a',
      level: 'MUST',
      section: 'Access Token Usage, Error Handling',
      requirement: 'Each HTTP request needs a valid token, also later ones of a connection.',
    },
    {
      id: 'MCP-401-b',
      level: 'SHOULD',
      section: 'Scope Selection',
      requirement: 'A 401 names the scope that is needed.',
    },
    {
      id: 'MCP-AUD-a',
      level: 'MUST',
      section: 'Token Handling',
      requirement: 'The token was issued for this server.',
    },
    {
      id: 'MCP-AUD-b',
      level: 'MUST NOT',
      section: 'Token Handling, security BP',
      requirement: 'The token is never passed on to another service.',
    },
    {
      id: 'MCP-URI-a',
      level: 'SHOULD',
      section: 'Canonical Server URI',
      requirement: 'The identifier has no fragment, and scheme and host compare without regard to case.',
    },
    {
      id: 'MCP-QRY-a',
      level: 'MUST NOT',
      section: 'Token Requirements',
      requirement: 'Tokens in the query are not accepted.',
    },
    {
      id: 'MCP-403-a',
      level: 'SHOULD',
      section: 'Scope Challenge Handling',
      requirement: 'A 403 names every scope of the operation, and the metadata.',
    },
    {
      id: 'MCP-403-b',
      level: 'SHOULD NOT',
      section: 'Refresh Tokens',
      requirement: '`offline_access` is never asked for.',
    },
    {
      id: 'MCP-400-a',
      level: 'MUST',
      section: 'Error Handling',
      requirement: 'Malformed credentials are a 400 in HTTP, and never a 200.',
    },
  ],
}
