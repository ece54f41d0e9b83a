import type { DriveFile } from '../src/api/answers.js'
import { hasPicture, hasThumbnail } from '../src/kinds.js'

const mebibyte = 1024 * 1024

const file = (contentType: string, size: number) => ({ contentType, size }) as DriveFile

test('a picture is shown small up to 1 MB, and on its page up to 30 MB', () => {
  expect([1, mebibyte, mebibyte + 1].map((size) => hasThumbnail(file('image/png', size)))).toEqual([
    true,
    true,
    false,
  ])
  expect(
    [mebibyte + 1, 30 * mebibyte, 30 * mebibyte + 1].map((size) => hasPicture(file('image/png', size))),
  ).toEqual([true, true, false])
})

test.each(['text/html', 'image/x-evil', 'application/pdf'])('%s is no picture, however small', (type) => {
  expect([hasThumbnail(file(type, 1)), hasPicture(file(type, 1))]).toEqual([false, false])
})
