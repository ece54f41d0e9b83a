import { MetadataLocation } from '../../src/resource-metadata/metadata-location.js'

const wellKnown = '/.well-known/oauth-protected-resource'

test('challenges name it as soon as it is served, as the identifier is written', () => {
  const location = new MetadataLocation('https://RS.example:443/api', false)
  expect(location.advertised).toBeUndefined()
  location.publish()
  expect(location.advertised).toBe(`https://RS.example:443${wellKnown}/api`)
})

test('a target is compared as it came, a whole URL by its path and query', () => {
  const location = new MetadataLocation('https://rs.example/api?t=a', false)
  expect(location.isAskedBy(`${wellKnown}/api?t=a`)).toBe(true)
  expect(location.isAskedBy(`http://10.0.0.7:8080${wellKnown}/api?t=a`)).toBe(true)
  for (const other of [`${wellKnown}/api`, `//x${wellKnown}/api?t=a`, `x${wellKnown}`, wellKnown, '', '?']) {
    expect([other, location.isAskedBy(other)]).toEqual([other, false])
  }
})

test('it is at the root as well only where that is asked for', () => {
  const targets = (resource: string, alsoAtRoot: boolean) =>
    new MetadataLocation(resource, alsoAtRoot).targets
  expect(targets('https://rs.example/mcp', false)).toEqual([`${wellKnown}/mcp`])
  expect(targets('https://rs.example/mcp', true)).toEqual([`${wellKnown}/mcp`, wellKnown])
  expect(new Set(targets('https://rs.example/', true))).toEqual(new Set([wellKnown]))
})
