import { resolve } from 'node:path'
import { readEnvironment } from '../src/environment.js'
import { StartError } from '../src/start-error.js'

test('without any variable, or with empty ones, the defaults hold', () => {
  const defaults = readEnvironment({})
  expect(defaults).toEqual({
    authorizationServerPort: 4000,
    drivePort: 4100,
    photoPrintPort: 4200,
    docSignPort: 4300,
    observerPort: 4500,
    listenHost: '127.0.0.1',
    dataDir: resolve(__dirname, '../../../.data'),
  })
  expect(readEnvironment({ AUTHORIZATION_SERVER_PORT: '', DRIVE_PORT: ' ', DATA_DIR: ' ' })).toEqual(defaults)
})

test('what is set counts; the folder is made absolute', () => {
  const set = {
    AUTHORIZATION_SERVER_PORT: '1',
    DRIVE_PORT: ' 65535 ',
    PHOTO_PRINT_PORT: '5001',
    DOC_SIGN_PORT: '5002',
    OBSERVER_PORT: '2',
    LISTEN_HOST: '0.0.0.0',
    DATA_DIR: 'here',
  }
  expect(readEnvironment(set)).toEqual({
    authorizationServerPort: 1,
    drivePort: 65_535,
    photoPrintPort: 5001,
    docSignPort: 5002,
    observerPort: 2,
    listenHost: '0.0.0.0',
    dataDir: resolve('here'),
  })
})

test.each(['0', '65536', '-1', '4e3', '0x10', '80.5', '000080', 'http'])('%s is no port', (text) => {
  const names = [
    'AUTHORIZATION_SERVER_PORT',
    'DRIVE_PORT',
    'PHOTO_PRINT_PORT',
    'DOC_SIGN_PORT',
    'OBSERVER_PORT',
  ]
  for (const name of names) {
    expect(() => readEnvironment({ [name]: text })).toThrow(
      new StartError(`${name} is "${text}": set it to a port number from 1 to 65535`),
    )
  }
})

test('parts listen on loopback, or on everything inside of a container', () => {
  expect(() => readEnvironment({ LISTEN_HOST: '192.0.2.1' })).toThrow(StartError)
})
