import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { makeSigners } from '../test/support/signers.js'
import { disagreement, judgeOf, type Verdicts } from '../test/support/verdicts.js'
import { sourceOf, stepFor, type Source, type Step } from './mutations.js'
import { Random } from './random.js'

// Changes tokens at random, and stops when node:crypto, WebCrypto and jwtVerify of jose do not give the same verdict, but for
// what stricter-than-jose.ts lists. npm run fuzz -- --cases 1000000 --seed 7

/** The keys are random, the changes follow from the seed: a disagreement is printed whole, with its key. */
interface Judged extends Source {
  readonly judge: (token: string) => Promise<Verdicts>
}

interface Case {
  readonly source: Judged
  readonly token: string
  readonly steps: readonly Step[]
}

const { values } = parseArgs({ options: { cases: { type: 'string' }, seed: { type: 'string' } } })
const cases = numberOf('cases', values.cases) ?? 100_000
const seed = numberOf('seed', values.seed) ?? randomInt(2 ** 32)
const batchSize = 256

// Nobody reads where a token was refused, and to find that out takes an eighth of the time.
Error.stackTraceLimit = 0

/** Algorithms that verify quickly come more often. */
const weights: Readonly<Record<string, number>> = {
  RS256: 8,
  RS512: 4,
  PS256: 8,
  PS512: 2,
  ES256: 4,
  Ed25519: 4,
}

async function main(): Promise<void> {
  console.log(`seed ${seed}, ${cases} cases, Node ${process.version}`)
  const random = new Random(seed)
  const sources = await Promise.all(
    makeSigners().map(async (signer) => ({
      ...sourceOf(signer),
      judge: await judgeOf(signer.jwk, signer.algorithm),
    })),
  )
  const weighted = sources.flatMap((source) =>
    Array.from({ length: weights[source.signer.algorithm] ?? 1 }, () => source),
  )
  const counts = new Map<string, number>()
  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1)
  const started = performance.now()
  let done = 0
  let reported = started
  while (done < cases) {
    const batch = Array.from({ length: Math.min(batchSize, cases - done) }, () => makeCase(weighted, random))
    const judged = await Promise.all(
      batch.map(async (each) => ({ each, verdicts: await each.source.judge(textOf(each)) })),
    )
    for (const { each, verdicts } of judged) {
      const problem = disagreement(textOf(each), each.source.signer.jwk, verdicts)
      if (problem !== undefined) {
        tell(await smallest(each), problem, done)
        return
      }
      count(verdicts.node ? 'taken' : verdicts.jose ? 'refused, and jose takes it' : 'refused')
      count(`by ${each.source.signer.algorithm}`)
      for (const { kind } of each.steps) count(`with another ${kind}`)
    }
    done += batch.length
    if (performance.now() - reported > 60_000) {
      reported = performance.now()
      console.log(`${done} cases agree so far`)
    }
  }
  const seconds = (performance.now() - started) / 1000
  for (const [name, number] of [...counts].sort()) console.log(`${String(number).padStart(10)} ${name}`)
  console.log(
    `${done} cases, ${done} agreements in ${seconds.toFixed(1)} s: ${Math.round(done / seconds)} each second, seed ${seed}`,
  )
}

function makeCase(sources: readonly Judged[], random: Random): Case {
  const source = random.of(sources)
  const token = random.of(source.tokens)
  // Some are left as they are, most change once, few three times.
  const steps = [0, 1, 1, 1, 1, 2, 2, 3]
  return {
    source,
    token,
    steps: Array.from({ length: random.of(steps) }, () => stepFor(source, sources, random)),
  }
}

const textOf = ({ token, steps }: Pick<Case, 'token' | 'steps'>) =>
  steps.reduce((text, step) => step.apply(text), token)

/** The same case with as few changes as still show the disagreement. */
async function smallest(found: Case): Promise<Case> {
  for (const step of found.steps) {
    const less = { ...found, steps: found.steps.filter((other) => other !== step) }
    const text = textOf(less)
    if (disagreement(text, found.source.signer.jwk, await found.source.judge(text)) !== undefined) {
      return smallest(less)
    }
  }
  return found
}

function tell(found: Case, problem: string, done: number): void {
  const { signer } = found.source
  console.error(`DISAGREEMENT after ${done} cases, seed ${seed}: ${problem}`)
  console.error(`token before: ${found.token}`)
  console.error(`changed: ${found.steps.map(({ kind }) => kind).join(', then ') || 'nothing'}`)
  console.error(`token: ${textOf(found)}`)
  console.error(`key: ${JSON.stringify(signer.jwk)}`)
  process.exitCode = 1
}

function numberOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 0)
    throw new Error(`--${name}: expected a whole number, found ${text}`)
  return number
}

await main()
