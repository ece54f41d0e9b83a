import { Router } from 'express'
import { SignInNeeded, type SignedIn } from 'sign-in'
import { challengeOf, missingScopes } from '../drive/challenge.js'
import { Drive } from '../drive/drive.js'
import { writePage } from '../pages/write.js'
import { sendPage, type Site } from '../site.js'
import { maximumAge } from './connection.js'
import { withPerson } from './with-person.js'

/** What happens when an application wants more than it was allowed: a challenge, and incremental consent. */
export function writeRoutes(site: Site): Router {
  const { signIn, environment } = site
  const { driveUrl, application } = environment
  const router = Router()

  router.get(
    '/write',
    withPerson(site, async (req, res, person) => {
      const state = { mayWrite: await mayWrite(person), attempt: req.session.writeAttempt }
      await sendPage(site, req, res, (reader) => writePage(reader, state))
    }),
  )

  router.post(
    '/write',
    withPerson(site, async (req, res, person) => {
      const answer = await new Drive(driveUrl, person).upload(application.receipt, receipt())
      const { status } = answer.response
      await answer.response.body?.cancel()
      if (status === 401) throw new SignInNeeded('the Drive does not take the token')
      req.session.writeAttempt = { status, challenge: challengeOf(answer) }
      res.redirect(303, '/write')
    }),
  )

  router.post(
    '/write/more',
    withPerson(site, async (req, res, person) => {
      const scopes = [...person.scope.split(' '), ...missingScopes(req.session.writeAttempt?.challenge)]
      const scope = [...new Set(scopes)].join(' ')
      await signIn.begin(req, res, { scope, prompt: 'consent', maxAge: maximumAge, back: '/write' })
    }),
  )

  async function mayWrite(person: SignedIn): Promise<boolean> {
    const { accessTokens } = await person.describe()
    const token = accessTokens.find(({ resource }) => resource === driveUrl)
    return token?.scope.split(' ').includes('files.write') ?? false
  }

  const receipt = () => `${application.name}\n${new Date(site.clock()).toISOString()}\n`
  return router
}
