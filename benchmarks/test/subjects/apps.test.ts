import { apps, type AppName } from '../../src/subjects/apps/index.js'
import type { AppSubject } from '../../src/subjects/subject.js'
import { files } from '../../src/subjects/apps/files.js'
import { expectedVerdicts, Issuer, verdicts } from '../support/issuer.js'

const issuer = new Issuer()

beforeAll(() => issuer.start())
afterAll(() => issuer.close())

test.each(Object.keys(apps) as AppName[])(
  '%s refuses the tokens that it says it refuses, and no other',
  async (name) => {
    const subject: AppSubject = await apps[name]()
    if (subject.missing?.() !== undefined) return
    const app = await subject.start(issuer.provision('RS256'))
    try {
      const accepts = async (token: string) => {
        const headers = { authorization: `Bearer ${token}` }
        const response = await fetch(`http://127.0.0.1:${app.port}/files`, { headers })
        const body = await response.text()
        if (response.ok) expect(JSON.parse(body)).toEqual(files)
        else expect([401, 403]).toContain(response.status)
        return response.ok
      }
      const open = subject.kind === 'yardstick' && subject.checks.expiry === 'no'
      expect(await verdicts(issuer, accepts)).toEqual(expectedVerdicts(subject, { forged: open }))
    } finally {
      await app.close()
    }
  },
)
