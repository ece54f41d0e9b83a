import { type Language, texts } from 'sample-ui'

/** A scope in the words of the person who is asked to grant it. */
export interface ScopeWords {
  readonly scope: string
  /** Continues "Photo Print wants to: …". */
  readonly action: string
  readonly detail: string
}

type Words = Readonly<Record<Scope, (owner: string) => Omit<ScopeWords, 'scope'>>>

/** What concerns files comes first. */
const order = [
  'files.read',
  'files.write',
  'files.delete',
  'files.share',
  'notes.read',
  'notes.write',
  'apps.read',
  'apps.revoke',
  'openid',
  'profile',
  'email',
  'offline_access',
] as const
type Scope = (typeof order)[number]

const words = texts<Words>(
  {
    'files.read': (owner) => ({
      action: `See the files of ${owner}`,
      detail: 'Their names, folders and contents',
    }),
    'files.write': (owner) => ({
      action: `Add and change files of ${owner}`,
      detail: 'Upload, rename, replace',
    }),
    'files.delete': (owner) => ({
      action: `Delete files of ${owner}`,
      detail: 'One by one or whole folders',
    }),
    'files.share': (owner) => ({
      action: `Share files of ${owner}`,
      detail: 'Give other people access, and take it back',
    }),
    'notes.read': (owner) => ({ action: `See the notes of ${owner}`, detail: 'Everything that they say' }),
    'notes.write': (owner) => ({
      action: `Add and remove notes of ${owner}`,
      detail: 'One by one or several',
    }),
    'apps.read': (owner) => ({
      action: `See the applications of ${owner}`,
      detail: 'Which ones have access, to what, and since when',
    }),
    'apps.revoke': (owner) => ({
      action: `Take access away from applications of ${owner}`,
      detail: 'They have to ask again',
    }),
    openid: (owner) => ({
      action: `Recognise ${owner}`,
      detail: 'Know that it is the same person next time',
    }),
    profile: (owner) => ({ action: `See the name of ${owner}`, detail: 'As it is written in this account' }),
    email: (owner) => ({
      action: `See the e-mail address of ${owner}`,
      detail: 'And whether it is verified',
    }),
    offline_access: (owner) => ({
      action: `Keep this access while ${owner} is away`,
      detail: 'It is renewed without asking again',
    }),
  },
  {
    'files.read': (owner) => ({
      action: `${owner}ning fayllarini koʻrish`,
      detail: 'Ularning nomlari, papkalari va ichidagilari',
    }),
    'files.write': (owner) => ({
      action: `${owner}ning fayllarini qoʻshish va oʻzgartirish`,
      detail: 'Yuklash, nomini oʻzgartirish, almashtirish',
    }),
    'files.delete': (owner) => ({
      action: `${owner}ning fayllarini oʻchirish`,
      detail: 'Bittalab yoki butun papkalarni',
    }),
    'files.share': (owner) => ({
      action: `${owner}ning fayllarini ulashish`,
      detail: 'Boshqalarga ruxsat berish va uni qaytarib olish',
    }),
    'notes.read': (owner) => ({
      action: `${owner}ning qaydlarini koʻrish`,
      detail: 'Ularda yozilgan hamma narsani',
    }),
    'notes.write': (owner) => ({
      action: `${owner}ning qaydlarini qoʻshish va oʻchirish`,
      detail: 'Bittalab yoki bir nechtasini',
    }),
    'apps.read': (owner) => ({
      action: `${owner}ning ilovalarini koʻrish`,
      detail: 'Qaysi biriga, nimaga va qachondan beri ruxsat berilganini',
    }),
    'apps.revoke': (owner) => ({
      action: `${owner}ning ilovalaridan ruxsatni qaytarib olish`,
      detail: 'Shundan soʻng ular qaytadan ruxsat soʻraydi',
    }),
    openid: (owner) => ({
      action: `${owner}ni tanish`,
      detail: 'Keyingi safar ham oʻsha odam ekanini bilish',
    }),
    profile: (owner) => ({
      action: `${owner}ning ismini koʻrish`,
      detail: 'Hisobda qanday yozilgan boʻlsa, shundayligicha',
    }),
    email: (owner) => ({
      action: `${owner}ning email manzilini koʻrish`,
      detail: 'Va u tasdiqlangan yoki tasdiqlanmaganini',
    }),
    offline_access: (owner) => ({
      action: `${owner} yoʻqligida ham bu ruxsatdan foydalanish`,
      detail: 'Ruxsat qayta soʻralmasdan yangilanadi',
    }),
  },
)

/** Puts scopes into words. A scope without words is shown by its name. */
export function describeScopes(scopes: Iterable<string>, owner: string, language: Language): ScopeWords[] {
  return [...new Set(scopes)]
    .sort((a, b) => position(a) - position(b))
    .map((scope) =>
      isKnown(scope) ? { scope, ...words(language)[scope](owner) } : { scope, action: scope, detail: '' },
    )
}

function isKnown(scope: string): scope is Scope {
  return order.some((known) => known === scope)
}

function position(scope: string): number {
  return isKnown(scope) ? order.indexOf(scope) : order.length
}
