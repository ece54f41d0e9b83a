/** A part of the sample that people can go to. */
export interface PartLink {
  readonly name: string
  readonly url: string
}

/**
 * Reads `SAMPLE_PARTS`, by which the parts of a sample know of each other: `Drive=http://127.0.0.1:4100,Photo Print=http://…`.
 *
 * @returns nothing when the value is not such a list
 */
export function readParts(value: string): readonly PartLink[] | undefined {
  if (value.trim() === '') return []
  const parts = value.split(',').map((entry) => {
    const [name = '', ...rest] = entry.split('=')
    return { name: name.trim(), url: rest.join('=').trim() }
  })
  return parts.every(({ name, url }) => name !== '' && isHttp(url)) ? parts : undefined
}

function isHttp(value: string): boolean {
  return URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol)
}
