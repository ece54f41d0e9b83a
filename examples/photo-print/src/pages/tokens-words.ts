import { texts } from 'sample-ui'

export type TokenWords = ReturnType<typeof words>

export const words = texts(
  {
    title: 'My tokens',
    lead: 'They are kept on the server. Here is what stands in them and how they were checked; the tokens themselves are never in a page.',
    secondsLeft: 'seconds left',
    refreshedAt: (seconds: number) =>
      `With less than ${seconds} seconds left it is refreshed by itself, before it is used. This page does so when it is open.`,
    notRefreshed:
      'There is no refresh token: when it has expired, the browser goes to the authorization server again.',
    noAccessToken: 'There is none at this moment.',
    resource: 'For',
    scope: 'Scope',
    type: 'Type',
    received: 'Received',
    fingerprint: 'Fingerprint',
    inside: 'What stands in it',
    insideNote:
      'An application must not depend on that: an access token is for the API. It is shown to learn.',
    refreshNumber: (number: number) => `Refresh token number ${number} of this sign-in:`,
    refreshNow: 'Refresh now',
    noRefreshToken:
      'There is none. It comes with the scope offline_access, and that counts only when you were asked (prompt=consent).',
    history: 'What was refreshed',
    noHistory: 'Nothing yet.',
    forDrive: 'for the Drive',
    forUserinfo: 'for userinfo',
    rotation:
      'Each use gives a new refresh token, and the old one is used up (rotation, RFC 9700 §2.2.2). When an old one comes back, somebody has a copy, and the authorization server ends all of them.',
    idTokenNote:
      'It tells this application who you are and how you have signed in. It is for nobody else: the Drive refuses it.',
    signature: 'signature',
    signatureHow: 'Checked with the public key of the issuer (its JWKS); “none” is never taken',
    aboutPerson: 'About you; asked for with the scopes profile and email',
    userinfoNote: (issuer: string) =>
      `${issuer} says who you are to whoever has a token of its own: an opaque one, which only it understands. The token for the Drive would not do.`,
    userinfoWithout: 'Without a refresh token there is no way to such a token now.',
    ask: 'Ask userinfo',
    differences: 'Four things that are not the same',
    difference: [
      [
        'Access token',
        'Lets this application call one API, the Drive, for some minutes. It says what may be done.',
      ],
      ['Refresh token', 'Gets the next access token from the authorization server. It goes nowhere else.'],
      ['ID token', 'Says once, at the sign-in, who you are. It opens nothing.'],
      [
        'Session cookie',
        'Lets this application know your browser again. It holds a random name, and no token.',
      ],
    ] as readonly (readonly [string, string])[],
  },
  {
    title: 'Tokenlarim',
    lead: 'Ular serverda saqlanadi. Bu yerda ularda nima borligi va qanday tekshirilgani koʻrsatiladi; tokenlarning oʻzi sahifada hech qachon boʻlmaydi.',
    secondsLeft: 'soniya qoldi',
    refreshedAt: (seconds) =>
      `${seconds} soniyadan kam qolganda, ishlatishdan oldin oʻz-oʻzidan yangilanadi. Ochiq turgan bu sahifa ham shunday qiladi.`,
    notRefreshed: 'Refresh token yoʻq: muddati tugagach, brauzer yana ruxsat serveriga boradi.',
    noAccessToken: 'Hozir yoʻq.',
    resource: 'Kim uchun',
    scope: 'Doirasi',
    type: 'Turi',
    received: 'Olingan',
    fingerprint: 'Barmoq izi',
    inside: 'Ichida nima bor',
    insideNote:
      'Ilova bunga tayanmasligi kerak: access token API uchun. Bu yerda oʻrganish uchun koʻrsatilgan.',
    refreshNumber: (number) => `Shu kirishning ${number}-refresh tokeni:`,
    refreshNow: 'Hozir yangilash',
    noRefreshToken:
      'Yoʻq. U offline_access doirasi bilan keladi, bu doira esa faqat sizdan soʻralganda (prompt=consent) hisobga olinadi.',
    history: 'Nimalar yangilandi',
    noHistory: 'Hozircha hech narsa.',
    forDrive: 'Drive uchun',
    forUserinfo: 'userinfo uchun',
    rotation:
      'Har bir ishlatish yangi refresh token beradi, eskisi esa yaroqsiz boʻladi (rotatsiya, RFC 9700 §2.2.2). Eskisi qayta kelsa, demak kimdadir nusxasi bor va ruxsat serveri hammasini bekor qiladi.',
    idTokenNote:
      'U ilovaga kimligingizni va qanday kirganingizni aytadi. Boshqa hech kim uchun emas: Drive uni rad etadi.',
    signature: 'imzo',
    signatureHow: 'Issuerning ochiq kaliti (JWKS) bilan tekshirilgan; “none” hech qachon qabul qilinmaydi',
    aboutPerson: 'Siz haqingizda; profile va email doiralari bilan soʻralgan',
    userinfoNote: (issuer) =>
      `${issuer} kimligingizni oʻz tokenini koʻrsatganga aytadi: bu faqat uning oʻzi tushunadigan (opaque) token. Drive uchun berilgan token bunga yaramaydi.`,
    userinfoWithout: 'Refresh tokensiz hozir bunday token olishning yoʻli yoʻq.',
    ask: 'Userinfoʼdan soʻrash',
    differences: 'Bir xil boʻlmagan toʻrt narsa',
    difference: [
      [
        'Access token',
        'Ilovaga bir necha daqiqa bitta APIʼga, Driveʼga murojaat qilish imkonini beradi. Nima qilish mumkinligini aytadi.',
      ],
      ['Refresh token', 'Ruxsat serveridan navbatdagi access tokenʼni oladi. Boshqa hech qayerga bormaydi.'],
      ['ID token', 'Kirish paytida kimligingizni bir marta aytadi. Hech qanday eshikni ochmaydi.'],
      ['Seans cookieʼsi', 'Ilova brauzeringizni tanib olishi uchun. Ichida tasodifiy nom bor, token yoʻq.'],
    ],
  },
)

