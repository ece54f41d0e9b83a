// What a user of the packed tarballs does in tests: certificates are made by libraries that are loaded late.
import assert from 'node:assert/strict'
import { createTestCertificate, createTestIssuer } from '@qalqon/testing'

const certificate = createTestCertificate()
assert.equal(certificate.x509.verify(certificate.x509.publicKey), true)
assert.ok(createTestIssuer().token({ boundTo: certificate }))
console.log('testing: ok')
