import type { FileJson } from '../../src/schemas/file.js'
import type { FolderJson } from '../../src/schemas/folder.js'
import type { user } from '../support/drive.js'

type Caller = ReturnType<typeof user>

/** A new folder of the caller's, or in one that they may change. */
export async function folder(caller: Caller, name: string, parent?: string): Promise<FolderJson> {
  const { body } = await caller
    .post('/folders')
    .send({ name, ...(parent !== undefined && { parent }) })
    .expect(201)
  return body as FolderJson
}

/** A new file, whose content is its name. */
export async function inFolder(caller: Caller, name: string, id?: string): Promise<FileJson> {
  const { body } = await caller.upload(name, name, 'text/plain', id).expect(201)
  return body as FileJson
}

/** Folders that lie in each other, from the top. */
export async function chain(caller: Caller, length: number): Promise<FolderJson[]> {
  const folders: FolderJson[] = []
  for (let n = 1; n <= length; n++) folders.push(await folder(caller, `${n}`, folders.at(-1)?.id))
  return folders
}

export function names(things: readonly { name: string }[]): string[] {
  return things.map(({ name }) => name)
}

/** The names of what is in a list, folders first, page by page. */
export async function pagesOf(
  caller: Caller,
  path: string,
  query: Readonly<Record<string, string | number>>,
): Promise<string[][]> {
  const pages: string[][] = []
  let cursor: string | null = null
  do {
    const { body }: { body: ListBody } = await caller
      .get(path)
      .query({ ...query, ...(cursor !== null && { cursor }) })
      .expect(200)
    pages.push([...names(body.folders ?? []), ...names(body.files ?? [])])
    cursor = body.next
  } while (cursor !== null)
  return pages
}

interface ListBody {
  folders?: { name: string }[]
  files?: { name: string }[]
  next: string | null
}
