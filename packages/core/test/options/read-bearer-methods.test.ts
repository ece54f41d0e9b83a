import { resourceServer, type ResourceServerOptions } from '../../src/index.js'
import { expectConfigurationFault } from '../support/configuration-fault.js'
import { I, R } from '../support/matrix.js'

const withMethods = (bearerMethods: unknown) =>
  resourceServer({ issuer: I, audience: R, bearerMethods } as ResourceServerOptions)

describe('bearerMethods', () => {
  test.each([[['header']], [['header', 'body']], [['query', 'header', 'body']]])(
    '%j is fine',
    (bearerMethods) => {
      expect(() => withMethods(bearerMethods)).not.toThrow()
    },
  )

  test.each([['header'], [null], [[]], [['headers']], [['header', 'cookie']], [['header', null]], [{}]])(
    '%j is a mistake',
    (bearerMethods) => {
      expectConfigurationFault(() => withMethods(bearerMethods), 'bearerMethods')
    },
  )

  test.each([[['body']], [['query']], [['body', 'query']]])(
    '6750-2.1-a: %j leaves the header out, which is a mistake',
    (bearerMethods) => {
      expect(expectConfigurationFault(() => withMethods(bearerMethods), 'bearerMethods').message).toContain(
        "'header'",
      )
    },
  )
})
