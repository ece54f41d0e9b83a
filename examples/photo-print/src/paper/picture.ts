import { PNG } from 'pngjs'

/** A file that says that it is a picture and cannot be printed. */
export class NotPrintable extends Error {
  override readonly name = 'NotPrintable'
}

/** More would take a gigabyte of memory, and no paper shows it. */
const maximumPixels = 25_000_000

/**
 * A picture as PDF takes it: a JPEG as it is, a PNG opaque. What a file is, its first bytes say, and not the type that somebody gave it.
 *
 * @param maximum pixels of a PNG
 * @throws {NotPrintable}
 */
export async function pictureOf(bytes: Buffer, maximum = maximumPixels): Promise<Buffer> {
  if (bytes.subarray(0, 3).equals(jpegStart)) return bytes
  if (bytes.subarray(0, 8).equals(pngStart)) return opaque(bytes, maximum)
  throw new NotPrintable()
}

const jpegStart = Buffer.from([0xff, 0xd8, 0xff])
const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Decoded and written anew: what is transparent becomes paper, and what was made to break a reader ends here. */
async function opaque(bytes: Buffer, maximum: number): Promise<Buffer> {
  if (bytes.length < 24 || bytes.readUInt32BE(16) * bytes.readUInt32BE(20) > maximum) throw new NotPrintable()
  const picture = await new Promise<PNG>((resolve, reject) => {
    const reader = new PNG()
    // It may tell of more than one fault.
    reader.on('error', (cause: Error) => reject(new NotPrintable(undefined, { cause })))
    reader.parse(bytes, (error: Error | null, read) => {
      if (error === null) resolve(read)
      else reject(new NotPrintable(undefined, { cause: error }))
    })
  })
  return PNG.sync.write(picture, {
    colorType: 2,
    inputHasAlpha: true,
    bgColor: { red: 255, green: 255, blue: 255 },
  })
}
