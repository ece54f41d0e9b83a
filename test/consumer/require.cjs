// A CommonJS user: Node 20.19 and later can require ES modules.
const assert = require('node:assert/strict')
const { ConfigurationFault, resourceServer } = require('@qalqon/core')
const express = require('@qalqon/express')
const { createTestIssuer } = require('@qalqon/testing')
const { createTestCertificate } = require('@qalqon/testing/certificate')

assert.equal(typeof express.requireScope, 'function')
assert.throws(() => resourceServer({ issuer: 'https://as.example' }), ConfigurationFault)
const certificate = createTestCertificate()
assert.equal(certificate.x509.checkIP('127.0.0.1'), '127.0.0.1')
assert.ok(createTestIssuer().token({ boundTo: certificate }))

import('@qalqon/core').then((imported) => {
  assert.equal(imported.ConfigurationFault, ConfigurationFault, 'one class, however it is loaded')
  console.log('require: ok')
})
