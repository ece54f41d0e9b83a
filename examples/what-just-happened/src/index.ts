export { explainDecisions, type Explain } from './explain-decisions.js'
export { observation, type Observation } from './observation.js'
export { readObserver, type ObserverAddress } from './observer-address.js'
export type { Party } from './party.js'
