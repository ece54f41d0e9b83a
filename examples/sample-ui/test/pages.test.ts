import { appPage, cardPage, html, icon, readParts } from '../src/index.js'

const options = {
  language: 'uz',
  part: 'photo-print',
  partName: 'Photo Print',
  title: '<b>',
  path: '/a?b="c"',
} as const

test('a page is whole, in its language, and nothing in it becomes markup', () => {
  const page = cardPage(options, html`<h1>${'<script>'}</h1>`)
  expect(page).toContain('<html lang="uz" data-part="photo-print">')
  expect(page).toContain('<title>&lt;b&gt; · Photo Print</title>')
  expect(page).toContain('value="/a?b=&quot;c&quot;"')
  expect(page).toContain('<h1>&lt;script&gt;</h1>')
  expect(page).toMatch(/value="uz"\s+lang="uz"\s+aria-pressed="true"/)
})

test('no script and no style stands in a page', () => {
  const navigation = [{ text: 'Photos', href: '/', icon: 'image', current: true }] as const
  const page = appPage({ ...options, icon: 'printer', navigation, scripts: ['/a.js'] }, 'text')
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/)
  expect(page).toContain('src="/a.js"')
  expect(page).toContain('aria-current="page"')
})

test('an icon is an ornament, or says what it stands for', () => {
  expect(icon('folder').toString()).toMatch(/^<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path/)
  expect(icon('folder', 'Folder').toString()).toContain('role="img" aria-label="Folder"')
  expect(() => icon('../package')).toThrow('not the name of an icon')
})

test('the parts of a sample are read from one variable', () => {
  expect(readParts('Drive=http://127.0.0.1:4100, Photo Print=http://127.0.0.1:4200/?a=b')).toEqual([
    { name: 'Drive', url: 'http://127.0.0.1:4100' },
    { name: 'Photo Print', url: 'http://127.0.0.1:4200/?a=b' },
  ])
  expect(readParts('')).toEqual([])
  expect(readParts('Drive=javascript:alert(1)')).toBeUndefined()
  expect(readParts('nonsense')).toBeUndefined()
})
