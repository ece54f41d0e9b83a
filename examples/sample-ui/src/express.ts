import express, { Router } from 'express'
import { assets } from './assets.js'
import { switchLanguage } from './language.js'
import { isSameOrigin } from './same-origin.js'

export { ownAddress } from './own-address.js'

/**
 * What a part that stands on Express serves for its pages: the files under `/ui`, and the language switch.
 *
 * @param origin of this part, as browsers see it
 */
export function uiRoutes(origin: string): Router {
  const router = Router()
  router.get('/ui/*file', (req, res, next) => {
    const asset = assets.get(req.path)
    if (asset === undefined) {
      next()
      return
    }
    res.set({ 'Content-Type': asset.type, 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' })
    res.send(asset.body)
  })
  router.post(
    '/language',
    express.text({ type: 'application/x-www-form-urlencoded', limit: '8kb' }),
    (req, res) => {
      const form = new URLSearchParams(typeof req.body === 'string' ? req.body : '')
      const to = isSameOrigin(req.headers, origin) ? switchLanguage(form) : undefined
      if (to === undefined) {
        res.status(400).type('text').send('This is not a form of this page.\n')
        return
      }
      res.append('Set-Cookie', to.cookie)
      res.redirect(303, to.location)
    },
  )
  return router
}
