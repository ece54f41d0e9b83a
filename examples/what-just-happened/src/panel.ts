import { isSameOrigin, languageOf } from 'sample-ui'
import type { ObserverAddress } from './observer-address.js'
import { type PanelAnswer, panelHeaders, textAnswer } from './panel-answer.js'
import { panelAsset } from './panel-assets.js'

interface PanelRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Of the part, as browsers see it. */
  readonly origin: string
  readonly address: ObserverAddress
}

const base = '/what-just-happened'
const timeoutMs = 2_000
/** A panel has some 60 steps; more than this is none. */
const mostCharacters = 4_000_000

/**
 * What a part answers to its own pages that show what just happened: it hands on what the observer has drawn, so that the pages need
 * no other origin. Nothing for every other request.
 */
export function answerPanel(request: PanelRequest): Promise<PanelAnswer> | undefined {
  // Taken apart by hand: not every target of a request makes a URL, and those of others are not to fail here.
  const [pathname = '', ...query] = request.url.split('?')
  if (pathname !== base && !pathname.startsWith(`${base}/`)) return undefined
  const { method, headers, origin } = request
  const isRead = method === 'GET' || method === 'HEAD'
  const found = isRead ? panelAsset(pathname) : undefined
  if (found) return Promise.resolve(found)
  // A page elsewhere whose name leads to this machine is of this origin to its browser, and would read along.
  if (headers.host !== new URL(origin).host)
    return Promise.resolve(textAnswer(403, 'This is another host.\n'))
  if (isRead && pathname === base) return fragment(request, new URLSearchParams(query.join('?')))
  if (method === 'POST' && pathname === `${base}/clear`) return clear(request)
  return Promise.resolve(textAnswer(404, 'There is nothing here.\n'))
}

async function fragment({ headers, address }: PanelRequest, query: URLSearchParams): Promise<PanelAnswer> {
  const language =
    query.get('language') === 'uz'
      ? 'uz'
      : query.get('language') === 'en'
        ? 'en'
        : languageOf(contextOf(headers))
  const url = new URL('/panel', address.stepsUrl)
  url.searchParams.set('language', language)
  if (query.has('refusals')) url.searchParams.set('refusals', '')
  const known = headers['if-none-match']
  try {
    const response = await ask(url, address, {
      headers: { ...(typeof known === 'string' && { 'if-none-match': known }) },
    })
    const body = await response.text()
    const etag = response.headers.get('etag')
    if ((response.status !== 200 && response.status !== 304) || body.length > mostCharacters) return away()
    return {
      status: response.status,
      headers: {
        ...panelHeaders,
        'Content-Type': 'text/html; charset=utf-8',
        ...(etag !== null && { ETag: etag }),
      },
      body,
    }
  } catch {
    return away()
  }
}

async function clear(request: PanelRequest): Promise<PanelAnswer> {
  if (!isSameOrigin(contextOf(request.headers), request.origin))
    return textAnswer(403, 'This is not a form of this page.\n')
  const { address } = request
  try {
    const response = await ask(new URL('/steps', address.stepsUrl), address, { method: 'DELETE' })
    return response.ok ? textAnswer(200, 'Cleared.\n') : away()
  } catch {
    return away()
  }
}

const ask = (url: URL, { stepsKey }: ObserverAddress, { headers, ...init }: RequestInit) =>
  fetch(url, {
    ...init,
    headers: { ...(headers as Record<string, string> | undefined), authorization: `Bearer ${stepsKey}` },
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
  })

/** What tells the language and the origin. */
function contextOf(headers: PanelRequest['headers']) {
  const one = (name: string) => headers[name]?.toString()
  return {
    cookie: one('cookie'),
    origin: one('origin'),
    'accept-language': one('accept-language'),
    'sec-fetch-site': one('sec-fetch-site'),
  }
}

const away = () => textAnswer(503, 'The observer does not answer.\n')
