import { adapterConformance } from '@qalqon/testing/adapters'
import { addedGuardCases } from './cases/added-guard-cases.js'
import { bodyCases } from './cases/body-cases.js'
import { declaredCases } from './cases/declared-cases.js'
import { faultCases } from './cases/fault-cases.js'
import { moduleCases } from './cases/module-cases.js'
import { requestCases } from './cases/request-cases.js'
import { routeCases } from './cases/route-cases.js'
import { nestDoor } from './nest-door.js'

/** Everything that the adapter has to show, on both platforms of a version of Nest. */
export function nestCases(version: string): void {
  describe.each([
    ['Express', 'express'],
    ['Fastify', 'fastify'],
  ] as const)(`${version} on %s`, (_name, platform) => {
    for (const { chapter, name, run } of adapterConformance(nestDoor(platform)))
      describe(chapter, () => test(name, run))
    describe('the module', () => moduleCases(platform))
    describe('routes', () => routeCases(platform))
    describe('faults and filters', () => faultCases(platform))
    describe('declared routes', () => declaredCases(platform))
    describe('requests', () => requestCases(platform))
    describe('bodies', () => bodyCases(platform))
    describe('guards that add up', () => addedGuardCases(platform))
  })
}
