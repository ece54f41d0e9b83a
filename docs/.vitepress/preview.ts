// npm run docs:preview: serves the built site with clean URLs. `vitepress preview` does too, and listens on every address of the
// machine; this one listens on loopback alone.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, resolve } from 'node:path'

const site = resolve(import.meta.dirname, 'dist')
const port = 4173

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** The file of a path: itself, the page of that name, or the first page of a folder. A URL has no `..` left to leave the site with. */
function fileOf(url: string): string | undefined {
  const { pathname } = new URL(`http://127.0.0.1${url}`)
  const candidates = pathname.endsWith('/') ? [`${pathname}index.html`] : [pathname, `${pathname}.html`]
  return candidates
    .map((path) => join(site, path))
    .find((path) => existsSync(path) && statSync(path).isFile())
}

if (!existsSync(site)) throw new Error('there is no site yet: npm run docs:build')

createServer((req, res) => {
  const file = fileOf(req.url ?? '/')
  const sent = file ?? join(site, '404.html')
  res.writeHead(file === undefined ? 404 : 200, {
    'content-type': types[extname(sent)] ?? 'application/octet-stream',
  })
  createReadStream(sent).pipe(res)
}).listen(port, '127.0.0.1', () => process.stdout.write(`The built site: http://127.0.0.1:${port}/\n`))
