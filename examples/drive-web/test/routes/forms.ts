import { idOf } from '../support/person.js'
import { alice } from './shared-drive.js'

const posts = [
  '/drive/new-folder',
  '/drive/rename',
  '/drive/move',
  '/drive/trash',
  '/drive/restore',
  '/drive/delete',
  '/drive/share',
  '/drive/unshare',
  '/drive/apps/remove',
  '/drive/upload',
  '/drive/replace',
  '/drive/sign-out',
]

const elsewhere = [
  { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:4200' },
  { 'sec-fetch-site': 'cross-site' },
  { origin: 'http://127.0.0.1:4200' },
  { origin: 'null' },
]

test.each(posts)('what another part posts to %s changes nothing', async (path) => {
  const id = idOf(await alice.open('/drive'), 'Welcome.txt')
  for (const headers of elsewhere) {
    const body = new URLSearchParams({
      item: `file:${id}`,
      name: 'Evil',
      all: '1',
      email: 'bob@example.com',
      role: 'editor',
    })
    const answer = await alice.send(path, { method: 'POST', body, headers })
    expect(answer.status).toBe(403)
  }
  const page = await alice.open('/drive')
  expect(page.text).toContain('Welcome.txt')
  expect(page.text).not.toContain('Evil')
})

test('what is posted does not lead away from the Drive', async () => {
  for (const back of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/files',
    '/drivers',
    '/drive/../ui',
  ]) {
    const body = new URLSearchParams({ name: 'A folder', back })
    const answer = await alice.send('/drive/new-folder', { method: 'POST', body })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/drive')
  }
})

test('a notice that somebody else has written holds no markup and no more than it may', async () => {
  const notices = [
    '{"done":"<script>"}',
    '{"done":"moved","count":1e9}',
    '{"done":"trashed","undo":["<b>"]}',
    'no JSON',
    `{"done":"moved","undo":"${'a'.repeat(4000)}"}`,
  ]
  for (const notice of notices) {
    const cookie = `${alice.at.drive.cookies.join('; ')}; drive.notice=${Buffer.from(notice).toString('base64url')}`
    const answer = await alice.send('/drive', { headers: { cookie } })
    expect(answer.status).toBe(200)
    expect(await answer.text()).not.toMatch(/class="(success|notice) said"|<b>|<script>/)
  }
})

test('a form of many items or of many bytes is refused', async () => {
  const items = Array.from({ length: 101 }, (_, n) => [
    'item',
    `file:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  ])
  const many = await alice.send('/drive/trash', { method: 'POST', body: new URLSearchParams(items) })
  expect(many.status).toBe(400)
  const body = new URLSearchParams({ name: 'x'.repeat(70_000) })
  expect((await alice.send('/drive/new-folder', { method: 'POST', body })).status).toBe(413)
})
