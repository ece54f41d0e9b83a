import { z } from 'zod'

/** A file as the Drive tells of it, as far as it is of use here. What comes from elsewhere is checked, also from a friend. */
const driveFile = z.object({
  id: z.uuid(),
  name: z.string().max(1_000),
  contentType: z.string().max(255),
  size: z.int().nonnegative(),
})
export type DriveFile = z.output<typeof driveFile>

const page = z.object({ files: z.array(driveFile).max(100), next: z.string().max(8_192).nullable() })
export type DrivePage = z.output<typeof page>

export const parsePage = (value: unknown): DrivePage => page.parse(value)
export const parseFile = (value: unknown): DriveFile => driveFile.parse(value)

/** Pictures that browsers show. */
const shownTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/svg+xml']

/** Pictures that can be put on paper here. */
const printedTypes = ['image/png', 'image/jpeg']

const textTypes = ['text/plain', 'text/markdown', 'text/csv']

/** Without parameters such as `charset`. */
export function mediaType(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase()
}

export const isShown = (contentType: string) => shownTypes.includes(mediaType(contentType))
export const isPrinted = ({ contentType }: DriveFile) => printedTypes.includes(mediaType(contentType))
export const isText = ({ contentType }: DriveFile) => textTypes.includes(mediaType(contentType))
