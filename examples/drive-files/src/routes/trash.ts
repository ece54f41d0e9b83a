import { requireAccess, requireScope } from '@qalqon/express'
import { type RequestHandler, Router } from 'express'
import type { Drive } from '../files/drive.js'
import { asJson, idOf, missing, onlyForUsers, pageOf } from '../http/file-requests.js'
import { onlyMethods } from '../http/methods.js'
import { ownerOf } from '../http/owner.js'

/**
 * What cannot be undone asks for the person: who signed in longer than five minutes ago signs in again. The challenge says so, and a
 * client takes its `max_age` over into the next authorization request.
 *
 * @see RFC 9470
 */
const recentlySignedIn = requireAccess({ scope: ['files.delete'], maxAgeSeconds: 300 })

/** `DELETE /trash/` is what is left of `DELETE /trash/:id` where an id is missing. It must not empty the trash. */
const notOfAFile: RequestHandler = (req, _res, next) => {
  const [path = ''] = req.originalUrl.split('?', 1)
  if (path.endsWith('/')) missing()
  next()
}

/** What `DELETE /files/:id` has moved away: it is listed, restored, or deleted for good. */
export function trashRoutes(drive: Drive): Router {
  const router = Router()
  router.use(onlyForUsers)

  router.get('/', requireScope('files.read'), async (req, res) => {
    res.json(await pageOf(drive, req, true))
  })

  router.delete('/', notOfAFile, recentlySignedIn, async (req, res) => {
    await drive.emptyTrash(ownerOf(req))
    res.status(204).end()
  })

  router.delete('/:id', recentlySignedIn, async (req, res) => {
    if (!(await drive.delete(ownerOf(req), idOf(req.params)))) missing()
    res.status(204).end()
  })

  router.post('/:id/restore', requireScope('files.write'), async (req, res) => {
    const file = await drive.restore(ownerOf(req), idOf(req.params))
    res.json(asJson(file ?? missing()))
  })

  router.all('/', onlyMethods('GET', 'HEAD', 'DELETE'))
  router.all('/:id', onlyMethods('DELETE'))
  router.all('/:id/restore', onlyMethods('POST'))
  return router
}