/** How each claim of the ID token was validated. @see OpenID Connect Core §3.1.3.7 */
export const claimWords = texts(
  {
    iss: 'Equals the issuer that this application trusts, character by character',
    sub: 'Your name at this issuer; a person is known by iss and sub together',
    aud: 'Is the client_id of this application: a token for another one is not taken',
    exp: 'Was not over when the token came',
    iat: 'When it was issued',
    nonce:
      'Equals the random value that this application sent with the request: the answer is to this very sign-in',
    auth_time: 'When you proved who you are; compared when max_age was asked for',
    acr: 'How strong the sign-in was',
    amr: 'How you have signed in, such as with a password (pwd)',
    sid: 'Your session at the issuer; a logout token names it when that session ends',
  },
  {
    iss: 'Bu ilova ishonadigan issuer bilan aynan, belgima-belgi bir xil',
    sub: 'Sizning shu issuerdagi nomingiz; odam iss va sub birgaligida taniladi',
    aud: 'Shu ilovaning client_idʼsi: boshqasiga berilgan token qabul qilinmaydi',
    exp: 'Token kelganda muddati tugamagan edi',
    iat: 'Qachon berilgan',
    nonce: 'Ilova soʻrov bilan yuborgan tasodifiy qiymatga teng: javob aynan shu kirishga tegishli',
    auth_time: 'Kimligingizni qachon isbotlaganingiz; max_age soʻralgan boʻlsa, solishtiriladi',
    acr: 'Kirish qanchalik kuchli boʻlgan',
    amr: 'Qanday kirganingiz, masalan parol bilan (pwd)',
    sid: 'Issuerdagi seansingiz; u tugaganda logout token aynan shuni aytadi',
  },
)
