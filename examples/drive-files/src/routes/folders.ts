import { operation, type Operation } from '../api/operation.js'
import type { Drive } from '../files/drive.js'
import { cursorOf, nextOf } from '../http/cursors.js'
import { asId, asPlace } from '../http/ids.js'
import { folderAsJson } from '../http/json.js'
import { folderChange, folderJson, folderPage, folderWithPath, newFolder } from '../schemas/folder.js'
import { folderListQuery } from '../schemas/list.js'
import { idPath } from '../schemas/thing.js'

const tag = 'Folders'

/** The folders that a user has, or that are shared with them. */
export function folderOperations(drive: Drive): Operation[] {
  return [
    operation({
      method: 'get',
      path: '/folders',
      id: 'listFolders',
      tag,
      summary: 'List folders',
      description:
        'A page of your own folders, wherever they are, or of those in one folder, which may be one that is shared with you.',
      access: { scope: 'files.read' },
      input: { query: folderListQuery },
      answers: { 200: { description: 'A page of folders', json: folderPage } },
      refusals: [404],
      async handle({ res, user, query: { parent, q, cursor, limit, sort } }) {
        const options = { limit, sort, search: q, after: cursorOf(cursor, sort) }
        const place = parent === undefined ? undefined : asPlace(parent)
        const { items, next } =
          place === undefined
            ? await drive.folders.list(user, options)
            : place === null
              ? await drive.folders.listTop(user, options)
              : await drive.folders.listIn(user, place, options)
        res.json({ folders: items.map(folderAsJson), next: nextOf(next) })
      },
    }),
    operation({
      method: 'post',
      path: '/folders',
      id: 'createFolder',
      tag,
      summary: 'Create a folder',
      description:
        'A folder in another one belongs to whom that one belongs. At most 32 may lie in each other.',
      access: { scope: 'files.write' },
      input: { json: newFolder },
      answers: {
        201: { description: 'The folder', json: folderJson, headers: { Location: 'Where it is' } },
      },
      refusals: [403, 404, 409],
      async handle({ req, res, user, json: { name, parent } }) {
        const folder = await drive.folders.create(user, name, parent)
        res.status(201).location(`${req.baseUrl}/folders/${folder.id}`).json(folderAsJson(folder))
      },
    }),
    operation({
      method: 'get',
      path: '/folders/{id}',
      id: 'getFolder',
      tag,
      summary: 'Get a folder, and the way to it',
      access: { scope: 'files.read' },
      input: { path: idPath },
      answers: { 200: { description: 'The folder', json: folderWithPath } },
      async handle({ res, user, path }) {
        const folder = await drive.folders.find(user, asId(path.id))
        res.json({ ...folderAsJson(folder), path: await drive.folders.path(user, folder) })
      },
    }),
    operation({
      method: 'patch',
      path: '/folders/{id}',
      id: 'changeFolder',
      tag,
      summary: 'Rename or move a folder',
      description: 'It moves with all that is in it, to a place of the same owner.',
      access: { scope: 'files.write' },
      input: { path: idPath, json: folderChange },
      answers: { 200: { description: 'The folder as it is now', json: folderJson } },
      refusals: [403, 409],
      async handle({ res, user, path, json: { name, parent } }) {
        const folder = await drive.folders.change(user, asId(path.id), { name, parentId: parent })
        res.json(folderAsJson(folder))
      },
    }),
    operation({
      method: 'delete',
      path: '/folders/{id}',
      id: 'trashFolder',
      tag,
      summary: 'Move a folder to the trash',
      description: 'With all that is in it.',
      access: { scope: 'files.delete' },
      input: { path: idPath },
      answers: { 204: { description: 'It is in the trash' } },
      refusals: [403],
      async handle({ res, user, path }) {
        await drive.folders.trash(user, asId(path.id))
        res.status(204).end()
      },
    }),
  ]
}
