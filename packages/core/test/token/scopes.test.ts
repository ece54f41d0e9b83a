import fc from 'fast-check'
import { ConfigurationFault } from '../../src/index.js'
import { impliedScopes, isScope, scopesIn, scopesOfScopeClaim } from '../../src/token/scopes.js'

describe('isScope', () => {
  test.each(['read', 'files.read', 'https://api.example/read', 'a:b', '!', '#', '[', ']', '~', "'"])(
    '%j is one scope',
    (text) => {
      expect(isScope(text)).toBe(true)
    },
  )

  test.each(['', ' ', 'a b', 'a"b', 'a\\b', 'é', 'a\tb', 'a\n', 'a\u007f', 1, null, undefined, ['read'], {}])(
    '%j is none',
    (value) => {
      expect(isScope(value)).toBe(false)
    },
  )

  test('each character is inside %x21 / %x23-5B / %x5D-7E', () => {
    for (let code = 0; code < 0x300; code++) {
      const legal = code === 0x21 || (code >= 0x23 && code <= 0x5b) || (code >= 0x5d && code <= 0x7e)
      expect([code, isScope(String.fromCharCode(code))]).toEqual([code, legal])
    }
  })
})

describe('scopesOfScopeClaim', () => {
  test.each([
    [{ scope: 'read' }, ['read']],
    [{ scope: 'read write' }, ['read', 'write']],
    [{ scope: '  read   write ' }, ['read', 'write']],
    [{ scope: '' }, []],
    [{ scope: 'read\twrite ok' }, ['ok']],
    [{ scope: 'a"b ok' }, ['ok']],
    [{ scope: ['read'] }, []],
    [{ scope: 1 }, []],
    [{ scope: null }, []],
    [{ scp: 'read' }, []],
    [{}, []],
  ])('%j grants %j', (claims, scopes) => {
    expect(scopesOfScopeClaim(claims)).toEqual(scopes)
  })

  test('any list of scopes comes back', () => {
    const scope = fc.stringMatching(/^[!#-[\]-~]+$/)
    fc.assert(
      fc.property(fc.array(scope), (scopes) => {
        expect(scopesOfScopeClaim({ scope: scopes.join(' ') })).toEqual(scopes)
      }),
    )
  })
})

describe('scopesIn', () => {
  test.each([
    [{ scp: 'read write' }, ['read', 'write']],
    [{ scp: ['read', 'write'] }, ['read', 'write']],
    [{ scp: ['read', 1, null, 'a b', ['write']] }, ['read']],
    [{ scp: { read: true } }, []],
    [{ scp: true }, []],
    [{ scope: 'read' }, []],
    [{}, []],
  ])('scp: %j grants %j', (claims, scopes) => {
    expect(scopesIn('scp')(claims)).toEqual(scopes)
  })

  test('it does not look at the prototype', () => {
    const claims = Object.create({ scp: 'admin' }) as Record<string, unknown>
    expect(scopesIn('scp')(claims)).toEqual([])
    expect(scopesIn('constructor')({})).toEqual([])
  })

  test.each(['', 1, undefined, null, ['scp']])('%j is no name of a claim', (name) => {
    expect(() => scopesIn(name as string)).toThrow(ConfigurationFault)
  })
})

describe('impliedScopes', () => {
  const hierarchy = {
    files: ['files.read', 'files.write'],
    'files.write': ['files.touch'],
    a: ['b'],
    b: ['a'],
  }

  test.each([
    [['files'], ['files', 'files.read', 'files.touch', 'files.write']],
    [['files.write'], ['files.touch', 'files.write']],
    [['files.read'], ['files.read']],
    [['a'], ['a', 'b']],
    [['other'], ['other']],
    [[], []],
  ])('%j grants %j', (granted, all) => {
    expect([...impliedScopes(granted, hierarchy)].sort()).toEqual(all)
  })

  test('a scope with the name of a prototype member implies nothing', () => {
    expect([...impliedScopes(['constructor', '__proto__'], {})]).toEqual(['constructor', '__proto__'])
  })

  test('what is granted stays granted, and implying again adds nothing', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    const anyHierarchy = fc.dictionary(name, fc.array(name), { maxKeys: 5 })
    fc.assert(
      fc.property(fc.array(name), anyHierarchy, (granted, implications) => {
        const all = impliedScopes(granted, implications)
        for (const scope of granted) expect(all.has(scope)).toBe(true)
        for (const scope of all)
          for (const implied of implications[scope] ?? []) expect(all.has(implied)).toBe(true)
        expect(impliedScopes([...all], implications)).toEqual(all)
      }),
    )
  })
})
