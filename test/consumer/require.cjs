// A CommonJS user: Node 20.19 and later can require ES modules.
const assert = require('node:assert/strict')
const { ConfigurationFault, resourceServer } = require('@qalqon/core')
const express = require('@qalqon/express')

assert.equal(typeof express.requireScope, 'function')
assert.throws(() => resourceServer({ issuer: 'https://as.example' }), ConfigurationFault)
import('@qalqon/core').then((imported) => {
  assert.equal(imported.ConfigurationFault, ConfigurationFault, 'one class, however it is loaded')
  console.log('require: ok')
})
