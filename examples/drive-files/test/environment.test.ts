import { resolve } from 'node:path'
import { EnvironmentError, readEnvironment } from '../src/environment.js'

test('an audience with a user name is no place for metadata', () => {
  expect(readEnvironment({ AUDIENCE: 'https://drive@files.example' }).hasMetadata).toBe(false)
})

test('without any variable it is the sample system', () => {
  expect(readEnvironment({})).toEqual({
    port: 4100,
    host: '127.0.0.1',
    issuers: ['http://127.0.0.1:4000'],
    audience: 'http://127.0.0.1:4100',
    hasMetadata: true,
    databaseUrl: undefined,
    dataDir: resolve(__dirname, '../../../.data/drive-files'),
    maxUploadBytes: 100 * 1024 * 1024,
    publicUrl: undefined,
    takesBoundTokens: true,
    redisUrl: undefined,
    dpopNonceKeys: undefined,
    sampleFilesIssuer: undefined,
    web: undefined,
    parts: [],
  })
})

test('every variable is read', () => {
  const environment = readEnvironment({
    PORT: '8080',
    HOST: '0.0.0.0',
    ISSUER: 'https://one.example, https://two.example/tenant/',
    AUDIENCE: 'urn:example:drive',
    DATABASE_URL: 'postgres://drive:secret@db.example/drive',
    DATA_DIR: 'somewhere',
    MAX_UPLOAD_BYTES: '1',
    PUBLIC_URL: 'https://api.example/drive',
    REDIS_URL: 'rediss://drive:secret@redis.example:6380/1',
    DPOP_NONCE_KEYS: `${'a'.repeat(32)}, ${'b'.repeat(44)}`,
    SAMPLE_FILES_ISSUER: 'https://two.example/tenant/',
    SAMPLE_PARTS: 'Drive=http://127.0.0.1:4100',
  })
  expect(environment).toEqual({
    port: 8080,
    host: '0.0.0.0',
    issuers: ['https://one.example', 'https://two.example/tenant/'],
    audience: 'urn:example:drive',
    hasMetadata: false,
    databaseUrl: 'postgres://drive:secret@db.example/drive',
    dataDir: resolve('somewhere'),
    maxUploadBytes: 1,
    publicUrl: 'https://api.example/drive',
    takesBoundTokens: true,
    redisUrl: 'rediss://drive:secret@redis.example:6380/1',
    dpopNonceKeys: ['a'.repeat(32), 'b'.repeat(44)],
    sampleFilesIssuer: 'https://two.example/tenant/',
    web: undefined,
    parts: [{ name: 'Drive', url: 'http://127.0.0.1:4100' }],
  })
})

test('where neither PUBLIC_URL nor AUDIENCE tells the address, no proof could be checked', () => {
  expect(readEnvironment({ AUDIENCE: 'urn:example:drive' }).takesBoundTokens).toBe(false)
})

test('nonces for proofs that nobody could check are a mistake', () => {
  const read = () => readEnvironment({ AUDIENCE: 'urn:example:drive', DPOP_NONCE_KEYS: 'a'.repeat(32) })
  expect(read).toThrow(/DPOP_NONCE_KEYS is of no use .* PUBLIC_URL/)
})

describe('the page of the Drive', () => {
  const secret = 'a secret of the page'

  test('stands where the API is', () => {
    expect(readEnvironment({ WEB_CLIENT_SECRET: secret }).web).toEqual({
      clientId: 'drive-web',
      clientSecret: secret,
      origin: 'http://127.0.0.1:4100',
    })
    const variables = {
      WEB_CLIENT_SECRET: secret,
      WEB_CLIENT_ID: 'page',
      AUDIENCE: 'https://drive.example/api',
      PUBLIC_URL: 'https://drive.example/',
    }
    expect(readEnvironment(variables).web).toMatchObject({
      clientId: 'page',
      origin: 'https://drive.example',
    })
  })

  test('is not there without a secret', () => {
    expect(readEnvironment({ WEB_CLIENT_ID: 'page' }).web).toBeUndefined()
  })

  test.each([
    { PUBLIC_URL: 'https://drive.example/below' },
    { PUBLIC_URL: 'https://other.example', AUDIENCE: 'https://drive.example' },
    { AUDIENCE: 'urn:example:drive' },
    { AUDIENCE: 'urn:example:drive', PUBLIC_URL: 'https://drive.example' },
  ])('cannot stand anywhere else: %j', (variables) => {
    const read = () => readEnvironment({ ...variables, WEB_CLIENT_SECRET: secret })
    expect(read).toThrow('WEB_CLIENT_SECRET starts the page of the Drive at /drive of its address')
    expect(read).not.toThrow(secret)
  })

  test('knows of other parts by a list alone', () => {
    expect(() => readEnvironment({ SAMPLE_PARTS: 'Drive' })).toThrow('SAMPLE_PARTS must name the parts')
  })
})

