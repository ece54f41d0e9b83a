export { ConfigurationFault } from './configuration-fault.js'
export {
  InfrastructureFault,
  type InfrastructureFaultCode,
  type InfrastructureFaultFacts,
} from './infrastructure-fault.js'
export { LogoutFault, logoutFaultOf, type LogoutFaultCode, type LogoutFaultFacts } from './logout-fault.js'
export { refuseRequest } from './not-called.js'
export { QalqonError, type FaultFamily } from './qalqon-error.js'
export { shorten, shortenText } from './shorten.js'
export { TokenFault, type TokenFaultFacts } from './token-fault.js'
export type { ChallengeError, Step, TokenFaultCode } from './token-fault-codes.js'
