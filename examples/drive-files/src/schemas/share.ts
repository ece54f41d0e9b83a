import { z } from 'zod'
import { foldEmail } from '../files/user.js'
import { time } from './thing.js'

const email = z
  .string()
  .transform(foldEmail)
  .pipe(
    z
      .email({ pattern: z.regexes.unicodeEmail, error: 'must be an e-mail address' })
      .max(254, 'must be an e-mail address')
      .regex(/^\P{C}+$/u, 'must be an e-mail address'),
  )
  .meta({ description: 'An e-mail address, in upper or lower case', examples: ['bob@example.com'] })

/** The path of one share. */
export const sharePath = z.object({
  id: z.string().meta({ description: 'The id of the thing', format: 'uuid' }),
  email,
})

const shareRole = z.enum(['viewer', 'editor'], 'must be viewer or editor')

/** The body of `PUT …/shares/:email`. */
export const shareBody = z
  .strictObject({ role: shareRole }, 'must be a JSON object')
  .meta({ id: 'ShareRole' })

export const shareJson = z
  .object({ email: z.string(), role: shareRole, createdAt: time })
  .meta({ id: 'Share' })
export type ShareJson = z.output<typeof shareJson>

export const shareList = z.object({ shares: z.array(shareJson) }).meta({ id: 'Shares' })
