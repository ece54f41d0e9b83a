import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { User } from '../files/user.js'
import { parseInput } from '../http/problem.js'
import { userOf } from '../http/user.js'

export const scopes = ['files.read', 'files.write', 'files.delete', 'files.share'] as const
type Scope = (typeof scopes)[number]

/**
 * Who may call an operation: everybody, whoever has a valid token, or a user whose token has a scope; and, where it says so, one who has
 * signed in lately.
 */
export type Access = 'open' | 'token' | { scope: Scope; maxAgeSeconds?: number }

/** An answer, as it is documented. */
export interface Answer {
  description: string
  json?: z.ZodType
  /** Bytes of any type. */
  binary?: true
  headers?: Readonly<Record<string, string>>
}

interface Input<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> {
  path?: P
  query?: Q
  /** The body, as JSON. */
  json?: B
}

/** What a handler gets of a request. */
interface Call<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> {
  req: Request
  res: Response
  /** Only where a scope was asked for. */
  readonly user: User
  path: z.output<P>
  query: z.output<Q>
  json: z.output<B>
}

/**
 * One thing that the API does, said once: the routes are made of it (`apiRoutes`), with the guards that it names and the schemas that it
 * has, and so is the document that describes them (`openApiDocument`).
 */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** As OpenAPI writes it: `/files/{id}`. */
  path: string
  /** Names it for programs that are generated. */
  id: string
  tag: string
  summary: string
  description?: string
  access: Access
  input: Input<z.ZodObject, z.ZodObject, z.ZodType>
  /** The body is a form with one file in it. */
  upload?: true
  /** Request headers that it heeds, each with what it does. */
  heeds?: Readonly<Record<string, string>>
  answers: Readonly<Record<number, Answer>>
  /** The statuses of its refusals, beside those that follow from the rest. */
  refusals?: readonly number[]
  /** Parses what the schemas describe, and does it. */
  run: (req: Request, res: Response) => Promise<void>
}

interface Definition<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> extends Omit<
  Operation,
  'input' | 'run'
> {
  input?: Input<P, Q, B>
  handle: (call: Call<P, Q, B>) => Promise<void> | void
}

/** Defines an operation, whose handler gets what its schemas make of the request. */
export function operation<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
>({ input = {}, handle, ...about }: Definition<P, Q, B>): Operation {
  return {
    ...about,
    input,
    run: async (req, res) => {
      const parse = <S extends z.ZodType>(schema: S | undefined, value: unknown) =>
        // What has no schema is not handed on as it came.
        (schema ? parseInput(schema, value) : {}) as z.output<S>
      await handle({
        req,
        res,
        get user() {
          return userOf(req)
        },
        path: parse(input.path, req.params),
        query: parse(input.query, req.query),
        json: parse(input.json, req.body),
      })
    },
  }
}
