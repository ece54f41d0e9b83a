import { operation, type Operation } from '../api/operation.js'
import { requireRole } from '../files/role.js'
import { Refusal } from '../files/refusal.js'
import type { Drive } from '../files/drive.js'
import { cursorOf, nextOf } from '../http/cursors.js'
import { entityTag, isMatch, isNoneMatch } from '../http/entity-tag.js'
import { asId, asPlace } from '../http/ids.js'
import { fileAsJson } from '../http/json.js'
import { sendContent } from '../http/send-content.js'
import { readUpload } from '../http/upload.js'
import { fileChange, fileJson, filePage, uploadQuery } from '../schemas/file.js'
import { fileListQuery } from '../schemas/list.js'
import { idPath } from '../schemas/thing.js'

const tag = 'Files'

/** The files that a user has, or that are shared with them. */
export function fileOperations(drive: Drive, maxUploadBytes: number): Operation[] {
  const uploadOptions = {
    maxBytes: maxUploadBytes,
    receive: (content: AsyncIterable<Uint8Array>) => drive.receive(content, maxUploadBytes),
    discard: (received: Parameters<Drive['discard']>[0]) => drive.discard(received),
  }
  return [
    operation({
      method: 'get',
      path: '/files',
      id: 'listFiles',
      tag,
      summary: 'List files',
      description:
        'A page of your own files, wherever they are, or of those in one folder, which may be one that is shared with you. Pages stay exact while files come and go.',
      access: { scope: 'files.read' },
      input: { query: fileListQuery },
      answers: { 200: { description: 'A page of files', json: filePage } },
      refusals: [404],
      async handle({ res, user, query: { folder, q, cursor, limit, sort } }) {
        const options = { limit, sort, search: q, after: cursorOf(cursor, sort) }
        const place = folder === undefined ? undefined : asPlace(folder)
        const { items, next } =
          place === undefined
            ? await drive.files.list(user, options)
            : place === null
              ? await drive.files.listTop(user, options)
              : await drive.files.listIn(user, place, options)
        res.json({ files: items.map(fileAsJson), next: nextOf(next) })
      },
    }),
    operation({
      method: 'post',
      path: '/files',
      id: 'uploadFile',
      tag,
      summary: 'Upload a file',
      description: 'A file in a folder belongs to whom the folder belongs.',
      access: { scope: 'files.write' },
      input: { query: uploadQuery },
      upload: true,
      answers: {
        201: { description: 'The file', json: fileJson, headers: { Location: 'Where it is' } },
      },
      refusals: [403, 404],
      async handle({ req, res, user, query }) {
        const folderId = query.folder === undefined ? null : asPlace(query.folder)
        // Asked again when the file is there; asked now, so that nobody sends 100 MB for a refusal.
        if (folderId !== null) requireRole((await drive.folders.find(user, folderId)).role, 'editor')
        const upload = await readUpload(req, uploadOptions)
        const file = await drive.add(user, upload, folderId)
        res.status(201).location(`${req.baseUrl}/files/${file.id}`).json(fileAsJson(file))
      },
    }),
    operation({
      method: 'get',
      path: '/files/{id}',
      id: 'getFile',
      tag,
      summary: 'Get a file, without its content',
      access: { scope: 'files.read' },
      input: { path: idPath },
      answers: { 200: { description: 'The file', json: fileJson } },
      async handle({ res, user, path }) {
        res.json(fileAsJson(await drive.files.find(user, asId(path.id))))
      },
    }),
    operation({
      method: 'patch',
      path: '/files/{id}',
      id: 'changeFile',
      tag,
      summary: 'Rename or move a file',
      access: { scope: 'files.write' },
      input: { path: idPath, json: fileChange },
      answers: { 200: { description: 'The file as it is now', json: fileJson } },
      refusals: [403, 409],
      async handle({ res, user, path, json: { name, folder } }) {
        const file = await drive.files.change(user, asId(path.id), { name, folderId: folder })
        res.json(fileAsJson(file))
      },
    }),
    operation({
      method: 'delete',
      path: '/files/{id}',
      id: 'trashFile',
      tag,
      summary: 'Move a file to the trash',
      access: { scope: 'files.delete' },
      input: { path: idPath },
      answers: { 204: { description: 'It is in the trash' } },
      refusals: [403],
      async handle({ res, user, path }) {
        await drive.files.trash(user, asId(path.id))
        res.status(204).end()
      },
    }),
    operation({
      method: 'get',
      path: '/files/{id}/content',
      id: 'downloadFile',
      tag,
      summary: 'Download a file, or a part of it',
      description:
        'Always as a download, with the type that it was uploaded with. `HEAD` tells the same without the content.',
      access: { scope: 'files.read' },
      input: { path: idPath },
      heeds: {
        'If-Match': 'Only if the content has this `ETag`',
        Range: 'One part of the content, such as `bytes=0-1023`; for several parts the answer is all of it',
        'If-Range': 'Only if the content still has this `ETag`; otherwise the answer is all of it',
        'If-None-Match': 'Only if the content has another `ETag`',
      },
      answers: {
        200: {
          description: 'The content',
          binary: true,
          headers: { ETag: 'Names the content', 'Accept-Ranges': '`bytes`' },
        },
        206: {
          description: 'The part that was asked for',
          binary: true,
          headers: { ETag: 'Names the content', 'Content-Range': 'Which part it is' },
        },
        304: { description: 'The content is the one that the client has' },
      },
      refusals: [412, 416],
      async handle({ req, res, user, path }) {
        await sendContent(req, res, await drive.open(user, asId(path.id)))
      },
    }),
    operation({
      method: 'put',
      path: '/files/{id}/content',
      id: 'replaceContent',
      tag,
      summary: 'Replace the content of a file',
      description:
        'In one step: whoever reads it gets the old content or the new one, whole. The name stays.',
      access: { scope: 'files.write' },
      input: { path: idPath },
      upload: true,
      heeds: {
        'If-Match': 'Only if the content has this `ETag` (`sha256` in quotation marks)',
        'If-None-Match': 'Only if the content has another `ETag`',
      },
      answers: {
        200: {
          description: 'The file as it is now',
          json: fileJson,
          headers: { ETag: 'Names the new content' },
        },
      },
      refusals: [403, 412],
      async handle({ req, res, user, path }) {
        const id = asId(path.id)
        const isExpected = (file: Parameters<typeof entityTag>[0]) =>
          isMatch(req, entityTag(file)) && isNoneMatch(req, entityTag(file))
        // Asked again when the content is there; asked now, so that nobody sends 100 MB for a refusal.
        const before = await drive.files.find(user, id)
        requireRole(before.role, 'editor')
        if (!isExpected(before)) throw new Refusal('changed')
        const upload = await readUpload(req, uploadOptions)
        const file = await drive.replace(user, id, upload, isExpected)
        res.setHeader('ETag', entityTag(file))
        res.json(fileAsJson(file))
      },
    }),
  ]
}
