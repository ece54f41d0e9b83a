import { refuseRequest } from '../../src/faults/index.js'

test.each([
  ['a request of Node', { rawHeaders: [] }],
  ['the context of Koa', { req: {}, res: {} }],
  ['a request of Fastify', { raw: {}, routeOptions: {} }],
  ['the instance of Fastify with which plugins are called', { addHook: () => undefined }],
])('a function that was handed in where its call was meant gets %s', (_what, value) => {
  expect(() => refuseRequest('metadata', value)).toThrow(
    /metadata: it was handed in without being called: write metadata\(…\)/,
  )
})

test.each([undefined, null, 'read', 1, {}, { req: {} }, ['read']])(
  'what is none of them is left: %p',
  (value) => {
    expect(() => refuseRequest('requireScope', value)).not.toThrow()
  },
)
