import type { Language } from './language.js'

/**
 * The words of a page in both languages. What is said in English must be said in Uzbek too, or it does not compile.
 *
 * @returns gives the words of a language
 */
export function texts<T>(en: T, uz: NoInfer<T>): (language: Language) => T {
  return (language) => (language === 'uz' ? uz : en)
}
