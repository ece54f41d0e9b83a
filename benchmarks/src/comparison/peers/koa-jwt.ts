import jwks from 'jwks-rsa'
import Koa from 'koa'
import jwt from 'koa-jwt'
import { listen } from '../../subjects/apps/listen.js'
import { algorithm, type Peer } from '../peer.js'

export const koaJwt: Peer = {
  name: 'koa-jwt with jwks-rsa',
  packages: ['koa-jwt', 'jwks-rsa'],
  kind: 'middleware',
  start({ issuer, audience, jwksUri }) {
    const secret = jwks.koaJwtSecret({ cache: true, rateLimit: true, jwksRequestsPerMinute: 5, jwksUri })
    const app = new Koa()
    app.silent = true // Koa writes each error to the log otherwise
    app.use(jwt({ secret, issuer, ...(audience !== undefined && { audience }), algorithms: [algorithm] }))
    app.use((ctx) => {
      ctx.body = []
    })
    const listener = app.callback()
    return listen((request, response) => void listener(request, response))
  },
}
