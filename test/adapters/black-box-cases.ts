import { Bench } from './bench.js'
import { bodyParserCases } from './cases/body-parser-cases.js'
import { certificateCases, withoutCertificateCases } from './cases/certificate-cases.js'
import { challengeCases } from './cases/challenge-cases.js'
import { connectionCases } from './cases/connection-cases.js'
import { credentialCases } from './cases/credential-cases.js'
import { dpopCases } from './cases/dpop-cases.js'
import { guardCases } from './cases/guard-cases.js'
import { metadataCases } from './cases/metadata-cases.js'
import { misuseCases } from './cases/misuse-cases.js'
import { secrecyCases } from './cases/secrecy-cases.js'
import { thrownFaultCases } from './cases/thrown-fault-cases.js'
import { transportCases } from './cases/transport-cases.js'
import { userinfoCases } from './cases/userinfo-cases.js'
import type { Door } from './door.js'

/** Everything that an adapter has to show over HTTP, the same for each. Call it inside a `describe`. */
export function blackBoxCases<M extends object>(door: Door<M>): void {
  const bench = new Bench(door)
  afterEach(() => bench.close())
  describe('credentials', () => credentialCases(bench))
  describe('transports', () => transportCases(bench))
  describe('body parsers', () => bodyParserCases(bench))
  describe('challenges', () => challengeCases(bench))
  describe('proofs of possession', () => dpopCases(bench))
  describe('certificates of clients', () => {
    if (door.withoutConnection === undefined) certificateCases(bench)
    else withoutCertificateCases(bench, door.withoutConnection)
  })
  describe('faults that a handler throws', () => thrownFaultCases(bench))
  describe('guards', () => guardCases(bench))
  describe('metadata', () => metadataCases(bench))
  describe('misuse', () => misuseCases(bench))
  describe('connections and paths', () => connectionCases(bench))
  describe('secrets and fields of proxies', () => secrecyCases(bench))
  describe('userinfo', () => userinfoCases(bench))
}
