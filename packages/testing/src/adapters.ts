export { adapterConformance } from './adapters/adapter-conformance.js'
export type { AdapterCheck } from './adapters/adapter-conformance.js'
export type {
  EventUnderTest,
  LogoutReceiverOptionsUnderTest,
  LogoutTokenOptionsUnderTest,
  LogoutUnderTest,
  RequirementUnderTest,
  ResourceServerUnderTest,
  Scopes,
  ServerOptionsUnderTest,
  TokenUnderTest,
} from './adapters/adapter-under-test.js'
export type { Door, Exchange, Handler, Routes, Served } from './adapters/door.js'
export { listen } from './adapters/listen.js'
