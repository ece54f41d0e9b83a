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
    DATA_DIR: 'here',
  }
  expect(readEnvironment(set)).toEqual({
    authorizationServerPort: 1,
    drivePort: 65_535,
    photoPrintPort: 5001,
    docSignPort: 5002,
    dataDir: resolve('here'),
  })
})

test.each(['0', '65536', '-1', '4e3', '0x10', '80.5', '000080', 'http'])('%s is no port', (text) => {
  for (const name of ['AUTHORIZATION_SERVER_PORT', 'DRIVE_PORT', 'PHOTO_PRINT_PORT', 'DOC_SIGN_PORT']) {
    expect(() => readEnvironment({ [name]: text })).toThrow(
      new StartError(`${name} is "${text}": set it to a port number from 1 to 65535`),
    )
  }
})
