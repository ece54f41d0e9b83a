import { ConfigurationFault, shorten } from '../faults/index.js'
import type { JsonObject } from '../json-object.js'
import type { MetadataMembers } from '../resource-metadata/metadata-policy.js'
import { isPublishable } from '../resource-metadata/published-url.js'
import type { HumanReadableMember } from '../resource-metadata/resource-metadata.js'

/** The options whose values a person reads, each with its member. */
const members: Readonly<Record<string, HumanReadableMember>> = {
  resourceName: 'resource_name',
  resourceDocumentation: 'resource_documentation',
  resourcePolicyUri: 'resource_policy_uri',
  resourceTosUri: 'resource_tos_uri',
}

/** The name of an option and the language behind it. */
function split(name: string): readonly [option: string, language: string | undefined] {
  const [option = '', ...language] = name.split('#')
  return [option, language.length > 0 ? language.join('#') : undefined]
}

const isLocalized = (name: string) => name.includes('#') && Object.hasOwn(members, split(name)[0])

/** The options without those that name a language, which no list can hold. */
export const withoutHumanReadable = (given: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(given).filter(([name]) => !isLocalized(name)))

/**
 * Names and URLs for people, also in other languages.
 *
 * @throws {ConfigurationFault}
 * @see RFC 9728 §2.1
 */
export function readHumanReadable(given: JsonObject): MetadataMembers {
  const read: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) {
    const [option, language] = split(name)
    const member = Object.hasOwn(members, option) ? members[option] : undefined
    if (member === undefined || value === undefined) continue
    if (language !== undefined && !isLanguageTag(language)) {
      throw new ConfigurationFault(
        `metadata.${option}`,
        `expected a language tag behind #, such as uz or pt-BR, found ${shorten(language)}`,
      )
    }
    read[language === undefined ? member : `${member}#${language}`] = readValue(name, member, value)
  }
  return read
}

function readValue(name: string, member: HumanReadableMember, value: unknown): string {
  const isUrl = member !== 'resource_name'
  if (typeof value === 'string' && value.trim() !== '' && (!isUrl || isPage(value))) return value
  throw new ConfigurationFault(
    `metadata.${name}`,
    isUrl
      ? 'expected the URL of a page, https: or http:, without white space, user name and password'
      : 'expected a text',
  )
}

/** Whatever shows it makes a link of it: other schemes run scripts. */
const isPage = (url: string) => isPublishable(url) && /^https?:$/.test(new URL(url).protocol)

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
