import { PNG } from 'pngjs'
import { NotPrintable, pictureOf } from '../../src/paper/picture.js'
import { photoSheets } from '../../src/paper/photo-sheets.js'

const png = (options: ConstructorParameters<typeof PNG>[0]) => PNG.sync.write(new PNG(options))

/** The header chunk with other numbers in it, and its checksum as it was. */
function withSize(bytes: Buffer, width: number, height: number): Buffer {
  const copy = Buffer.from(bytes)
  copy.writeUInt32BE(width, 16)
  copy.writeUInt32BE(height, 20)
  return copy
}

test('a page for each picture, names in any script', async () => {
  const bytes = png({ width: 4, height: 4 })
  const photos = ['Gʻurub.png', 'Горы.png', 'a'.repeat(500)].map((name) => ({ name, bytes }))
  const { pdf, printed } = await photoSheets(photos, 'Photos', 'Photo Print')
  expect(printed).toBe(3)
  expect(pdf.toString('latin1').match(/\/Type \/Page\n/g)).toHaveLength(3)
})

test('what is transparent becomes paper', async () => {
  const picture = PNG.sync.read(await pictureOf(png({ width: 1, height: 1, fill: true })))
  expect([...picture.data]).toEqual([255, 255, 255, 255])
})

test('a PNG of too many pixels is not decoded', async () => {
  const bytes = png({ width: 5, height: 2 })
  await expect(pictureOf(bytes, 9)).rejects.toThrow(NotPrintable)
  await expect(pictureOf(bytes, 10)).resolves.toBeInstanceOf(Buffer)
})

test.each<[string, Buffer]>([
  ['nothing', Buffer.alloc(0)],
  ['another file', Buffer.from('%PDF-1.4')],
  ['the beginning of a PNG', png({ width: 2, height: 2 }).subarray(0, 30)],
  ['a PNG that is broken', Buffer.concat([png({ width: 2, height: 2 }).subarray(0, 50), Buffer.alloc(40)])],
  ['a PNG of a billion pixels', withSize(png({ width: 2, height: 2 }), 40_000, 40_000)],
])('%s is not printed', async (_name, bytes) => {
  await expect(pictureOf(bytes)).rejects.toThrow(NotPrintable)
})

test('with nothing that can be printed there is no PDF', async () => {
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4])
  await expect(photoSheets([{ name: 'a', bytes: jpeg }], 'Photos', 'Photo Print')).rejects.toThrow(
    NotPrintable,
  )
})
