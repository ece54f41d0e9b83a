import { readEnvironment } from '../src/environment.js'

test('the defaults are those of the sample', () => {
  expect(readEnvironment({})).toEqual({
    port: 4400,
    host: '127.0.0.1',
    issuers: ['http://127.0.0.1:4000'],
    resource: 'http://127.0.0.1:4400/mcp',
  })
  expect(readEnvironment({ PORT: '', ISSUER: ' ' })).toEqual(readEnvironment({}))
})

test('the resource follows the port, unless it is set', () => {
  expect(readEnvironment({ PORT: '4401' }).resource).toBe('http://127.0.0.1:4401/mcp')
  const resource = 'https://mcp.example.com/notes/mcp'
  expect(readEnvironment({ PORT: '4401', RESOURCE: resource }).resource).toBe(resource)
})

test('several issuers are separated by commas', () => {
  const { issuers } = readEnvironment({
    ISSUER: 'https://one.example, https://two.example,https://one.example',
  })
  expect(issuers).toEqual(['https://one.example', 'https://two.example'])
})

test.each([
  ['PORT', ['0', '65536', '0x10', '-1', 'http']],
  ['HOST', ['http://127.0.0.1', 'a b']],
  ['ISSUER', ['auth.example', 'https://one.example,', 'http://auth.example', 'https://auth.example?x=1']],
  [
    'RESOURCE',
    [
      'mcp',
      'http://mcp.example.com/mcp',
      'https://mcp.example.com/mcp#x',
      'https://mcp.example.com/mcp?x',
      'https://me@mcp.example.com/mcp',
      'https://mcp.example.com',
      'https://mcp.example.com/mcp/',
      'https://mcp.example.com/:mcp',
      'https://mcp.example.com/*mcp',
    ],
  ],
])('%s that makes no sense is named, with the mend', (name, values) => {
  for (const value of values) {
    expect(() => readEnvironment({ [name]: value })).toThrow(
      new RegExp(`^The environment needs mending:\\n {2}${name} must be [^\\n]+$`),
    )
  }
})

test('every problem is told at once', () => {
  expect(() => readEnvironment({ PORT: 'x', RESOURCE: 'y' })).toThrow(/PORT[^]*RESOURCE/)
})
