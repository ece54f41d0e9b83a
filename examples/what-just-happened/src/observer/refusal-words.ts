import type { Language } from 'sample-ui'

/** Why something is refused, in a sentence. */
const reasons: Readonly<Record<string, readonly [en: string, uz: string]>> = {
  access_denied: ['The person said no.', 'Foydalanuvchi rad etdi.'],
  login_required: [
    'Nobody is signed in at the authorization server, and the client did not want a page to be shown.',
    'Ruxsat serverida hech kim kirmagan, mijoz esa sahifa koʻrsatilmasligini soʻragan.',
  ],
  consent_required: [
    'The person has not allowed this yet, and the client did not want a page to be shown.',
    'Foydalanuvchi bunga hali ruxsat bermagan, mijoz esa sahifa koʻrsatilmasligini soʻragan.',
  ],
  interaction_required: [
    'The person would have to be asked, and the client did not want a page to be shown.',
    'Foydalanuvchidan soʻrash kerak, mijoz esa sahifa koʻrsatilmasligini soʻragan.',
  ],
  invalid_client: ['The client did not show who it is.', 'Mijoz kimligini koʻrsata olmadi.'],
  invalid_grant: [
    'The code or the refresh token is used up, expired or not for this client.',
    'Kod yoki refresh token ishlatib boʻlingan, muddati oʻtgan yoki bu mijozniki emas.',
  ],
  invalid_scope: ['The client may not ask for this.', 'Mijoz buni soʻray olmaydi.'],
  invalid_target: [
    'There is no such API, or the client may not call it.',
    'Bunday API yoʻq yoki mijoz unga murojaat qila olmaydi.',
  ],
  invalid_request: [
    'Something is missing in the request, or malformed.',
    'Soʻrovda biror narsa yetishmaydi yoki notoʻgʻri.',
  ],
  credentials_missing: ['The request came without an access token.', 'Soʻrov access tokenʼsiz keldi.'],
  credentials_malformed: ['What came is no token.', 'Kelgan narsa token emas.'],
  insufficient_scope: [
    'The token is good, but it was not given for this.',
    'Token yaroqli, lekin bunga ruxsat berilmagan.',
  ],
  authentication_too_old: [
    'The person signed in too long ago for this, and has to sign in again.',
    'Foydalanuvchi buning uchun juda oldin kirgan, qaytadan kirishi kerak.',
  ],
  token_expired: ['The token has expired.', 'Token muddati oʻtgan.'],
  token_revoked: ['The token was revoked.', 'Token bekor qilingan.'],
  token_malformed: ['The token was cut or changed on the way.', 'Token yoʻlda kesilgan yoki oʻzgartirilgan.'],
  signature_invalid: ['The issuer did not make this token as it is.', 'Issuer aynan bunday token yasamagan.'],
  audience_mismatch: ['The token is meant for somebody else.', 'Token boshqa tomonga atalgan.'],
  issuer_unknown: [
    'Whoever made the token is not trusted here.',
    'Tokenni yasagan tomon bu yerda ishonchli emas.',
  ],
  type_mismatch: ['This is another kind of token.', 'Bu boshqa turdagi token.'],
  token_bound: [
    'The token is bound to a key, and came without a proof.',
    'Token kalitga bogʻlangan, isbotsiz keldi.',
  ],
  key_mismatch: ['The proof was made with another key.', 'Isbot boshqa kalit bilan yasalgan.'],
  proof_missing: ['The proof is missing.', 'Isbot yoʻq.'],
  proof_replayed: ['The proof was used before.', 'Isbot avval ishlatilgan.'],
  proof_expired: ['The proof is too old.', 'Isbot eskirgan.'],
  proof_method_mismatch: ['The proof was made for another method.', 'Isbot boshqa metod uchun yasalgan.'],
  proof_target_mismatch: ['The proof was made for another address.', 'Isbot boshqa manzil uchun yasalgan.'],
  nonce_required: [
    'The proof lacks the nonce of this server; the client tries again with it.',
    'Isbotda shu serverning nonce qiymati yoʻq; mijoz uni qoʻshib qayta urinadi.',
  ],
  no_answer: ['Nobody answered.', 'Hech kim javob bermadi.'],
}

/** Why it was refused, for people; nothing for codes that say enough to whoever knows them. */
export function reasonOf(code: string, language: Language): string | undefined {
  const [en, uz] = Object.hasOwn(reasons, code) ? (reasons[code] ?? []) : []
  return language === 'uz' ? uz : en
}
