import type { Language } from 'sample-ui'
import type { Step } from '../step.js'
import { partyNames } from './party-names.js'

/** What is told in one sentence. */
interface Told {
  readonly from: string
  readonly to: string
  /** The client that the request names. */
  readonly client: string
  readonly path: string
}

interface Rule {
  readonly applies: (step: Step) => boolean
  readonly en: (told: Told) => string
  readonly uz: (told: Told) => string
}

const at =
  (path: RegExp, methods?: string) =>
  ({ request, to }: Step): boolean =>
    to !== 'drive' && path.test(request.path) && (methods?.includes(request.method) ?? true)

const grant = (type: string) => (step: Step) =>
  at(/\/token$/, 'POST')(step) && parameter(step, 'grant_type') === type

const drive =
  (methods: string) =>
  ({ to, request }: Step) =>
    to === 'drive' && methods.split(' ').includes(request.method)

/** The first that applies is told. */
const rules: readonly Rule[] = [
  {
    applies: (step) => at(/^\/authorize$/)(step) && parameter(step, 'prompt') === 'none',
    en: ({ client }) => `The browser brings the request of ${client}, which wants no page to be shown`,
    uz: ({ client }) => `Brauzer ${client} soʻrovini olib keldi: hech qanday sahifa koʻrsatilmasin`,
  },
  {
    applies: at(/^\/authorize$/),
    en: ({ client }) => `The browser brings the request of ${client}: may it act for the user?`,
    uz: ({ client }) => `Brauzer ${client} soʻrovini olib keldi: foydalanuvchi nomidan ish qilsa boʻladimi?`,
  },
  {
    applies: at(/^\/authorize\//),
    en: () => 'The question is answered; the browser goes on with the sign-in',
    uz: () => 'Savolga javob berildi, brauzer kirishni davom ettiradi',
  },
  {
    applies: at(/^\/interaction\/[^/]+\/login$/, 'POST'),
    en: () => 'The person signs in: the password goes to the authorization server, and nowhere else',
    uz: () => 'Foydalanuvchi kiradi: parol faqat ruxsat serveriga boradi',
  },
  {
    applies: at(/^\/interaction\/[^/]+\/consent$/, 'POST'),
    en: () => 'The person decides what the client may do',
    uz: () => 'Foydalanuvchi mijoz dasturga nima mumkinligini hal qiladi',
  },
  {
    applies: at(/^\/interaction\/[^/]+\/cancel$/, 'POST'),
    en: () => 'The person cancels the sign-in',
    uz: () => 'Foydalanuvchi kirishni bekor qiladi',
  },
  {
    applies: at(/^\/interaction\//),
    en: () => 'The authorization server asks the person: who are you, and do you allow it?',
    uz: () => 'Ruxsat serveri foydalanuvchidan soʻraydi: kimsiz va bunga ruxsat berasizmi?',
  },
  {
    applies: grant('authorization_code'),
    en: ({ from }) => `${from} exchanges the code for tokens`,
    uz: ({ from }) => `${from} kodni tokenlarga almashtiradi`,
  },
  {
    applies: grant('refresh_token'),
    en: ({ from }) => `${from} gets new tokens with its refresh token`,
    uz: ({ from }) => `${from} refresh token bilan yangi tokenlar oladi`,
  },
  {
    applies: grant('client_credentials'),
    en: ({ from }) => `${from} asks for a token in its own name`,
    uz: ({ from }) => `${from} oʻz nomidan token soʻraydi`,
  },
  {
    applies: at(/\/userinfo$/),
    en: ({ from }) => `${from} asks who has signed in`,
    uz: ({ from }) => `${from} kim kirganini soʻraydi`,
  },
  {
    applies: at(/\/jwks(\.json)?$/),
    en: ({ from }) => `${from} fetches the public keys that verify tokens`,
    uz: ({ from }) => `${from} tokenlarni tekshiradigan ochiq kalitlarni oladi`,
  },
  {
    applies: at(/\/\.well-known\/oauth-protected-resource/),
    en: ({ from }) => `${from} reads what the resource server expects`,
    uz: ({ from }) => `${from} resurs serveri nima kutishini oʻqiydi`,
  },
  {
    applies: at(/\/\.well-known\//),
    en: ({ from }) => `${from} reads what the authorization server offers`,
    uz: ({ from }) => `${from} ruxsat serveri nimalarni taklif qilishini oʻqiydi`,
  },
  {
    applies: at(/\/introspect$/),
    en: ({ from }) => `${from} asks whether a token is still good`,
    uz: ({ from }) => `${from} token hali yaroqlimi, deb soʻraydi`,
  },
  {
    applies: at(/\/revoke$/),
    en: ({ from }) => `${from} gives a token back: it is good no more`,
    uz: ({ from }) => `${from} tokenni qaytarib beradi: u endi yaramaydi`,
  },
  {
    applies: at(/\/backchannel-logout$/),
    en: ({ to }) => `The authorization server tells ${to} that the person has signed out`,
    uz: ({ to }) => `Ruxsat serveri ${to}ʼga foydalanuvchi chiqqanini bildiradi`,
  },
  {
    applies: at(/^\/end-session\/confirm$/, 'POST'),
    en: () => 'The person confirms: the session of the authorization server ends',
    uz: () => 'Foydalanuvchi tasdiqlaydi: ruxsat serveridagi seans tugaydi',
  },
  {
    applies: at(/^\/end-session/),
    en: () => 'The browser asks the authorization server to end the session',
    uz: () => 'Brauzer ruxsat serveridan seansni tugatishni soʻraydi',
  },
  {
    applies: at(/^\/account\/apps/, 'DELETE'),
    en: ({ from }) => `${from} takes back the access of an app`,
    uz: ({ from }) => `${from} dasturdan ruxsatni qaytarib oladi`,
  },
  {
    applies: at(/^\/account\/apps/),
    en: ({ from }) => `${from} asks which apps have access`,
    uz: ({ from }) => `${from} qaysi dasturlarga ruxsat berilganini soʻraydi`,
  },
  {
    applies: (step) => at(/\/callback$/)(step) && parameter(step, 'error') !== undefined,
    en: ({ to }) => `The browser brings ${to} a refusal`,
    uz: ({ to }) => `Brauzer ${to}ʼga rad javobini olib keldi`,
  },
  {
    applies: at(/\/callback$/),
    en: ({ to }) => `The browser brings ${to} the code`,
    uz: ({ to }) => `Brauzer ${to}ʼga kodni olib keldi`,
  },
  {
    applies: ({ to, request }) => to === 'drive' && request.path.startsWith('/.well-known/'),
    en: ({ from }) => `${from} asks what the Drive expects`,
    uz: ({ from }) => `${from} Drive nima kutishini soʻraydi`,
  },
  {
    applies: drive('GET HEAD'),
    en: ({ from, path }) => `${from} reads from the Drive: ${path}`,
    uz: ({ from, path }) => `${from} Driveʼdan oʻqiydi: ${path}`,
  },
  {
    applies: drive('POST'),
    en: ({ from, path }) => `${from} writes to the Drive: ${path}`,
    uz: ({ from, path }) => `${from} Driveʼga yozadi: ${path}`,
  },
  {
    applies: drive('PUT PATCH'),
    en: ({ from, path }) => `${from} changes something in the Drive: ${path}`,
    uz: ({ from, path }) => `${from} Driveʼda oʻzgartiradi: ${path}`,
  },
  {
    applies: drive('DELETE'),
    en: ({ from, path }) => `${from} deletes from the Drive: ${path}`,
    uz: ({ from, path }) => `${from} Driveʼdan oʻchiradi: ${path}`,
  },
  {
    applies: ({ from, request }) => from === 'browser' && request.method === 'GET',
    en: ({ to, path }) => `The browser opens a page: ${to}, ${path}`,
    uz: ({ to, path }) => `Brauzer sahifani ochadi: ${to}, ${path}`,
  },
  {
    applies: ({ from }) => from === 'browser',
    en: ({ to, path }) => `The browser sends a form: ${to}, ${path}`,
    uz: ({ to, path }) => `Brauzer forma yuboradi: ${to}, ${path}`,
  },
]

/** One step in one sentence. */
export function storyOf(step: Step, language: Language): string {
  const names = partyNames(language)
  const client = parameter(step, 'client_id') ?? ''
  const told: Told = {
    from: names[step.from],
    to: names[step.to],
    client: Object.hasOwn(names, client) ? names[client as Step['from']] : client,
    path: step.request.path,
  }
  const rule = rules.find(({ applies }) => applies(step))
  if (rule) return rule[language](told)
  return language === 'uz' ? `${told.from}: ${told.to}ʼga murojaat` : `${told.from} asks ${told.to}`
}

function parameter({ request }: Step, name: string): string | undefined {
  return request.parameters.find((field) => field.name === name)?.value
}
