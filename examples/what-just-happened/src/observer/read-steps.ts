import { z } from 'zod'
import { parties } from '../party.js'
import type { Step } from '../step.js'

const text = z.string().max(700)
const name = z.string().max(120)
const field = z.object({ name, value: text, shortened: z.literal(true).optional() })
const fields = z.array(field).max(60)

/** What a part may tell. What is not named here is left out, and everything has an end. */
const step = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  part: z.enum(parties),
  from: z.enum(parties),
  to: z.enum(parties),
  time: z.number().int().nonnegative().max(8.64e15),
  milliseconds: z.number().nonnegative().max(1e9),
  request: z.object({ method: z.string().max(20), path: text, parameters: fields, headers: fields }),
  answer: z.object({ status: z.number().int().min(100).max(599), headers: fields, body: fields }).optional(),
  tokens: z.array(z.object({ name, header: fields, claims: fields, signature: name })).max(8),
  checks: z
    .array(z.object({ name, ok: z.union([z.boolean(), z.literal('skipped')]), detail: text.optional() }))
    .max(60),
  refusal: z.object({ code: name, detail: text.optional(), hint: text.optional() }).optional(),
})

const message = z.object({ steps: z.array(z.unknown()).max(100) })

/** The steps in what a part has sent; those that are none are left out. Nothing when it is no message of a part. */
export function readSteps(body: unknown): readonly Step[] | undefined {
  const read = message.safeParse(body)
  if (!read.success) return undefined
  return read.data.steps.flatMap((one) => {
    const result = step.safeParse(one)
    return result.success ? [withoutAbsent(result.data)] : []
  })
}

/** As the types of the house have it: what is absent is not there. */
function withoutAbsent(read: z.output<typeof step>): Step {
  return JSON.parse(JSON.stringify(read)) as Step
}
