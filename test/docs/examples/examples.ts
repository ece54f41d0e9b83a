import { dirname } from 'node:path'
import { codeBlocks } from '../markdown.js'
import { documents, read } from '../repository.js'

/** An example in TypeScript that a document shows. */
export interface Example {
  /** The document and the line. */
  readonly place: string
  readonly document: string
  /** A path inside the repository where its module could stand: other examples of a document import it by its name. */
  readonly path: string
  /** The module, whole. */
  readonly code: string
  /** Whether it has tests, for whatever test runner. */
  readonly hasTests: boolean
}

/** What stands around the fragments of a document, which speak of names that readers know from the examples before. */
const surroundings: Readonly<Record<string, (fragment: string) => string>> = {
  'packages/testing/README.md': (fragment) => `
import { requireScope, resourceServer } from '@qalqon/express'
import { createTestIssuer } from '@qalqon/testing'
import express from 'express'
import request from 'supertest'

const issuer = createTestIssuer()
const app = express()
app.use(resourceServer({ ...issuer.options }))
app.get('/files', requireScope('files.read'), (req, res) => res.json([]))
const get = (token: string) => request(app).get('/files').set('Authorization', \`Bearer \${token}\`)

test('the fragment runs', async () => {
  await get(issuer.token({ scope: 'files.read' })).expect(200)
${fragment}
})
`,
}

/** Documents whose blocks in TypeScript are no programs. */
const shown = /^(?:CONTRIBUTING\.md|\.changeset\/.*)$/

/** All examples in TypeScript of all documents. Those that begin with \`// name.ts\` are files of that name. */
export function examples(): Example[] {
  return documents
    .filter((document) => !shown.test(document))
    .flatMap((document) =>
      codeBlocks(read(document))
        .filter(({ language }) => language === 'ts')
        .map(({ code, line }) => {
          const around = isWhole(code) ? undefined : surroundings[document]
          const whole = around ? around(code) : code
          return {
            place: `${document}:${line}`,
            document,
            path: pathOf(document, fileName(code) ?? `line-${line}.ts`),
            code: whole,
            hasTests: /^\s*(?:for \(.*\) )?test\(/m.test(whole),
          }
        }),
    )
}

/** The name that the first line of an example gives it. */
const fileName = (code: string) => /^\/\/ ([\w.-]+\.ts)\n/.exec(code)?.[1]

const isWhole = (code: string) => /^(?:\/\/.*\n)*import /.test(code)

/** A README of an example stands among what it imports; each other document has a folder of its own. */
const pathOf = (document: string, name: string) =>
  document.startsWith('examples/')
    ? `${dirname(document)}/${name}`
    : `test/docs/examples/${document.replaceAll(/\W/g, '-')}/${name}`
