import type { RefusalReason } from '../files/refusal.js'
import { mostLevels } from '../files/depth.js'
import { mostShares } from '../files/share-rows.js'
import { notFound, Problem, type ProblemOptions } from './problem.js'

const readOnly = { status: 403, kind: 'read-only', title: 'Not for you to change' } as const

const problems: Readonly<Record<Exclude<RefusalReason, 'missing'>, ProblemOptions>> = {
  'read-only': { ...readOnly, detail: 'You may read this, and not change it.' },
  'owner-only': { ...readOnly, detail: 'Only its owner may do this.' },
  cycle: {
    status: 409,
    kind: 'cycle',
    title: 'A folder in itself',
    detail: 'A folder cannot be moved into itself, or into one that lies in it.',
  },
  'too-deep': {
    status: 409,
    kind: 'too-deep',
    title: 'Too many folders in each other',
    detail: `At most ${mostLevels} folders may lie in each other.`,
  },
  'other-owner': {
    status: 409,
    kind: 'other-owner',
    title: 'Another owner',
    detail: 'Things stay with their owner: they cannot be moved into a folder of somebody else. Send a copy.',
  },
  'too-many-shares': {
    status: 409,
    kind: 'too-many-shares',
    title: 'Too many shares',
    detail: `A file or a folder can be shared with at most ${mostShares} people.`,
  },
  'share-with-oneself': {
    status: 400,
    kind: 'invalid-input',
    title: 'Invalid input',
    detail: 'The request is not valid.',
    errors: [{ path: 'email', message: 'must not be your own' }],
  },
  changed: {
    status: 412,
    detail:
      'The content is not the one that the request is meant for (If-Match, If-None-Match). Read it again.',
  },
}

/** What a refusal of the Drive is in HTTP. None of them is a matter of the token, and so none is a challenge. */
export function refusalProblem(reason: RefusalReason): Problem {
  return reason === 'missing' ? notFound() : new Problem(problems[reason])
}
