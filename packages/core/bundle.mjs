// Puts the modules of the package together into a few files: to find, read and link a hundred and sixty of them is most of
// what an import costs. The compiler writes the declarations beside them. What differs by runtime stays in files of its
// own, which the conditions in package.json choose.

import { readdir, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const inPackage = (path) => fileURLToPath(new URL(path, import.meta.url))

const entries = [
  'index',
  'application',
  'telemetry/logging',
  'telemetry/opentelemetry',
  'engine/node-engine',
  'engine/jose-engine',
  'octets/node-octets',
  'octets/web-octets',
]

await removeOld()
await build({
  entryPoints: entries.map((entry) => inPackage(`src/${entry}.ts`)),
  outbase: inPackage('src'),
  outdir: inPackage('dist'),
  chunkNames: 'shared/[hash]',
  bundle: true,
  splitting: true,
  packages: 'external',
  external: ['#*'],
  platform: 'neutral',
  format: 'esm',
  target: 'es2022',
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
})

async function removeOld() {
  const files = await readdir(inPackage('dist'), { recursive: true }).catch(() => [])
  const old = files.filter((file) => /\.js(\.map)?$/.test(file))
  await Promise.all(old.map((file) => rm(inPackage(`dist/${file}`))))
}
