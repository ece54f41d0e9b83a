import { folderPage, folderWithPath } from '../../src/schemas/folder.js'
import { expectProblem, user } from '../support/drive.js'
import { drive } from './shared-drive.js'
import { chain, folder, inFolder, names, pagesOf } from './things.js'

test('a folder is made, answered and found at its Location, with the way to it', async () => {
  const alice = user(drive, 'folder-maker')
  const response = await alice.post('/folders').send({ name: 'Photos' }).expect(201)
  expect(response.body).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    name: 'Photos',
    parent: null,
    role: 'owner',
    createdAt: expect.stringMatching(/^2030-/),
    updatedAt: response.body.createdAt,
  })
  expect(response.headers.location).toBe(`/folders/${response.body.id}`)
  const inner = await folder(alice, '2029', response.body.id)
  const innermost = await folder(alice, 'May', inner.id)
  expect(innermost.parent).toBe(inner.id)
  const { body } = await alice.get(`/folders/${innermost.id}`).expect(200)
  expect(body).toEqual({
    ...innermost,
    path: [
      { id: response.body.id, name: 'Photos' },
      { id: inner.id, name: '2029' },
    ],
  })
  expect(folderWithPath.parse(body)).toEqual(body)
})

test('folders are listed: all, those at the top, those in one, by name unless asked otherwise, page by page', async () => {
  const alice = user(drive, 'folder-lister')
  const [b] = [await folder(alice, 'b'), await folder(alice, 'a'), await folder(alice, 'C')]
  await folder(alice, 'inner 1', b.id)
  await folder(alice, 'inner 2', b.id)
  const list = async (query: Record<string, string>) =>
    names((await alice.get('/folders').query(query).expect(200)).body.folders)
  expect(await list({})).toEqual(['a', 'b', 'C', 'inner 1', 'inner 2'])
  expect(await list({ parent: 'root' })).toEqual(['a', 'b', 'C'])
  expect(await list({ parent: b.id, sort: '-name' })).toEqual(['inner 2', 'inner 1'])
  expect(await list({ q: 'INNER', sort: '-createdAt' })).toEqual(['inner 2', 'inner 1'])
  const { body } = await alice.get('/folders?limit=2').expect(200)
  expect(folderPage.parse(body)).toEqual(body)
  expect(await list({ limit: '2', cursor: body.next })).toEqual(['C', 'inner 1'])
})

test.each([
  ['sort=size', 'sort'],
  ['parent=root&parent=root', 'parent'],
  ['folder=root', 'folder'],
  ['cursor=x', 'cursor'],
])('GET /folders?%s is refused, naming the parameter', async (query, path) => {
  const { errors } = expectProblem(await user(drive, 'careless').get(`/folders?${query}`), 400)
  expect(errors).toMatchObject([{ path }])
})

test('what is no folder, or nobody’s, is not found, wherever it is named', async () => {
  const alice = user(drive, 'lost')
  const file = await inFolder(alice, 'a.txt')
  for (const id of ['0190a0e0-0000-7000-8000-000000000000', file.id]) {
    expectProblem(await alice.get(`/folders?parent=${id}`), 404)
    expectProblem(await alice.get(`/files?folder=${id}`), 404)
    expectProblem(await alice.get(`/folders/${id}`), 404)
    expectProblem(await alice.post('/folders').send({ name: 'a', parent: id }), 404)
    expectProblem(await alice.patch(`/files/${file.id}`).send({ folder: id }), 404)
    expectProblem(await alice.upload('a.txt', 'a', 'text/plain', id), 404)
  }
  expectProblem(await alice.get('/files?folder=1'), 404)
  expectProblem(await alice.get('/files?folder='), 404)
  expectProblem(await alice.get('/folders/1'), 404)
})

describe('files in folders', () => {
  test('are uploaded there, listed there and everywhere, and moved', async () => {
    const alice = user(drive, 'sorter')
    const photos = await folder(alice, 'Photos')
    const file = await inFolder(alice, 'a.png', photos.id)
    const top = await inFolder(alice, 'top.txt')
    expect(file.folder).toBe(photos.id)
    const list = async (query: string) => names((await alice.get(`/files${query}`).expect(200)).body.files)
    expect(await list('')).toEqual(['top.txt', 'a.png'])
    expect(await list('?folder=root')).toEqual(['top.txt'])
    expect(await list(`?folder=${photos.id}`)).toEqual(['a.png'])
    expect(await list(`?folder=${photos.id}&q=top`)).toEqual([])

    const moved = await alice.patch(`/files/${top.id}`).send({ folder: photos.id, name: 'b.txt' }).expect(200)
    expect(moved.body).toMatchObject({ folder: photos.id, name: 'b.txt' })
    expect(await list(`?folder=${photos.id}&sort=name`)).toEqual(['a.png', 'b.txt'])
    const back = await alice.patch(`/files/${file.id}`).send({ folder: null }).expect(200)
    expect(back.body).toMatchObject({ folder: null, name: 'a.png' })
    expect(await list('?folder=root')).toEqual(['a.png'])
  })

  test('are listed page by page, in each order', async () => {
    const alice = user(drive, 'pager')
    const { id } = await folder(alice, 'many')
    for (const name of ['b', 'aa', 'CCC']) await alice.upload(name, name, 'text/plain', id).expect(201)
    await alice.upload('elsewhere').expect(201)
    for (const [sort, order] of [
      ['name', ['aa', 'b', 'CCC']],
      ['-createdAt', ['CCC', 'aa', 'b']],
      ['size', ['b', 'aa', 'CCC']],
    ] as const) {
      const seen = (await pagesOf(alice, '/files', { folder: id, sort, limit: 1 })).flat()
      expect(seen).toEqual(order)
    }
  })
})

