import { own, type BrokenSetup } from './broken-setup.js'

/** Setups in which authorization details are missing. */
export const detailSetups: readonly BrokenSetup[] = [
  {
    name: 'the client asked for no authorization details',
    token: () => own({}),
    requirement: { authorizationDetails: [{ type: 'payment' }] },
    code: 'insufficient_authorization_details',
    cause: /has no authorization_details/,
    mend: /ask for them in authorization_details/,
  },
  {
    name: 'the issuer writes the type in other letters',
    token: () => own({ authorization_details: [{ type: 'Payment' }] }),
    requirement: { authorizationDetails: [{ type: 'payment' }] },
    code: 'insufficient_authorization_details',
    cause: /has the type "Payment"/,
    mend: /letter by letter, so write it in one way/,
  },
  {
    name: 'two objects have what one must have',
    token: () =>
      own({
        authorization_details: [
          { type: 'x', actions: ['read'], datatypes: ['contacts'] },
          { type: 'x', actions: ['write'], datatypes: ['photos'] },
        ],
      }),
    requirement: { authorizationDetails: [{ type: 'x', actions: ['write'], datatypes: ['contacts'] }] },
    code: 'insufficient_authorization_details',
    cause: /stand in several objects, and what stands in two is never combined/,
    mend: /ask for one object that has them all/,
  },
]
