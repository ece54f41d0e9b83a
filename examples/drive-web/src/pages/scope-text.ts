import { texts, type Language } from 'sample-ui'

type ScopeTexts = Readonly<Record<string, string>>

const words = texts<ScopeTexts>(
  {
    'files.read': 'See and download your files',
    'files.write': 'Add files, rename and move them, and change what is in them',
    'files.delete': 'Delete your files',
    'files.share': 'Share your files with others',
    openid: 'Know that it is you',
    profile: 'Know your name',
    email: 'Know your e-mail address',
    offline_access: 'Have access also while you are away',
    'notes.read': 'Read your notes',
    'notes.write': 'Write and change your notes',
    'apps.read': 'See which applications have access',
    'apps.revoke': 'Take back access from applications',
  },
  {
    'files.read': 'Fayllaringizni koʻrish va yuklab olish',
    'files.write': 'Fayl qoʻshish, nomini va joyini, mazmunini oʻzgartirish',
    'files.delete': 'Fayllaringizni oʻchirish',
    'files.share': 'Fayllaringizni boshqalarga ulashish',
    openid: 'Aynan siz ekaningizni bilish',
    profile: 'Ismingizni bilish',
    email: 'Elektron pochta manzilingizni bilish',
    offline_access: 'Siz yoʻgʻingizda ham kirish',
    'notes.read': 'Eslatmalaringizni oʻqish',
    'notes.write': 'Eslatma yozish va oʻzgartirish',
    'apps.read': 'Qaysi ilovalarda ruxsat borligini koʻrish',
    'apps.revoke': 'Ilovalardan ruxsatni qaytarib olish',
  },
)

/** What a scope lets an application do, in words; the scope itself where there are none. */
export function scopeText(scope: string, language: Language): string {
  const known = words(language)
  return Object.hasOwn(known, scope) ? (known[scope] ?? scope) : scope
}
