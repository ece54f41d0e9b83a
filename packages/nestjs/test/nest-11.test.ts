import { NestFactory } from '@nestjs/core'
import { isEveryVersion, skipOlder } from '../../../test/every-version.js'
import { nestCases } from './nest-cases.js'

// The adapter and the door import Nest by its name; here that is another version.
jest.mock('@nestjs/common', () => jest.requireActual<object>('./nest-11/node_modules/@nestjs/common'))
jest.mock('@nestjs/common/constants.js', () =>
  jest.requireActual<object>('./nest-11/node_modules/@nestjs/common/constants.js'),
)
jest.mock('@nestjs/core', () => jest.requireActual<object>('./nest-11/node_modules/@nestjs/core'))
jest.mock('@nestjs/platform-express', () =>
  jest.requireActual<object>('./nest-11/node_modules/@nestjs/platform-express'),
)
jest.mock('@nestjs/platform-fastify', () =>
  jest.requireActual<object>('./nest-11/node_modules/@nestjs/platform-fastify'),
)

if (isEveryVersion) nestCases('NestJS 11')
else skipOlder('NestJS 11')

test('it is that version', () => {
  expect(NestFactory).toBe(
    jest.requireActual<{ NestFactory: unknown }>('./nest-11/node_modules/@nestjs/core').NestFactory,
  )
})
