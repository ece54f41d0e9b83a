import { readEnvironment } from '../src/environment.js'

test('without variables it is Photo Print of the sample', () => {
  expect(readEnvironment({ PORT: ' ', CLIENT_ID: '' })).toMatchObject({
    application: { name: 'Photo Print' },
    port: 4200,
    host: '127.0.0.1',
    url: 'http://127.0.0.1:4200',
    issuer: 'http://127.0.0.1:4000',
    driveUrl: 'http://127.0.0.1:4100',
    clientId: 'photo-print',
    redisUrl: undefined,
    parts: [],
  })
})

test('APP makes it another, and what follows from it can be set', () => {
  expect(readEnvironment({ APP: 'doc-sign' })).toMatchObject({
    application: { name: 'Doc Sign', part: 'doc-sign' },
    url: 'http://127.0.0.1:4300',
    clientId: 'doc-sign',
    clientSecret: 'doc-sign-sample-secret',
  })
  expect(
    readEnvironment({
      APP: 'doc-sign',
      PORT: '5000',
      URL: 'https://sign.example.com/',
      CLIENT_ID: 'other',
      CLIENT_SECRET: 'secret',
      DRIVE_URL: 'https://drive.example.com/',
      SAMPLE_PARTS: 'Drive=http://127.0.0.1:4100/drive',
    }),
  ).toMatchObject({
    port: 5000,
    url: 'https://sign.example.com',
    clientId: 'other',
    clientSecret: 'secret',
    driveUrl: 'https://drive.example.com',
    parts: [{ name: 'Drive', url: 'http://127.0.0.1:4100/drive' }],
  })
})

test.each<[string, string]>([
  ['APP', 'photo'],
  ['PORT', '0'],
  ['PORT', '65536'],
  ['HOST', 'a b'],
  ['URL', 'http://127.0.0.1:4200/app'],
  ['ISSUER', 'http://auth.example.com'],
  ['DRIVE_URL', 'drive'],
  ['REDIS_URL', 'http://127.0.0.1'],
  ['SAMPLE_PARTS', 'Drive'],
  ['STEPS_URL', 'http://observer.example.com'],
])('%s=%s is named, with the mend', (name, value) => {
  expect(() => readEnvironment({ [name]: value })).toThrow(
    new RegExp(`^The environment needs mending:\\n {2}${name} must `),
  )
})

test('every variable that is wrong is named', () => {
  expect(() => readEnvironment({ PORT: 'x', APP: 'y' })).toThrow(
    /APP must[\s\S]*PORT must|PORT must[\s\S]*APP must/,
  )
})
