import { STATUS_CODES } from 'node:http'
import type { Response } from 'express'
import type { z } from 'zod'

/** Which part of the input is wrong, and what about it. */
export interface InputFault {
  /** `name`, or `a.b` inside of `a`, also one that the client made up; empty for the input as a whole. */
  path: string
  message: string
}

export interface ProblemOptions {
  status: number
  /** For people. It never repeats what the client sent. */
  detail: string
  /** Names the kind of problem, for programs that have to tell it from others of the same status. */
  kind?:
    | 'invalid-input'
    | 'too-large'
    | 'no-files'
    | 'read-only'
    | 'cycle'
    | 'too-deep'
    | 'other-owner'
    | 'too-many-shares'
  title?: string
  errors?: readonly InputFault[]
  headers?: Readonly<Record<string, string>>
  /** Identifies this occurrence in the log. */
  instance?: string
}

/** A refusal that is meant for the client: thrown anywhere in a handler, answered as problem details. */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: number

  constructor(private readonly options: ProblemOptions) {
    super(options.detail)
    this.status = options.status
  }

  /** @see https://www.rfc-editor.org/rfc/rfc9457#section-3 */
  send(res: Response): void {
    const { status, detail, kind, title, errors, headers = {}, instance } = this.options
    res.status(status)
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
    res.type('application/problem+json').send(
      JSON.stringify({
        type: kind === undefined ? 'about:blank' : `urn:problem-type:drive-files:${kind}`,
        title: title ?? STATUS_CODES[status] ?? 'Error',
        status,
        detail,
        ...(errors && { errors }),
        ...(instance && { instance }),
      }),
    )
  }
}

/** One answer for an id of nobody, of somebody else, and for what is no id: none of them tells the others. */
export function notFound(): Problem {
  return new Problem({ status: 404, detail: 'There is no such file, folder or address.' })
}

export function invalidInput(errors: readonly InputFault[], detail = 'The request is not valid.'): Problem {
  return new Problem({ status: 400, kind: 'invalid-input', title: 'Invalid input', detail, errors })
}

/** @throws {Problem} 400, naming every fault */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw invalidInput(
    result.error.issues.flatMap((issue) => {
      const path = issue.path.map(String)
      if (issue.code !== 'unrecognized_keys') return [{ path: path.join('.'), message: issue.message }]
      return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'is not known here' }))
    }),
  )
}