test('an empty variable counts as unset', () => {
  expect(readEnvironment({ PORT: '', ISSUER: ' ', DATABASE_URL: '' })).toEqual(readEnvironment({}))
})

test.each([
  ['PORT', '65536', /PORT must be a port/],
  ['PORT', '0x10', /PORT must be a port/],
  ['PORT', '-1', /PORT must be a port/],
  ['HOST', 'http://127.0.0.1', /HOST must be a host name/],
  ['ISSUER', 'auth.example', /ISSUER must be the URL of an issuer/],
  ['ISSUER', 'https://one.example,', /ISSUER must be the URL of an issuer/],
  ['ISSUER', 'http://auth.example', /ISSUER .*https/],
  ['ISSUER', 'https://auth.example?x=1', /ISSUER .*without \? or #/],
  ['AUDIENCE', 'two words', /AUDIENCE must be one identifier/],
  ['DATABASE_URL', 'mysql://root@localhost/x', /DATABASE_URL must look like postgres:/],
  ['MAX_UPLOAD_BYTES', '100MB', /MAX_UPLOAD_BYTES must be a whole number of bytes/],
  ['MAX_UPLOAD_BYTES', '0', /MAX_UPLOAD_BYTES must be a whole number of bytes/],
  ['PUBLIC_URL', 'https://user@api.example', /PUBLIC_URL must be an http\(s\) URL/],
  ['PUBLIC_URL', 'ftp://api.example', /PUBLIC_URL must be an http\(s\) URL/],
  ['STEPS_URL', 'http://observer.example.com', /STEPS_URL must be the address of the observer/],
  ['STEPS_URL', 'http://127.0.0.1:4500', /STEPS_KEY must be the key of the observer/],
  ['REDIS_URL', '127.0.0.1:6379', /REDIS_URL must look like redis:\/\//],
  ['REDIS_URL', 'redis:127.0.0.1', /REDIS_URL must look like redis:\/\//],
  ['REDIS_URL', 'redis://127.0.0.1/drive', /REDIS_URL must look like redis:\/\//],
  ['REDIS_URL', 'redis://drive:%zz@127.0.0.1', /REDIS_URL must look like redis:\/\//],
  ['REDIS_URL', 'redis://drive:%ff@127.0.0.1', /REDIS_URL must look like redis:\/\//],
  ['REDIS_URL', 'REDISS://drive:secret@127.0.0.1', /REDIS_URL must look like redis:\/\//],
  ['REDIS_URL', 'redis://127.0.0.1?lazyConnect=true', /REDIS_URL must look like redis:\/\//],
  ['DPOP_NONCE_KEYS', 'a'.repeat(31), /DPOP_NONCE_KEYS must be secrets of at least 32 bytes/],
  ['DPOP_NONCE_KEYS', `${'a'.repeat(32)},`, /DPOP_NONCE_KEYS must be secrets of at least 32 bytes/],
  [
    'SAMPLE_FILES_ISSUER',
    'https://other.example',
    /SAMPLE_FILES_ISSUER must be one of the issuers in ISSUER/,
  ],
])('%s=%s is refused with the mend', (name, value, message) => {
  expect(() => readEnvironment({ [name]: value })).toThrow(message)
})

test('a list with several faults is one variable to mend', () => {
  const read = () => readEnvironment({ ISSUER: 'one,two' })
  expect(read).toThrow(/^The environment needs mending:\n {2}ISSUER must be [^\n]+$/)
})

test('all faults are told at once, and no value of a secret', () => {
  const read = () =>
    readEnvironment({
      PORT: 'x',
      DATABASE_URL: 'drive:hunter2@db',
      REDIS_URL: 'drive:hunter2@redis',
      DPOP_NONCE_KEYS: 'hunter2',
    })
  expect(read).toThrow(EnvironmentError)
  expect(read).toThrow(/PORT[^]*DATABASE_URL[^]*REDIS_URL[^]*DPOP_NONCE_KEYS/)
  expect(read).not.toThrow(/hunter2/)
})
