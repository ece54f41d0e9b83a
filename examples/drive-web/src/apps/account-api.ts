import { z } from 'zod'
import { ApiUnavailable, refusalOf } from '../api/refusal.js'

/** An application that the person has given access to. */
const app = z.object({
  clientId: z.string().min(1).max(500),
  name: z.string(),
  uri: z.string().nullable(),
  scopes: z.array(z.string()),
  firstParty: z.boolean(),
  since: z.iso.datetime(),
  lastUsed: z.iso.datetime(),
})
export type App = z.output<typeof app>

const answer = z.object({ apps: z.array(app) })

/** Sends a request to the account API of the issuer in the name of the person. The path begins behind `/account`. */
export type AccountFetch = (path: string, method: 'GET' | 'DELETE') => Promise<Response>

/** Which applications have access, as the issuer knows it. */
export class AccountApi {
  readonly #fetch: AccountFetch

  constructor(fetch: AccountFetch) {
    this.#fetch = fetch
  }

  async apps(): Promise<readonly App[]> {
    const response = await this.#fetch('/apps', 'GET')
    if (!response.ok) throw await refusalOf(response)
    const body = answer.safeParse(await response.json().catch(() => undefined))
    if (!body.success) throw new ApiUnavailable('the issuer answered something else', { cause: body.error })
    return body.data.apps
  }

  /** Takes back what the person has granted. That an application had nothing any more is as good. */
  async endAccess(clientId: string): Promise<void> {
    const response = await this.#fetch(`/apps/${encodeURIComponent(clientId)}`, 'DELETE')
    if (!response.ok && response.status !== 404) throw await refusalOf(response)
    await response.body?.cancel()
  }
}
