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
      decision: { planned: 'a profile for MCP servers' },
    },
    {
      id: 'MCP-401-b',
      level: 'SHOULD',
      section: 'Scope Selection',
      requirement: 'A 401 names the scope that is needed.',
      decision: { planned: 'a profile for MCP servers' },
    },
    {
      id: 'MCP-AUD-a',
      level: 'MUST',
      section: 'Token Handling',
      requirement: 'The token was issued for this server.',
      decision: { planned: 'a profile for MCP servers' },
    },
    {
      id: 'MCP-AUD-b',
      level: 'MUST NOT',
      section: 'Token Handling, security BP',
      requirement: 'The token is never passed on to another service.',
      decision: { planned: 'a profile for MCP servers' },
    },
    {
      id: 'MCP-URI-a',
      level: 'SHOULD',
      section: 'Canonical Server URI',
      requirement: 'The identifier has no fragment, and scheme and host compare without regard to case.',
      decision: { planned: 'a profile for MCP servers' },
    },
    {
      id: 'MCP-QRY-a',
      level: 'MUST NOT',
      section: 'Token Requirements',
      requirement: 'Tokens in the query are not accepted.',
      decision: { planned: 'a profile for MCP servers' },
    },
    {
      id: 'MCP-403-a',
      level: 'SHOULD',
      section: 'Scope Challenge Handling',
      requirement: 'A 403 names every scope of the operation, and the metadata.',
      decision: { planned: 'a profile for MCP servers' },
    },
    {
      id: 'MCP-403-b',
      level: 'SHOULD NOT',
      section: 'Refresh Tokens',
      requirement: '`offline_access` is never asked for.',
      decision: { planned: 'a profile for MCP servers', partly: 'the scope of challenges' },
    },
    {
      id: 'MCP-400-a',
      level: 'MUST',
      section: 'Error Handling',
      requirement: 'Malformed credentials are a 400 in HTTP, and never a 200.',
      decision: { planned: 'a profile for MCP servers' },
    },
  ],
}
