import { createTestCertificate } from '../../../packages/testing/src/certificate.js'

const { privateKey, certificate } = createTestCertificate()

const contents = new Map([
  ['key.pem', privateKey],
  ['cert.pem', certificate],
])

function readFileSync(path: string): string {
  const content = contents.get(path)
  if (content === undefined) throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' })
  return content
}

/** What `node:fs` is for examples: they read a few files that are not there, and what they write is kept nowhere. */
export const exampleFiles = {
  readFileSync,
  promises: {
    readFile: (path: string) => Promise.resolve(path).then(readFileSync),
    writeFile: () => Promise.resolve(),
  },
}
