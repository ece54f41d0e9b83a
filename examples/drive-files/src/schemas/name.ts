import { z } from 'zod'
import { nameFault } from '../files/name.js'

/** The name of a file or of a folder. */
export const thingName = z
  .string('must be a string')
  .superRefine((name, context) => {
    const fault = nameFault(name)
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault })
  })
  .meta({ description: 'A name of 1 to 255 characters; names need not be unique', examples: ['a.txt'] })
