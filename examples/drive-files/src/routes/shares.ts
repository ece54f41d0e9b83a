import { operation, type Operation } from '../api/operation.js'
import type { Drive } from '../files/drive.js'
import type { Shareable } from '../files/share-rows.js'
import { mixedCursorOf } from '../http/cursors.js'
import { asId } from '../http/ids.js'
import { mixedPageAsJson, shareAsJson } from '../http/json.js'
import { mixedPage } from '../schemas/folder.js'
import { sharedListQuery } from '../schemas/list.js'
import { shareBody, shareJson, shareList, sharePath } from '../schemas/share.js'
import { idPath } from '../schemas/thing.js'

const tag = 'Shares'

/** Sharing files and folders with others, and what others share. */
export function shareOperations(drive: Drive): Operation[] {
  return [sharedWithMe(drive), ...sharesOf(drive, 'file'), ...sharesOf(drive, 'folder')]
}

function sharedWithMe(drive: Drive): Operation {
  return operation({
    method: 'get',
    path: '/shared',
    id: 'listShared',
    tag,
    summary: 'List what others share with you',
    description:
      'The newest shares first. What lies in a shared folder is listed by `GET /files?folder=` and `GET /folders?parent=`. It takes a token with an `email` that the issuer has verified.',
    access: { scope: 'files.read' },
    input: { query: sharedListQuery },
    answers: { 200: { description: 'A page of it', json: mixedPage } },
    async handle({ res, user, query: { limit, cursor } }) {
      // Sorted by the time of the share, which cursors call by the name of the column.
      const page = await drive.listSharedWith(user, limit, mixedCursorOf(cursor, '-createdAt'))
      res.json(mixedPageAsJson(page))
    },
  })
}

function sharesOf(drive: Drive, kind: Shareable): Operation[] {
  const Kind = kind === 'file' ? 'File' : 'Folder'
  const path = `/${kind}s/{id}/shares`
  const access = { scope: 'files.share' } as const
  return [
    operation({
      method: 'get',
      path,
      id: `list${Kind}Shares`,
      tag,
      summary: `List with whom a ${kind} is shared`,
      access,
      input: { path: idPath },
      answers: { 200: { description: 'All shares, by e-mail address', json: shareList } },
      refusals: [403],
      async handle({ res, user, path }) {
        const shares = await drive.shares.list(user, kind, asId(path.id))
        res.json({ shares: shares.map(shareAsJson) })
      },
    }),
    operation({
      method: 'put',
      path: `${path}/{email}`,
      id: `share${Kind}`,
      tag,
      summary: `Share a ${kind} with somebody, or change what they may do`,
      description:
        kind === 'file'
          ? 'It counts for users of your own issuer whose tokens have this `email`, verified.'
          : 'With all that is in it, now and later. It counts for users of your own issuer whose tokens have this `email`, verified.',
      access,
      input: { path: sharePath, json: shareBody },
      answers: {
        200: { description: 'The share as it is now', json: shareJson },
        201: { description: 'The new share', json: shareJson },
      },
      refusals: [403, 409],
      async handle({ res, user, path: { id, email }, json: { role } }) {
        const { share, isNew } = await drive.shares.put(user, kind, asId(id), { email, role })
        res.status(isNew ? 201 : 200).json(shareAsJson(share))
      },
    }),
    operation({
      method: 'delete',
      path: `${path}/{email}`,
      id: `unshare${Kind}`,
      tag,
      summary: `Stop sharing a ${kind} with somebody`,
      access,
      input: { path: sharePath },
      answers: { 204: { description: 'It is not shared with them any more' } },
      refusals: [400, 403],
      async handle({ res, user, path: { id, email } }) {
        await drive.shares.remove(user, kind, asId(id), email)
        res.status(204).end()
      },
    }),
  ]
}
