import type { RequestHandler } from 'express'
import { validateJwtAccessToken, type AuthorizationServer } from 'oauth4webapi'
import { allowInsecureRequests, discoveryRequest, processDiscoveryResponse } from 'oauth4webapi'
import { serveExpressPeer } from '../apps/express-peer.js'
import { asRequired, thrownField, type Peer } from '../peer.js'

const overHttp = { [allowInsecureRequests]: true } as const

export const oauth4webapi: Peer = {
  name: 'oauth4webapi',
  packages: ['oauth4webapi'],
  kind: 'function',
  dpop: true,
  async start({ issuer, audience, dpop = false }) {
    const url = new URL(issuer)
    const server: AuthorizationServer = await processDiscoveryResponse(
      url,
      await discoveryRequest(url, overHttp),
    )
    const options = { ...overHttp, requireDPoP: dpop }
    const all: RequestHandler = async (req, res, next) => {
      const headers = new Headers()
      for (const name of ['authorization', 'dpop'] as const) {
        const value = req.headers[name]
        if (typeof value === 'string') headers.set(name, value)
      }
      const request = new Request(`http://${req.headers.host ?? ''}${req.originalUrl}`, { headers })
      try {
        await validateJwtAccessToken(server, request, asRequired(audience), options)
      } catch (thrown) {
        const { name, code } = thrown as { readonly name: string; readonly code?: string }
        res.status(401).set(thrownField, code === undefined ? name : `${name} ${code}`)
        res.end()
        return
      }
      next()
    }
    return serveExpressPeer({ all })
  },
}
