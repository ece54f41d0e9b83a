import { type FileJson, fileJson, filePage } from '../../src/schemas/file.js'
import { sorts } from '../../src/schemas/list.js'
import { expectProblem, user } from '../support/drive.js'
import { drive } from './shared-drive.js'

async function withFiles(subject: string, ...names: string[]) {
  const someone = user(drive, subject)
  for (const name of names) await someone.upload(name, name).expect(201)
  return someone
}

const names = (files: FileJson[]) => files.map(({ name }) => name)

test('newest first, twenty to a page, unless asked otherwise', async () => {
  const someone = await withFiles('hoarder', ...Array.from({ length: 21 }, (_, n) => `${n}.txt`))
  const { body, headers } = await someone.get('/files').expect(200)
  expect(names(body.files).slice(0, 2)).toEqual(['20.txt', '19.txt'])
  expect(body.files).toHaveLength(20)
  expect(filePage.parse(body)).toEqual(body)
  expect(headers['cache-control']).toBe('private, no-cache')
  const last = await someone.get('/files').query({ cursor: body.next }).expect(200)
  expect(last.body).toMatchObject({ files: [{ name: '0.txt' }], next: null })
})

test.each(sorts)('sorted by %s, page by page', async (sort) => {
  const someone = await withFiles(`sorter ${sort}`, 'b', 'aaaa', 'CCC')
  const inOrder = { name: ['aaaa', 'b', 'CCC'], createdAt: ['b', 'aaaa', 'CCC'], size: ['b', 'CCC', 'aaaa'] }[
    sort.replace('-', '')
  ]!
  const seen: string[] = []
  for (let cursor: string | undefined; ;) {
    const { body } = await someone
      .get('/files')
      .query({ limit: 1, sort, ...(cursor && { cursor }) })
      .expect(200)
    seen.push(...names(body.files))
    if (body.next === null) break
    cursor = body.next
  }
  expect(seen).toEqual(sort.startsWith('-') ? inOrder.reverse() : inOrder)
})

test('a search looks into names, takes % and _ for themselves, and pages too', async () => {
  const someone = await withFiles(
    'seeker',
    '100%.txt',
    '1000.txt',
    'a_b.txt',
    'aXb.txt',
    'Übung.md',
    'übung 2.md',
  )
  const search = async (query: Record<string, string>) =>
    names(
      (
        await someone
          .get('/files')
          .query({ sort: 'name', ...query })
          .expect(200)
      ).body.files,
    )
  expect(await search({ q: '%' })).toEqual(['100%.txt'])
  expect(await search({ q: 'A_B' })).toEqual(['a_b.txt'])
  expect(await search({ q: 'ÜBUNG' })).toEqual(['übung 2.md', 'Übung.md'])
  expect(await search({ q: '\\' })).toEqual([])
  expect(await search({ q: '' })).toHaveLength(6)
  const { body } = await someone.get('/files').query({ q: 'übung', limit: '1', sort: 'name' })
  expect(await search({ q: 'übung', limit: '1', cursor: body.next })).toEqual(['Übung.md'])
})

test.each([
  ['limit=0', 'limit'],
  ['limit=101', 'limit'],
  ['limit=abc', 'limit'],
  ['limit=1&limit=2', 'limit'],
  ['limit=', 'limit'],
  ['sort=owner', 'sort'],
  ['sort=name;drop%20table%20files', 'sort'],
  ['q=a&q=b', 'q'],
  ['q=%00', 'q'],
  ['cursor=nonsense', 'cursor'],
  ['cursor=', 'cursor'],
  ['offset=20', 'offset'],
  ['__proto__=1', '__proto__'],
])('?%s is refused, naming the parameter', async (query, path) => {
  const response = await user(drive, 'careless').get(`/files?${query}`)
  expect(expectProblem(response, 400)).toMatchObject({
    type: 'urn:problem-type:drive-files:invalid-input',
    errors: [{ path, message: expect.any(String) }],
  })
})

test('a search for 256 characters is refused', async () => {
  expectProblem(
    await user(drive, 'careless')
      .get('/files')
      .query({ q: 'x'.repeat(256) }),
    400,
  )
})

test('all that is wrong is told at once', async () => {
  const response = await user(drive, 'careless').get('/files?limit=x&sort=x')
  expect(expectProblem(response, 400).errors).toHaveLength(2)
})

test('a cursor belongs to its sort', async () => {
  const someone = await withFiles('switcher', '1', '2')
  const { body } = await someone.get('/files?limit=1&sort=name')
  expectProblem(await someone.get('/files').query({ sort: 'size', cursor: body.next }), 400)
})

test('a cursor grants nothing: with that of somebody else one sees the own files', async () => {
  const [one, other] = [await withFiles('one', 'a', 'b'), await withFiles('other', 'c')]
  const { body } = await one.get('/files?limit=1&sort=name')
  const { body: seen } = await other.get('/files').query({ sort: 'name', cursor: body.next })
  expect(names(seen.files)).toEqual(['c'])
})

test('a single file looks as it does in the list', async () => {
  const someone = await withFiles('looker', 'one.txt')
  const { body } = await someone.get('/files')
  const single = await someone.get(`/files/${body.files[0].id}`).expect(200)
  expect(single.body).toEqual(body.files[0])
  expect(fileJson.parse(single.body)).toEqual(single.body)
})
