import { issuer, own, tenants, type BrokenSetup } from './broken-setup.js'
import { entraTenant, ofEntra } from './preset-issuers.js'

/** Setups in which the issuer of a token is not the one that is expected. */
export const issuerSetups: readonly BrokenSetup[] = [
  {
    name: 'the issuer in the options lacks the slash at its end',
    token: () => own({ iss: `${issuer.issuer}/` }),
    code: 'issuer_unknown',
    cause: /differ in a slash at the end alone/,
    mend: /write "https:\/\/auth\.example\.com\/tenant\/" in the options/,
  },
  {
    name: 'the issuer in the options is spelled in other letters',
    token: () => own({ iss: 'https://auth.example.com/Tenant' }),
    code: 'issuer_unknown',
    cause: /differ in letter case alone/,
    mend: /write "https:\/\/auth\.example\.com\/Tenant" in the options/,
  },
  {
    name: 'a proxy ends TLS, and the issuer believes that it is http with a port',
    token: () => own({ iss: 'http://auth.example.com:8080/tenant' }),
    code: 'issuer_unknown',
    cause: /differ in http or https and the port alone/,
    mend: /letter by letter: write/,
  },
  {
    name: 'a container asked Keycloak for the token by its inner name',
    options: { issuer: 'https://sso.example.com/realms/shop' },
    token: () => own({ iss: 'http://keycloak:8080/realms/shop' }),
    code: 'issuer_unknown',
    cause: /inner host name .*"keycloak:8080", here "sso\.example\.com"/,
    mend: /one fixed public URL \(Keycloak: the option hostname\)/,
  },
  {
    name: 'the options name the issuer by its inner name',
    options: { issuer: 'https://sso.svc.cluster.local/realms/shop' },
    token: () => own({ iss: 'https://sso.example.com/realms/shop' }),
    code: 'issuer_unknown',
    cause: /options name the issuer by an inner host name/,
    mend: /write "https:\/\/sso\.example\.com\/realms\/shop" .* jwksUri/,
  },
  {
    name: 'the token is of the development environment',
    token: () => own({ iss: 'https://auth-dev.example.com/tenant' }),
    code: 'issuer_unknown',
    cause: /another environment \("auth-dev", here "auth"\)/,
    mend: /get a token from the issuer that this API is set up for/,
  },
  {
    name: 'the token is of another realm',
    options: { issuer: 'https://sso.example.com/realms/prod' },
    token: () => own({ iss: 'https://sso.example.com/realms/stage' }),
    code: 'issuer_unknown',
    cause: /another environment \("stage", here "prod"\)/,
    mend: /get a token from the issuer/,
  },
  {
    name: 'the app registration of Entra asks for version 1 tokens',
    options: { issuer: `https://login.microsoftonline.com/${entraTenant}/v2.0` },
    token: () => own({ iss: `https://sts.windows.net/${entraTenant}/` }),
    code: 'issuer_unknown',
    cause: /version 1 of Microsoft Entra and the options expect version 2/,
    mend: /requestedAccessTokenVersion to 2/,
  },
  {
    name: 'the client asked Entra for a token for Graph, which comes in version 1',
    options: { issuer: ofEntra },
    token: () =>
      issuer.token({
        claims: {
          iss: `https://sts.windows.net/${entraTenant}/`,
          aud: '00000003-0000-0000-c000-000000000000',
        },
        header: { typ: 'JWT', nonce: 'n' },
      }),
    code: 'issuer_unknown',
    cause: /it is a token for Microsoft Graph/,
    mend: /ask for a scope of this API \(api:\/\//,
  },
  {
    name: 'a tenant was added a moment ago, or never',
    options: { ...tenants, resolvedIssuers: { rememberUnknownSeconds: 90 } },
    token: () => own({ iss: 'https://auth.example.com/tenant-2' }),
    code: 'issuer_unknown',
    cause: /resolveIssuer did not know this issuer/,
    mend: /up to 90 s \(resolvedIssuers\.rememberUnknownSeconds\)/,
  },
  {
    name: 'the issuer of a token is no URL, and the function that finds issuers is not asked',
    options: tenants,
    token: () => own({ iss: 'tenant-2' }),
    code: 'issuer_unknown',
    cause: /not the URL of an issuer/,
    mend: /resolveIssuer is not asked/,
  },
]
