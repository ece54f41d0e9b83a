// Writes the adapter of docs/recipes/write-an-adapter.md and its test into the current folder, for Vitest and for the runner of Node.
import { readFileSync, writeFileSync } from 'node:fs'

const page = readFileSync(new URL('../docs/recipes/write-an-adapter.md', import.meta.url), 'utf8')
const [, adapter, , suite] = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code)
writeFileSync('adapter.ts', adapter)
writeFileSync('adapter.spec.ts', `import { test } from 'vitest'\n${suite}`)
writeFileSync('adapter-node.ts', `import { test } from 'node:test'\n${suite}`)
