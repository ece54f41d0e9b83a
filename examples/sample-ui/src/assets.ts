import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** A file that pages of every part need, served by each part itself. */
export interface Asset {
  readonly type: 'text/css; charset=utf-8' | 'text/javascript; charset=utf-8' | 'image/svg+xml'
  readonly body: string
}

const base = createRequire(import.meta.url).resolve('modern-normalize')

/** The design: a sheet for each concept, in the order in which they count. */
const design = ['colours', 'page', 'frame', 'surfaces', 'values', 'forms']
  .map((name) => own(`style/${name}.css`))
  .join('\n')

/** By path, such as `/ui/style.css`. To be served with `Cache-Control: no-cache`, so that a new version is seen at once. */
export const assets: ReadonlyMap<string, Asset> = new Map<string, Asset>([
  ['/ui/base.css', { type: 'text/css; charset=utf-8', body: readFileSync(base, 'utf8') }],
  ['/ui/style.css', { type: 'text/css; charset=utf-8', body: design }],
  ['/ui/page.js', { type: 'text/javascript; charset=utf-8', body: own('page.js') }],
  ['/ui/shield.svg', { type: 'image/svg+xml', body: own('shield.svg') }],
])

function own(name: string): string {
  return readFileSync(new URL(`../public/${name}`, import.meta.url), 'utf8')
}
