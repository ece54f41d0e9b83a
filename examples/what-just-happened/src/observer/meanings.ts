import type { Language } from 'sample-ui'

/** What parameters, claims and fields mean, in a few words. */
const meanings: Readonly<Record<string, readonly [en: string, uz: string]>> = {
  client_id: ['who asks', 'kim soʻrayapti'],
  response_type: ['what is wanted: a code', 'nima kerak: kod'],
  redirect_uri: ['where the browser is to be sent back', 'brauzer qayerga qaytariladi'],
  scope: ['what is asked for, or granted', 'nima soʻralgan yoki berilgan'],
  resource: ['for which API the token is to be', 'token qaysi API uchun'],
  state: [
    'random; comes back with the answer to this request',
    'tasodifiy; shu soʻrov javobi bilan qaytib keladi',
  ],
  nonce: ['random; comes back in the ID token', 'tasodifiy; ID token ichida qaytib keladi'],
  code: [
    'good once, for a minute, for this client alone',
    'bir marta, bir daqiqa, faqat shu mijozga yaraydi',
  ],
  code_challenge: ['hash of a secret that the client keeps (PKCE)', 'mijozda qoladigan sirning xeshi (PKCE)'],
  code_challenge_method: ['how it was hashed', 'qanday xeshlangan'],
  code_verifier: ['the secret behind the hash', 'xesh ortidagi sir'],
  grant_type: ['what is exchanged for tokens', 'nima tokenlarga almashtiriladi'],
  prompt: ['whether the person may or must be asked', 'foydalanuvchidan soʻrash mumkinmi yoki shartmi'],
  max_age: ['how old the sign-in may be, in seconds', 'kirganiga koʻpi bilan necha soniya boʻlgani'],
  login_hint: ['who is expected to sign in', 'kim kirishi kutilmoqda'],
  ui_locales: ['the language of the pages', 'sahifalar tili'],
  token_type: ['how the token is to be shown', 'token qanday koʻrsatiladi'],
  expires_in: ['how long the token lives, in seconds', 'token umri, soniyada'],
  access_token: ['opens an API, for a short time', 'APIʼni qisqa vaqtga ochadi'],
  refresh_token: [
    'gets new tokens; goes to the authorization server alone',
    'yangi tokenlar oladi; faqat ruxsat serveriga boradi',
  ],
  id_token: ['says to the client who has signed in', 'mijozga kim kirganini aytadi'],
  id_token_hint: ['whose session it is about', 'kimning seansi haqida'],
  logout_token: ['says whose session has ended', 'kimning seansi tugaganini aytadi'],
  error: ['what is wrong, for programs', 'nima notoʻgʻri, dasturlar uchun'],
  error_description: ['what is wrong, for developers', 'nima notoʻgʻri, dasturchilar uchun'],
  iss: ['who made it', 'kim yasagan'],
  sub: ['whom it is about', 'kim haqida'],
  aud: ['for whom it is meant', 'kimga atalgan'],
  exp: ['until when it counts', 'qachongacha yaraydi'],
  iat: ['when it was made', 'qachon yasalgan'],
  nbf: ['from when on it counts', 'qachondan boshlab yaraydi'],
  auth_time: ['when the person signed in', 'foydalanuvchi qachon kirgan'],
  amr: ['how the person signed in', 'foydalanuvchi qanday kirgan'],
  acr: ['how strong the sign-in was', 'kirish qanchalik ishonchli'],
  jti: ['its own number', 'oʻz raqami'],
  sid: ['the session of the person', 'foydalanuvchi seansi'],
  'cnf.jkt': ['the key that it is bound to', 'qaysi kalitga bogʻlangan'],
  at_hash: ['hash of the access token that came with it', 'birga kelgan access token xeshi'],
  azp: ['the client that it was made for', 'qaysi mijoz uchun yasalgan'],
  htm: ['for which method the proof is', 'isbot qaysi metod uchun'],
  htu: ['for which address the proof is', 'isbot qaysi manzil uchun'],
  ath: ['hash of the token that it goes with', 'birga ketadigan token xeshi'],
  alg: ['algorithm of the signature', 'imzo algoritmi'],
  typ: ['what kind of token', 'token turi'],
  kid: ['which key has signed', 'qaysi kalit imzolagan'],
  Authorization: ['the credentials of the one who asks', 'soʻrovchining hujjati'],
  DPoP: ['proof that the sender has the key', 'joʻnatuvchida kalit borligi isboti'],
  'DPoP-Nonce': ['what the next proof has to contain', 'keyingi isbotda nima boʻlishi kerak'],
  Cookie: ['the session of this part', 'shu qismning seansi'],
  'Set-Cookie': ['the browser is to keep it', 'brauzer saqlab qoʻyadi'],
  Location: ['where the browser goes next', 'brauzer keyin qayerga boradi'],
  'WWW-Authenticate': ['the challenge: what is needed', 'talab: nima kerak'],
}

/** What a field means; nothing where its name says it. */
export function meaningOf(name: string, language: Language): string | undefined {
  const [en, uz] = Object.hasOwn(meanings, name) ? (meanings[name] ?? []) : []
  return language === 'uz' ? uz : en
}
