import { plainText, shortenSecret } from './shorten.js'

/** A path, in which each segment that names one thing alone (an interaction, a file) is shortened. */
export function shownPath(path: string): string {
  const [pathname = ''] = path.split(/[?#]/, 1)
  return plainText(pathname.split('/').map(segment).join('/'))
}

/** An address, without its query. */
export function shownUrl(url: string): string {
  if (url.startsWith('/')) return shownPath(url)
  if (!URL.canParse(url)) return plainText(url)
  const { protocol, host, pathname: path } = new URL(url)
  // An origin is written without the slash that stands for its path.
  const pathname = path === '/' && !url.endsWith('/') ? '' : path
  return protocol === 'http:' || protocol === 'https:'
    ? `${protocol}//${host}${shownPath(pathname)}`
    : protocol
}

function segment(text: string): string {
  // A separator before each further word: without it a text of letters could be taken apart in a hundred thousand ways.
  const isWord = text.length <= 12 || /^\.?[a-z]{1,20}([._-][a-z]{1,20}){0,3}$/.test(text)
  return isWord || text.includes('@') || text.includes('%40') ? text : shortenSecret(text)
}
