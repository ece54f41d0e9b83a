import { issuer, own, type BrokenSetup } from './broken-setup.js'
import { entraIssuer, keycloakIssuer, ofEntra, ofKeycloak } from './preset-issuers.js'

/** Setups in which a scope is missing, or stands where nobody looks. */
export const scopeSetups: readonly BrokenSetup[] = [
  {
    name: 'the scopes stand in scp',
    token: () => own({ scp: ['files.read'] }),
    requirement: { scope: ['files.read'] },
    code: 'insufficient_scope',
    cause: /stands in the claim scp/,
    mend: /scopeFrom: scopesIn\('scp'\)/,
  },
  {
    name: 'the scopes are realm roles of Keycloak',
    token: () => own({ realm_access: { roles: ['files.read'] } }),
    requirement: { scope: ['files.read'] },
    code: 'insufficient_scope',
    cause: /Keycloak role has that name/,
    mend: /rolesAsScopes/,
  },
  {
    name: 'the issuer writes the scopes with the name of the API before them',
    token: () => issuer.token({ scope: 'https://api.example.com/files.read' }),
    requirement: { scope: ['files.read'] },
    code: 'insufficient_scope',
    cause: /calls the scope "https:\/\/api\.example\.com\/files\.read"/,
    mend: /require that name/,
  },
  {
    name: 'the client did not ask for the scope',
    token: () => issuer.token({ scope: 'openid' }),
    requirement: { scope: ['files.read'] },
    code: 'insufficient_scope',
    cause: /did not ask for "files\.read"/,
    mend: /ask with scope/,
  },
  {
    name: 'an app has roles of Entra, and the preset does not read them',
    from: entraIssuer,
    options: { issuer: ofEntra },
    token: () => entraIssuer.clientCredentials({ claims: { roles: ['files.read'] } }),
    requirement: { scope: ['files.read'] },
    code: 'insufficient_scope',
    cause: /^the scope stands in the claim roles: /,
    mend: /set rolesAsScopes: true in the preset entra$/,
  },
  {
    name: 'a mapper in the place of that of the preset does not read the roles',
    from: entraIssuer,
    options: { issuer: { ...ofEntra, scopeFrom: () => [] } },
    token: () => entraIssuer.clientCredentials({ claims: { roles: ['files.read'] } }),
    requirement: { scope: ['files.read'] },
    code: 'insufficient_scope',
    cause: /^the scope stands in the claim roles: /,
    mend: /set scopeFrom: scopesIn\('roles'\)$/,
  },
  {
    name: 'the preset keycloak does not read roles',
    from: keycloakIssuer,
    options: { issuer: ofKeycloak },
    token: () =>
      keycloakIssuer.token({
        scope: 'openid',
        audience: 'https://api.example.com',
        claims: { realm_access: { roles: ['files.read'] } },
      }),
    requirement: { scope: ['files.read'] },
    code: 'insufficient_scope',
    cause: /Keycloak role has that name/,
    mend: /set rolesAsScopes in the preset keycloak/,
  },
  {
    name: 'one of several scopes would do',
    token: () => issuer.token({ scope: 'openid' }),
    requirement: { anyScope: ['files.read', 'x'] },
    code: 'insufficient_scope',
    cause: /did not ask for "files\.read" or "x"/,
    mend: /ask with scope/,
  },
  {
    name: 'one scope is needed, and one of two others',
    token: () => issuer.token({ omit: ['scope'] }),
    requirement: { scope: ['a'], anyScope: ['b', 'c'] },
    code: 'insufficient_scope',
    cause: /has no scope claim/,
    mend: /ask for "a" and for "b" or "c" in scope/,
  },
]
