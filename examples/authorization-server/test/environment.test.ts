import { readEnvironment } from '../src/environment.js'
import { StartupError } from '../src/startup-error.js'

function problemsOf(variables: Record<string, string>): string {
  try {
    readEnvironment(variables)
  } catch (error) {
    expect(error).toBeInstanceOf(StartupError)
    return (error as Error).message
  }
  return ''
}

test('without any variable the defaults of the sample system hold', () => {
  const environment = readEnvironment({})
  expect(environment).toMatchObject({
    port: 4000,
    host: '127.0.0.1',
    issuer: 'http://127.0.0.1:4000',
    accessTokenTtlSeconds: 600,
    driveAudience: 'http://127.0.0.1:4100',
    notesAudience: 'http://127.0.0.1:4400/mcp',
    driveUrl: 'http://127.0.0.1:4100',
    photoPrintUrl: 'http://127.0.0.1:4200',
    docSignUrl: 'http://127.0.0.1:4300',
    sampleParts: [],
  })
  expect(environment.dataDir).toMatch(/[/\\]\.data[/\\]authorization-server$/)
  expect(Object.isFrozen(environment)).toBe(true)
})

test('the issuer follows the port, and loses a trailing slash', () => {
  expect(readEnvironment({ PORT: '4001' }).issuer).toBe('http://127.0.0.1:4001')
  expect(readEnvironment({ ISSUER: 'https://auth.example.com/' }).issuer).toBe('https://auth.example.com')
  expect(readEnvironment({ ISSUER: 'http://localhost:4001' }).issuer).toBe('http://localhost:4001')
})

test('an empty variable counts as unset', () => {
  expect(readEnvironment({ PORT: '', ISSUER: ' ' })).toEqual(readEnvironment({}))
})

test('the audience is kept as it is written', () => {
  const audience = 'https://drive.example.com/v1/'
  expect(readEnvironment({ DRIVE_AUDIENCE: audience }).driveAudience).toBe(audience)
})

test.each([
  ['PORT', ['0', '65536', '-1', '4e3', '0x10', '80.5', 'http']],
  ['HOST', ['a b', '127.0.0.1/8']],
  [
    'ISSUER',
    [
      '127.0.0.1:4000',
      'ftp://a.example',
      'https://a.example/path',
      'https://a.example?x=1',
      'x',
      'http://a.example',
      'http://127.0.0.1.a.example',
    ],
  ],
  ['DRIVE_URL', ['drive', 'http://127.0.0.1:4100/drive']],
  ['ACCESS_TOKEN_TTL', ['0', '86401', '10m', '1.5']],
  ['DRIVE_AUDIENCE', ['drive', 'https://drive.example.com/#files']],
  ['NOTES_AUDIENCE', ['notes', 'http://127.0.0.1:4400/mcp#notes']],
  ['PHOTO_PRINT_URL', ['localhost', 'http://localhost:4200/app', 'http://[::1]:4200']],
  ['DOC_SIGN_URL', ['https://user@sign.example.com']],
  ['SAMPLE_PARTS', ['Drive', 'Drive=javascript:alert(1)']],
])('%s that makes no sense is named, with its value and the mend', (name, values) => {
  for (const value of values) {
    expect(problemsOf({ [name]: value })).toBe(`${name} is ${JSON.stringify(value)}: ${mendOf(name)}`)
  }
})

test('every problem is told at once', () => {
  expect(problemsOf({ PORT: 'x', ACCESS_TOKEN_TTL: 'y' }).split('\n')).toHaveLength(2)
})

function mendOf(name: string): string {
  return problemsOf({ [name]: '#' })
    .split(': ')
    .slice(1)
    .join(': ')
}

test('who is told what happens: nobody, or an observer on this machine with its key', () => {
  const STEPS_URL = 'http://127.0.0.1:4500'
  const STEPS_KEY = 'a-key-of-the-observer'
  expect(readEnvironment({}).observer).toBeUndefined()
  expect(readEnvironment({ STEPS_URL, STEPS_KEY }).observer).toEqual({
    stepsUrl: STEPS_URL,
    stepsKey: STEPS_KEY,
  })
  expect(problemsOf({ STEPS_URL: 'http://observer.example.com', STEPS_KEY })).toMatch(
    /^STEPS_URL must be the address/,
  )
  expect(problemsOf({ STEPS_URL })).toMatch(/^STEPS_KEY must be the key of the observer/)
})
