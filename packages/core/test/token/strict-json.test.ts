import fc from 'fast-check'
import { isJsonObject } from '../../src/json-object.js'
import { parseStrictJsonObject } from '../../src/token/strict-json.js'
import { parseReferenceJson } from '../support/reference-json.js'

const parse = (text: string) => parseStrictJsonObject(Buffer.from(text))

describe('any JSON object is taken exactly when no object in it names a member twice', () => {
  const space = fc.constantFrom('', '', '', ' ', '\n\t', '\r ')
  // Few names, so that they meet; with characters that could confuse a count of colons and quotes.
  const name = fc.constantFrom(
    'a',
    'b',
    ':',
    '":',
    '\\',
    '\\"',
    '',
    '__proto__',
    'constructor',
    '1',
    '{',
    'é',
    '\ud83d',
  )
  const string = fc.oneof(name, fc.string({ unit: 'binary', maxLength: 6 }))

  /** The text of a string, of which any character may be written as an escape. */
  const written = (content: fc.Arbitrary<string>) =>
    fc.tuple(content, fc.array(fc.boolean(), { maxLength: 6 })).map(([text, escapes]) => {
      const plain = (character: string) => JSON.stringify(character).slice(1, -1)
      const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
      // A lone half of a surrogate pair has no octets in UTF-8, so it is always escaped.
      const one = (character: string, at: number) =>
        escapes[at] || /[\ud800-\udfff]/.test(character) ? escaped(character) : plain(character)
      return `"${text.split('').map(one).join('')}"`
    })

  const { object } = fc.letrec<{ value: string; object: string; array: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('null', 'true', '0', '-1.5e3', '1e400'),
      written(string),
      tie('object'),
      tie('array'),
    ),
    array: fc
      .array(fc.tuple(space, tie('value')), { maxLength: 4 })
      .map((items) => `[${items.map((item) => item.join('')).join(',')} ]`),
    object: fc
      .array(fc.tuple(space, written(name), space, fc.constant(':'), space, tie('value'), space), {
        maxLength: 4,
      })
      .map((members) => `{${members.map((member) => member.join('')).join(',')}}`),
  }))

  test('verdict and value are those of a parser that looks at each member', () => {
    let repetitions = 0
    fc.assert(
      fc.property(space, object, space, (before, text, after) => {
        const { value, repeated } = parseReferenceJson(before + text + after)
        if (repeated) repetitions++
        expect(parse(before + text + after)).toEqual(repeated ? undefined : value)
      }),
      { numRuns: 2000 },
    )
    // Otherwise the property would say little.
    expect(repetitions).toBeGreaterThan(100)
    expect(repetitions).toBeLessThan(1900)
  })

  test('damaged text is refused when that parser refuses it', () => {
    const damage = fc.constantFrom('', '"', ':', ',', '{', '}', '\\', '0', ' ', '\0')
    fc.assert(
      fc.property(object, fc.nat(), fc.nat({ max: 2 }), damage, (text, at, cut, insert) => {
        const place = at % (text.length + 1)
        const damaged = text.slice(0, place) + insert + text.slice(place + cut)
        fc.pre(Buffer.from(damaged).toString() === damaged)
        expect(parse(damaged) === undefined).toBe(!referenceTakes(damaged))
      }),
      { numRuns: 2000 },
    )
  })

  function referenceTakes(text: string): boolean {
    try {
      const { value, repeated } = parseReferenceJson(text)
      return !repeated && isJsonObject(value)
    } catch (thrown) {
      if (thrown instanceof SyntaxError) return false
      throw thrown
    }
  }
})

