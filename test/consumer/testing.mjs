// What a user of the packed tarballs does in tests: certificates have an entry of their own.
import assert from 'node:assert/strict'
import { createTestIssuer } from '@qalqon/testing'
import { createTestCertificate } from '@qalqon/testing/certificate'

const certificate = createTestCertificate()
assert.equal(certificate.x509.verify(certificate.x509.publicKey), true)
assert.ok(createTestIssuer().token({ boundTo: certificate }))
console.log('testing: ok')