describe('PATCH /folders/:id', () => {
  test('renames, and moves with all that is in it', async () => {
    const alice = user(drive, 'mover')
    const [a, b] = [await folder(alice, 'a'), await folder(alice, 'b')]
    const inner = await folder(alice, 'inner', a.id)
    const file = await inFolder(alice, 'deep.txt', inner.id)
    const { body } = await alice.patch(`/folders/${a.id}`).send({ name: 'A', parent: b.id }).expect(200)
    expect(body).toMatchObject({ name: 'A', parent: b.id })
    expect((await alice.get(`/folders/${inner.id}`)).body.path).toEqual([
      { id: b.id, name: 'b' },
      { id: a.id, name: 'A' },
    ])
    await alice.get(`/files/${file.id}`).expect(200)
    const up = await alice.patch(`/folders/${inner.id}`).send({ parent: null }).expect(200)
    expect(up.body).toMatchObject({ parent: null, name: 'inner' })
  })

  test('into itself, or into what lies in it: 409 of its own kind, and nothing moves', async () => {
    const alice = user(drive, 'knotter')
    const [a, b, c] = await chain(alice, 3)
    for (const parent of [a!.id, b!.id, c!.id]) {
      const problem = expectProblem(await alice.patch(`/folders/${a!.id}`).send({ parent }), 409)
      expect(problem.type).toBe('urn:problem-type:drive-files:cycle')
    }
    expect((await alice.get(`/folders/${a!.id}`)).body.parent).toBeNull()
    await alice.patch(`/folders/${c!.id}`).send({ parent: b!.id }).expect(200)
  })

  test.each([
    ['{}', ['name']],
    ['{"name":""}', ['name']],
    ['{"parent":"root"}', ['parent']],
    ['{"name":"a","role":"owner"}', ['role']],
    ['[]', ['']],
  ])('refuses %s', async (json, paths) => {
    const alice = user(drive, 'careless')
    const { id } = await folder(alice, 'a')
    const response = await alice.patch(`/folders/${id}`).set('Content-Type', 'application/json').send(json)
    const { errors } = expectProblem(response, 400) as { errors: { path: string }[] }
    expect(errors.map(({ path }) => path)).toEqual(paths)
  })
})

describe('32 folders may lie in each other', () => {
  const tooDeep = 'urn:problem-type:drive-files:too-deep'

  test('and no more are made, nor moved there', async () => {
    const alice = user(drive, 'digger')
    const folders = await chain(alice, 32)
    const last = folders.at(-1)!
    expect(expectProblem(await alice.post('/folders').send({ name: '33', parent: last.id }), 409).type).toBe(
      tooDeep,
    )
    expect((await alice.get(`/folders/${last.id}`)).body.path).toHaveLength(31)
    await inFolder(alice, 'deepest.txt', last.id)

    const [one, two] = await chain(alice, 2)
    const move = (id: string, place: number) =>
      alice.patch(`/folders/${id}`).send({ parent: folders[place]!.id })
    expect(expectProblem(await move(two!.id, 31), 409).type).toBe(tooDeep)
    expect(expectProblem(await move(one!.id, 30), 409).type).toBe(tooDeep)
    await move(one!.id, 29).expect(200)
    expect((await alice.get(`/folders/${two!.id}`)).body.path).toHaveLength(31)
  })

  test('also when some of them are in the trash, from where they may come back', async () => {
    const alice = user(drive, 'hider')
    const [base, hidden] = await chain(alice, 2)
    await alice.delete(`/folders/${hidden!.id}`).expect(204)
    const folders = await chain(alice, 31)
    const move = () => alice.patch(`/folders/${base!.id}`).send({ parent: folders[30]!.id })
    expect(expectProblem(await move(), 409).type).toBe(tooDeep)
    await alice.delete('/trash').expect(204)
    await move().expect(200)
  })
})
