import { readOptions } from '../../src/options/read-options.js'
import { enforcedMembers } from '../../src/resource-metadata/enforced-members.js'
import { metadataDocument } from '../../src/resource-metadata/metadata-document.js'
import { I, R } from '../support/matrix.js'

const policy = readOptions({ issuer: I, audience: R, bearerMethods: ['header', 'body'] })

/** As it is where every token must be bound. */
const withoutBearer = {
  ...policy,
  refusal: {
    ...policy.refusal,
    challenge: { ...policy.refusal.challenge, schemes: ['DPoP'] as const },
  },
}

test('bearer methods are those that are enabled', () => {
  expect(enforcedMembers(policy)).toEqual({ bearer_methods_supported: ['header', 'body'] })
})

test('9728-3.2-b, 9728-2-b: an empty list of them is sent where no bearer tokens are taken, and only there', () => {
  expect(enforcedMembers(withoutBearer)).toEqual({ bearer_methods_supported: [] })
  expect(metadataDocument(R, withoutBearer).bearer_methods_supported).toEqual([])
})
