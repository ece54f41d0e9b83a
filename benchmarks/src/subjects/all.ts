import { apps } from './apps/index.js'
import type { Subject } from './subject.js'
import { verifiers } from './verifiers/index.js'

/** Every subject, ours first. */
export async function allSubjects(): Promise<readonly Subject[]> {
  const subjects: Subject[] = []
  // One after the other: Node 20 fails when one package requires an ES module that another is just importing.
  for (const load of [...Object.values(verifiers), ...Object.values(apps)]) subjects.push(await load())
  const rank = ({ kind }: Subject) => (kind === 'qalqon' ? 0 : 1)
  return subjects.toSorted((a, b) => rank(a) - rank(b))
}
