import { z } from 'zod'

/** A refusal. @see RFC 9457 */
export const problemJson = z
  .object({
    type: z
      .string()
      .meta({ description: '`about:blank`, or the kind of problem, for programs to tell it by' }),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'What is wrong with the input' }),
    instance: z.string().optional(),
  })
  .meta({ id: 'Problem' })
