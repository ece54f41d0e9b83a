import { own, type BrokenSetup } from './broken-setup.js'

/** Setups in which tokens are bound. */
export const confirmationSetups: readonly BrokenSetup[] = [
  {
    name: 'the client binds its tokens by DPoP',
    token: () => own({ cnf: { jkt: 'thumbprint' } }),
    code: 'token_bound',
    cause: /asked with a DPoP proof/,
    mend: /set dpop: 'allowed'/,
  },
]
