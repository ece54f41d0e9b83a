import { operation, type Operation } from '../api/operation.js'
import type { Drive } from '../files/drive.js'
import { mixedCursorOf } from '../http/cursors.js'
import { asId } from '../http/ids.js'
import { fileAsJson, folderAsJson, mixedPageAsJson } from '../http/json.js'
import { fileOrFolder, mixedPage } from '../schemas/folder.js'
import { trashListQuery } from '../schemas/list.js'
import { idPath } from '../schemas/thing.js'

const tag = 'Trash'

/**
 * What cannot be undone asks for the person: who signed in longer than five minutes ago signs in again. The challenge says so, and a
 * client takes its `max_age` over into the next authorization request.
 *
 * @see RFC 9470
 */
const recentlySignedIn = { scope: 'files.delete', maxAgeSeconds: 300 } as const

/** What was moved away by `DELETE /files/:id` and `DELETE /folders/:id`: it is listed, restored, or deleted for good. */
export function trashOperations(drive: Drive): Operation[] {
  return [
    operation({
      method: 'get',
      path: '/trash',
      id: 'listTrash',
      tag,
      summary: 'List what is in the trash',
      description:
        'What lies in a folder that is in the trash is not listed: it comes back, or goes, with the folder.',
      access: { scope: 'files.read' },
      input: { query: trashListQuery },
      answers: { 200: { description: 'A page of it', json: mixedPage } },
      async handle({ res, user, query: { q, cursor, limit, sort } }) {
        const options = { limit, sort, search: q, after: mixedCursorOf(cursor, sort) }
        res.json(mixedPageAsJson(await drive.trash.list(user, options)))
      },
    }),
    operation({
      method: 'post',
      path: '/trash/{id}/restore',
      id: 'restore',
      tag,
      summary: 'Take a file or a folder out of the trash',
      description:
        'To where it was or, where that place is gone or in the trash, to the top. A folder comes back with all in it.',
      access: { scope: 'files.write' },
      input: { path: idPath },
      answers: { 200: { description: 'The file or the folder', json: fileOrFolder } },
      async handle({ res, user, path }) {
        const restored = await drive.trash.restore(user, asId(path.id))
        res.json('file' in restored ? fileAsJson(restored.file) : folderAsJson(restored.folder))
      },
    }),
    operation({
      method: 'delete',
      path: '/trash/{id}',
      id: 'deleteForGood',
      tag,
      summary: 'Delete a file or a folder for good',
      description: 'A folder goes with all in it.',
      access: recentlySignedIn,
      input: { path: idPath },
      answers: { 204: { description: 'It is gone' } },
      async handle({ res, user, path }) {
        await drive.delete(user, asId(path.id))
        res.status(204).end()
      },
    }),
    operation({
      method: 'delete',
      path: '/trash',
      id: 'emptyTrash',
      tag,
      summary: 'Delete all that is in the trash for good',
      access: recentlySignedIn,
      answers: { 204: { description: 'It is gone' } },
      async handle({ res, user }) {
        await drive.emptyTrash(user)
        res.status(204).end()
      },
    }),
  ]
}
