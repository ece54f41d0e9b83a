import { apps } from './apps/index.js'
import { proofVerifiers } from './proofs/index.js'
import type { Subject } from './subject.js'
import { verifiers } from './verifiers/index.js'

/** Every subject, ours first. */
export async function allSubjects(): Promise<readonly Subject[]> {
  const subjects: Subject[] = []
  // One after the other: Node 20 fails when one package requires an ES module that another is just importing.
  const all = [verifiers, apps, proofVerifiers].flatMap((some) => Object.values<() => Promise<Subject>>(some))
  for (const load of all) subjects.push(await load())
  const rank = ({ kind }: Subject) => (kind === 'qalqon' ? 0 : 1)
  return subjects.toSorted((a, b) => rank(a) - rank(b))
}
