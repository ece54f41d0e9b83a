import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { jwk } from 'hono/jwk'
import { listen } from '../../subjects/apps/listen.js'
import { algorithm, type Peer } from '../peer.js'

export const honoJwk: Peer = {
  name: 'hono jwk, `jwks_uri`',
  packages: ['hono'],
  kind: 'middleware',
  start({ issuer, audience, jwksUri }) {
    const verification = {
      iss: issuer,
      ...(audience !== undefined && { aud: audience }),
      typ: 'at+jwt', // without it, no token of RFC 9068 is accepted
    }
    const app = new Hono()
    app.use(jwk({ jwks_uri: jwksUri, alg: [algorithm], verification }))
    app.get('*', (c) => c.json([]))
    // What Hono answers by itself; it also writes each error to the log.
    app.onError((fault, c) => (fault instanceof HTTPException ? fault.getResponse() : c.body(null, 500)))
    const answer = getRequestListener(app.fetch)
    return listen((request, response) => void answer(request, response))
  },
}
