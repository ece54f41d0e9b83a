import { languageOf, switchLanguage } from '../src/language.js'

describe('languageOf', () => {
  test('the switch wins over the request, and the request over the browser', () => {
    const headers = { cookie: 'a=b; sample.language=uz', 'accept-language': 'en' }
    expect(languageOf(headers, 'en')).toBe('uz')
    expect(languageOf({ 'accept-language': 'en' }, 'fr uz-Latn en')).toBe('uz')
    expect(languageOf({ 'accept-language': 'fr, uz-Latn-UZ;q=0.9, en;q=0.8' })).toBe('uz')
  })

  test.each([
    {},
    { cookie: 'sample.language=de' },
    { cookie: 'other.sample.language=uz' },
    { 'accept-language': 'fr' },
  ])('English for what is not known: %j', (headers) => {
    expect(languageOf(headers)).toBe('en')
  })
})

describe('switchLanguage', () => {
  const back = (path: string) => switchLanguage(new URLSearchParams({ language: 'uz', back: path }))?.location

  test('goes back to the page, with a cookie of the whole sample', () => {
    const to = switchLanguage(new URLSearchParams({ language: 'uz', back: '/drive?folder=1' }))
    expect(to?.location).toBe('/drive?folder=1')
    expect(to?.cookie).toMatch(/^sample\.language=uz; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/)
  })

  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '',
    'relative',
  ])('never leaves this origin: %j', (path) => {
    expect(back(path)).toBe('/')
  })

  test('a language that is not known changes nothing', () => {
    expect(switchLanguage(new URLSearchParams({ language: 'de', back: '/' }))).toBeUndefined()
  })
})
