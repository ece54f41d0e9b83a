import type { Request } from 'express'
import { z } from 'zod'

/** A query of this application that makes no sense. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest'
}

const text = (maximum: number) =>
  z
    .string()
    .max(maximum)
    .regex(/^\P{Cc}*$/u)

const listing = z.object({ q: text(255).default(''), cursor: text(8_192).optional() })

/** @throws {BadRequest} */
export const listingQuery = (req: Request) => parse(listing, req.query)

/** One id, or several: a form with one box that is ticked sends no list. @throws {BadRequest} */
export function idsQuery(req: Request, name: string): readonly string[] {
  const ids = z.union([z.uuid().transform((id) => [id]), z.array(z.uuid()).max(1_000)]).default([])
  return [...new Set(parse(ids, req.query[name]))]
}

/** @throws {BadRequest} */
export const idOf = (value: unknown): string => parse(z.uuid(), value)

function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input)
  if (!result.success) throw new BadRequest()
  return result.data
}
