import { emailOf, user } from '../support/drive.js'
import { drive } from './shared-drive.js'
import { folder, inFolder } from './things.js'

type Caller = ReturnType<typeof user>

/** The kind of the refusal for want of a role. */
export const readOnly = 'urn:problem-type:drive-files:read-only'

export const share = (owner: Caller, path: string, email: string, role = 'viewer') =>
  owner.put(`${path}/shares/${email}`).send({ role })

/** A folder with a folder and files in it, and somebody with whom it is shared. */
export async function shared(name: string, role: 'viewer' | 'editor') {
  const [owner, guest] = [user(drive, `${name} owner`), user(drive, `${name} guest`)]
  const around = await folder(owner, 'not shared')
  const top = await folder(owner, 'shared', around.id)
  const inner = await folder(owner, 'inner', top.id)
  const file = await inFolder(owner, 'a.txt', top.id)
  const deep = await inFolder(owner, 'deep.txt', inner.id)
  await share(owner, `/folders/${top.id}`, emailOf(`${name} guest`), role).expect(201)
  return { owner, guest, around, top, inner, file, deep }
}
