import { readHumanReadable, withoutHumanReadable } from '../../src/options/read-human-readable.js'

test('values and their languages, each under the name of its member', () => {
  const given = {
    resourceName: 'Files',
    'resourceName#uz': 'Fayllar',
    'resourceTosUri#zh-Hant-TW': 'https://rs.example/tos',
    'resourceName#de': undefined,
    scopesSupported: ['read'],
  }
  expect(readHumanReadable(given)).toEqual({
    resource_name: 'Files',
    'resource_name#uz': 'Fayllar',
    'resource_tos_uri#zh-Hant-TW': 'https://rs.example/tos',
  })
  expect(Object.keys(withoutHumanReadable(given))).toEqual(['resourceName', 'scopesSupported'])
})

test('a name that is none of these is left for the check of names', () => {
  const given = { 'scopes#uz': 'x', 'toString#uz': 'x', '#uz': 'x' }
  expect(readHumanReadable(given)).toEqual({})
  expect(withoutHumanReadable(given)).toEqual(given)
})

test.each([
  ['resourceName', { resourceName: '' }],
  ['resourceName', { resourceName: ' ' }],
  ['resourceDocumentation', { resourceDocumentation: 'https://user:secret@api.example/docs' }],
  ['resourceDocumentation', { resourceDocumentation: ' https://api.example/docs' }],
  ['resourceName', { resourceName: { uz: 'Fayllar' } }],
  ['resourceName', { 'resourceName#': 'Files' }],
  ['resourceName', { 'resourceName#not a tag': 'Files' }],
  ['resourceName', { 'resourceName#uz#x': 'Files' }],
  ['resourceDocumentation', { resourceDocumentation: '/docs' }],
  ['resourcePolicyUri', { resourcePolicyUri: 'javascript:alert(1)' }],
  ['resourceTosUri#uz', { 'resourceTosUri#uz': 'data:text/html,x' }],
])('metadata.%s: %j is a mistake', (option, given) => {
  expect(() => readHumanReadable(given)).toThrow(
    expect.objectContaining({ name: 'ConfigurationFault', option: `metadata.${option}` }),
  )
})
