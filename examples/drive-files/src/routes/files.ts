import { requireScope } from '@qalqon/express'
import { Router } from 'express'
import type { Drive } from '../files/drive.js'
import { jsonBody } from '../http/json-body.js'
import { onlyMethods } from '../http/methods.js'
import { ownerOf } from '../http/owner.js'
import { parseInput } from '../http/problem.js'
import { sendContent } from '../http/send-content.js'
import { readUpload } from '../http/upload.js'
import { renameBody } from '../schemas.js'
import { asJson, idOf, missing, onlyForUsers, pageOf } from '../http/file-requests.js'

/** The files of the user whose token the request carries. The token was verified before this router. */
export function fileRoutes(drive: Drive, maxUploadBytes: number): Router {
  const router = Router()

  router.use(onlyForUsers)

  router.get('/', requireScope('files.read'), async (req, res) => {
    res.json(await pageOf(drive, req))
  })

  router.post('/', requireScope('files.write'), async (req, res) => {
    const upload = await readUpload(req, {
      maxBytes: maxUploadBytes,
      receive: (content) => drive.receive(content, maxUploadBytes),
      discard: (received) => drive.discard(received),
    })
    const file = await drive.add(ownerOf(req), upload)
    res.status(201).location(`${req.baseUrl}/${file.id}`).json(asJson(file))
  })

  router.get('/:id', requireScope('files.read'), async (req, res) => {
    const file = await drive.find(ownerOf(req), idOf(req.params))
    res.json(asJson(file ?? missing()))
  })

  router.get('/:id/content', requireScope('files.read'), async (req, res) => {
    const file = await drive.open(ownerOf(req), idOf(req.params))
    await sendContent(req, res, file ?? missing())
  })

  router.patch('/:id', requireScope('files.write'), jsonBody, async (req, res) => {
    const id = idOf(req.params)
    const { name } = parseInput(renameBody, req.body)
    const file = await drive.rename(ownerOf(req), id, name)
    res.json(asJson(file ?? missing()))
  })

  router.delete('/:id', requireScope('files.delete'), async (req, res) => {
    // Into the trash: to delete it for good is for `trashRoutes`.
    if (!(await drive.trash(ownerOf(req), idOf(req.params)))) missing()
    res.status(204).end()
  })

  router.all('/', onlyMethods('GET', 'HEAD', 'POST'))
  router.all('/:id', onlyMethods('GET', 'HEAD', 'PATCH', 'DELETE'))
  router.all('/:id/content', onlyMethods('GET', 'HEAD'))
  return router
}
