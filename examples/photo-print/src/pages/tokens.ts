import { html, icon, type Content } from 'sample-ui'
import type { AccessTokenDescription, TokensDescription } from 'sign-in'
import type { UserinfoAnswer } from '../session-data.js'
import type { Page, Reader } from '../site.js'
import { claimWords, words, type TokenWords } from './tokens-words.js'

export interface TokensState {
  readonly tokens: TokensDescription
  readonly drive: string
  readonly now: number
  readonly userinfo: UserinfoAnswer | undefined
}

/** What stands in the tokens, and never a token. */
export function tokensPage(reader: Reader, state: TokensState): Page {
  const say = words(reader.language)
  const { tokens, drive } = state
  const access = tokens.accessTokens.find(({ resource }) => resource === drive)
  return {
    title: say.title,
    scripts: ['tokens.js'],
    content: html`<div class="stack">
      <div>
        <h1>${say.title}</h1>
        <p class="lead">${say.lead}</p>
      </div>
      <div class="columns top">${accessToken(access, state, say)} ${refreshToken(tokens, state, say)}</div>
      ${idToken(reader, tokens, say)}
      <div class="columns top">${userinfo(reader, state, say)} ${differences(say)}</div>
    </div>`,
  }
}

const time = (ms: number) => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`

function accessToken(
  token: AccessTokenDescription | undefined,
  state: TokensState,
  say: TokenWords,
): Content {
  if (token === undefined) {
    return html`<section class="card">
      <h2>${icon('key-round')} Access token</h2>
      <p>${say.noAccessToken}</p>
    </section>`
  }
  const { expiresAt, refreshAt } = token
  const left = Math.max(0, Math.ceil((expiresAt - state.now) / 1000))
  const leftAtRefresh = Math.ceil((expiresAt - refreshAt) / 1000)
  const renews = state.tokens.refreshToken !== undefined
  return html`<section class="card">
    <h2>${icon('key-round')} Access token</h2>
    <p class="countdown" role="timer">
      <strong data-seconds-left="${left}" ${renews && html` data-reload-at="${leftAtRefresh}"`}
        >${left}</strong
      >
      ${say.secondsLeft}
    </p>
    <p class="note">${renews ? say.refreshedAt(leftAtRefresh) : say.notRefreshed}</p>
    <dl class="facts">
      <dt>${say.resource}</dt>
      <dd>${token.resource}</dd>
      <dt>${say.scope}</dt>
      <dd>${token.scope}</dd>
      <dt>${say.type}</dt>
      <dd>${token.tokenType}</dd>
      <dt>${say.received}</dt>
      <dd>${time(token.receivedAt)}</dd>
      <dt>${say.fingerprint}</dt>
      <dd><code>${token.fingerprint}…</code></dd>
    </dl>
    ${
      token.claims &&
      html`<details>
        <summary>${say.inside}</summary>
        <pre>${JSON.stringify(token.header, null, 2)}</pre>
        <pre>${JSON.stringify(token.claims, null, 2)}</pre>
        <p class="note">${say.insideNote}</p>
      </details>`
    }
  </section>`
}

function refreshToken(
  { refreshToken: current, refreshes }: TokensDescription,
  state: TokensState,
  say: TokenWords,
): Content {
  const place = (resource: string) => (resource === state.drive ? say.forDrive : say.forUserinfo)
  return html`<section class="card">
    <h2>${icon('refresh-cw')} Refresh token</h2>
    ${
      current
        ? html`<p>${say.refreshNumber(current.number)} <code>${current.fingerprint}…</code></p>
            <form class="actions" method="post" action="/tokens/refresh">
              <button class="primary">${icon('refresh-cw')}<span>${say.refreshNow}</span></button>
            </form>`
        : html`<p>${say.noRefreshToken}</p>`
    }
    <h3>${say.history}</h3>
    ${
      refreshes.length === 0
        ? html`<p class="note">${say.noHistory}</p>`
        : html`<ol class="history">
            ${[...refreshes].reverse().map(
              ({ at, number, resource, failed }) =>
                html`<li>
                  <span class="badge ${failed === undefined ? 'good' : 'bad'}"
                    >${failed ?? `${number} → ${number + 1}`}</span
                  >
                  <span>${place(resource)}</span>
                  <span class="detail">${time(at)}</span>
                </li>`,
            )}
          </ol>`
    }
    <p class="note">${say.rotation}</p>
  </section>`
}

/** Those that were compared with something, and not only read. */
const comparedClaims: readonly string[] = ['iss', 'aud', 'exp', 'nonce', 'auth_time']

const shownClaims = ['iss', 'sub', 'aud', 'exp', 'iat', 'nonce', 'auth_time', 'acr', 'amr', 'sid'] as const

function idToken(
  { language }: Reader,
  { idToken: { claims, algorithm } }: TokensDescription,
  say: TokenWords,
): Content {
  const how = claimWords(language)
  const person = Object.entries(claims).filter(([name]) => ['name', 'email', 'email_verified'].includes(name))
  return html`<section class="card">
    <h2>${icon('id-card')} ID token</h2>
    <p class="note">${say.idTokenNote}</p>
    <dl class="parts">
      <div>
        <dt>${say.signature}</dt>
        <dd class="value"><code>${algorithm ?? ''}</code></dd>
        <dd class="detail">${icon('shield-check')} ${say.signatureHow}</dd>
      </div>
      ${shownClaims
        .filter((name) => claims[name] !== undefined)
        .map(
          (name) =>
            html`<div>
              <dt><code>${name}</code></dt>
              <dd class="value"><code>${value(name, claims[name])}</code></dd>
              <dd class="detail">${comparedClaims.includes(name) && icon('shield-check')} ${how[name]}</dd>
            </div>`,
        )}
      ${person.map(
        ([name, what]) =>
          html`<div>
            <dt><code>${name}</code></dt>
            <dd class="value"><code>${JSON.stringify(what)}</code></dd>
            <dd class="detail">${say.aboutPerson}</dd>
          </div>`,
      )}
    </dl>
  </section>`
}

function value(name: string, what: unknown): string {
  if (['exp', 'iat', 'auth_time'].includes(name) && typeof what === 'number')
    return `${what} (${time(what * 1000)})`
  return typeof what === 'string' ? what : JSON.stringify(what)
}

function userinfo({ issuer }: Reader, { userinfo: answer, tokens }: TokensState, say: TokenWords): Content {
  return html`<section class="card">
    <h2>${icon('user-round')} Userinfo</h2>
    <p>${say.userinfoNote(issuer)}</p>
    ${
      tokens.refreshToken === undefined
        ? html`<p class="note">${say.userinfoWithout}</p>`
        : html`<form class="actions" method="post" action="/tokens/userinfo">
            <button>${icon('user-round-search')}<span>${say.ask}</span></button>
          </form>`
    }
    ${
      answer &&
      html`<p class="note">${time(answer.at)}</p>
        <pre>${JSON.stringify(answer.claims, null, 2)}</pre>`
    }
  </section>`
}

function differences(say: TokenWords): Content {
  return html`<section class="card">
    <h2>${icon('layers')} ${say.differences}</h2>
    <dl class="parts single">
      ${say.difference.map(
        ([name, what]) =>
          html`<div>
            <dt>${name}</dt>
            <dd class="detail">${what}</dd>
          </div>`,
      )}
    </dl>
  </section>`
}
