import { requireScope } from '@qalqon/express'
import { Router } from 'express'
import { readCursor, writeCursor } from '../files/cursor.js'
import type { Drive } from '../files/drive.js'
import type { StoredFile } from '../files/stored-file.js'
import { jsonBody } from '../http/json-body.js'
import { onlyMethods } from '../http/methods.js'
import { ownerOf, requireUser } from '../http/owner.js'
import { invalidInput, notFound, parseInput } from '../http/problem.js'
import { sendContent } from '../http/send-content.js'
import { readUpload } from '../http/upload.js'
import { type FileJson, fileId, listQuery, type ListQuery, type PageJson, renameBody } from '../schemas.js'

/** The files of the user whose token the request carries. The token was verified before this router. */
export function fileRoutes(drive: Drive, maxUploadBytes: number): Router {
  const router = Router()

  router.use((_req, res, next) => {
    // One address, other files for every user: no shared cache may keep them.
    res.setHeader('Cache-Control', 'private, no-cache')
    next()
  })
  router.use(requireUser)

  router.get('/', requireScope('files.read'), async (req, res) => {
    const { q, cursor, ...query } = parseInput(listQuery, req.query)
    const after = parseCursor(cursor, query)
    const { files, next } = await drive.list(ownerOf(req), { ...query, search: q, after })
    const page: PageJson = { files: files.map(asJson), next: next ? writeCursor(next) : null }
    res.json(page)
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
    if (!(await drive.delete(ownerOf(req), idOf(req.params)))) missing()
    res.status(204).end()
  })

  router.all('/', onlyMethods('GET', 'HEAD', 'POST'))
  router.all('/:id', onlyMethods('GET', 'HEAD', 'PATCH', 'DELETE'))
  router.all('/:id/content', onlyMethods('GET', 'HEAD'))
  return router
}

/** What is not an id is not found, in the same words as an id that is nobody's. */
function idOf({ id }: { id?: unknown }): string {
  return fileId.safeParse(id).data ?? missing()
}

function missing(): never {
  throw notFound()
}

function parseCursor(cursor: string | undefined, { sort }: Pick<ListQuery, 'sort'>) {
  if (cursor === undefined) return undefined
  const after = readCursor(cursor, sort)
  if (after !== undefined) return after
  throw invalidInput([{ path: 'cursor', message: 'is not a cursor of this list and sort' }])
}

function asJson(file: StoredFile): FileJson {
  const { id, name, contentType, size, sha256, createdAt, updatedAt } = file
  return {
    id,
    name,
    contentType,
    size,
    sha256,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}