describe('repeated members', () => {
  test.each([
    '{"a":1,"a":1}',
    '{"a":1,"b":2,"a":3}',
    '{"a":1,"\\u0061":1}',
    '{"x":{"a":1,"a":2}}',
    '{"x":[[{"a":1,"a":2}]]}',
    '{"a":{"b":1},"a":2}',
    '{"__proto__":1,"__proto__":2}',
    '{"":1,"":2}',
    '{"a":{},"a":{}}',
  ])('%s', (text) => {
    expect(parse(text)).toBeUndefined()
  })

  test.each([
    '{"a":1,"A":1}',
    '{"a":{"a":{"a":1}}}',
    '{"a":[{"a":1},{"a":1}]}',
    '{":":":","\\":":"\\":"}',
    '{"a":"{\\"a\\":1,\\"a\\":2}"}',
    '{"é":1,"e\\u0301":2}',
    '{}',
  ])('none in %s', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text))
  })
})

describe('what is no JSON object in UTF-8', () => {
  test.each([
    '',
    ' ',
    '[]',
    '[{}]',
    'null',
    '"x"',
    '1',
    'true',
    '{}{}',
    '{} x',
    '{},',
    '{',
    '{"a":}',
    "{'a':1}",
    '{a:1}',
    '\ufeff{}',
    '{"a":1,}',
    '{"a":NaN}',
    '{"a":"\n"}',
  ])('%j', (text) => {
    expect(parse(text)).toBeUndefined()
  })

  test.each([
    ['an octet that never occurs', [0x22, 0xff, 0x22]],
    ['a continuation alone', [0x22, 0x80, 0x22]],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
    ['a surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['a cut character', [0x22, 0xe2, 0x82, 0x22]],
    ['beyond U+10FFFF', [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22]],
  ])('%s', (_name, octets) => {
    const value = (content: number[]) =>
      Buffer.concat([Buffer.from('{"a":'), Buffer.from(content), Buffer.from('}')])
    expect(parseStrictJsonObject(value(octets))).toBeUndefined()
    expect(parseStrictJsonObject(value([0x22, 0xe2, 0x82, 0xac, 0x22]))).toEqual({ a: '€' })
  })
})

describe('nesting', () => {
  const levels = 8000

  test.each([
    ['objects', '{"a":', '{}', '}'],
    ['arrays', '[', '{}', ']'],
    ['both', '[{"a":', '1', '}]'],
  ])('8000 levels of %s do not overflow', (_name, open, core, close) => {
    const nested = open.repeat(levels) + core + close.repeat(levels)
    expect(parse(`{"x":${nested}}`)).toBeDefined()
    expect(parse(`{"x":${nested.replace(core, '{"a":1,"a":1}')}}`)).toBeUndefined()
    expect(parse(`{"x":${nested.slice(1)}}`)).toBeUndefined()
  })
})

test('the value is frozen on every level', () => {
  const value = parse('{"a":{"b":[{"c":1}]}}') as { a: { b: { c: number }[] } }
  for (const part of [value, value.a, value.a.b, value.a.b[0]]) expect(Object.isFrozen(part)).toBe(true)
})

test('members with the names of prototype members are members and nothing more', () => {
  const value = parse('{"__proto__":{"scope":"admin"},"constructor":1,"toString":2}')!
  expect(Object.hasOwn(value, '__proto__')).toBe(true)
  expect(Object.getPrototypeOf(value)).toBe(Object.getPrototypeOf(JSON.parse('{}')))
  expect(value.scope).toBeUndefined()
  expect(({} as Record<string, unknown>).scope).toBeUndefined()
})

test('isJsonObject', () => {
  expect([{}, { a: 1 }, Object.create(null)].map(isJsonObject)).toEqual([true, true, true])
  expect([null, [], 'x', 1, true, undefined].map(isJsonObject)).toEqual(Array(6).fill(false))
})

test('what somebody has put on Object.prototype counts for nothing', () => {
  Object.defineProperty(Object.prototype, 'polluted', { value: 'x', enumerable: true, configurable: true })
  try {
    expect(Object.keys(parse('{"a":["b",{"c":"d"}]}')!)).toEqual(['a'])
    expect(parse('{"a":1,"a":1}')).toBeUndefined()
  } finally {
    delete (Object.prototype as { polluted?: unknown }).polluted
  }
})
