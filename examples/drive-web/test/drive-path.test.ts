import { drivePath } from '../src/drive-path.js'

test.each(['/drive', '/drive/folders/1?sort=-name', '/drive?a=b'])('%s is a page of the Drive', (path) => {
  expect(drivePath(path)).toBe(path)
})

test.each([
  undefined,
  ['/drive'],
  '',
  'drive',
  '/',
  '/drivers',
  '/files/1',
  '//evil.example/drive',
  '//evil.example/drive/folders/1',
  '/\\evil.example',
  'https://evil.example/drive',
  'javascript:alert(1)',
  '/drive/../files',
  `/drive/${'a'.repeat(5000)}`,
])('%j is none', (path) => {
  expect(drivePath(path)).toBe('/drive')
})

test('what leads elsewhere leads to the page that is named instead', () => {
  expect(drivePath('/files', '/drive/trash')).toBe('/drive/trash')
})
