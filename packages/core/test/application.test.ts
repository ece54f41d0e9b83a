import * as application from '../src/application.js'
import * as core from '../src/index.js'

test('is a part of the core, the same objects by the same names', () => {
  const names = Object.keys(application) as (keyof typeof application)[]
  for (const name of names) expect(application[name]).toBe(core[name])
})

test('has what applications use, and nothing of what adapters are made of', () => {
  expect(Object.keys(application).toSorted()).toEqual([
    'ConfigurationFault',
    'InfrastructureFault',
    'LogoutFault',
    'MemoryReplayStore',
    'MemoryRevocationStore',
    'QalqonError',
    'TokenFault',
    'auth0',
    'cognito',
    'corsFields',
    'entra',
    'headerOf',
    'keycloak',
    'okta',
    'requirementOf',
    'rolesIn',
    'scopesIn',
  ])
})
