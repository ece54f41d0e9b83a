import express, { type Router } from 'express'
import { requireAccess, requirementOf, requireScope, resourceServer } from '../src/index.js'

const api = resourceServer({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' })
const handler = () => undefined

/** The routes of a router, each with what its guards require. */
const requirementsOf = (router: Router) =>
  router.stack.flatMap(({ route }) =>
    route
      ? [[route.path, route.stack.flatMap(({ handle }) => requirementOf(handle)?.requirement ?? [])]]
      : [],
  )

test('the requirements of all routes can be read from their router', () => {
  const router = express.Router()
  router.use(api)
  router.get('/files', requireScope('files.read'), handler)
  router.delete('/files', requireScope('files.read'), requireAccess({ maxAgeSeconds: 60 }), handler)
  router.get('/photos', api.requireAnyScope('photos.read', 'photos'), handler)
  router.get('/forgotten', handler)
  expect(requirementsOf(router)).toEqual([
    ['/files', [{ scope: ['files.read'] }]],
    ['/files', [{ scope: ['files.read'] }, { maxAgeSeconds: 60 }]],
    ['/photos', [{ anyScope: ['photos.read', 'photos'] }]],
    ['/forgotten', []],
  ])
  expect(requirementOf(router.stack[0]!.handle)).toEqual({ authentication: 'required' })
})
