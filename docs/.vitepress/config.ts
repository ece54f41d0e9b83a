import { copyFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { defineConfig, type DefaultTheme } from 'vitepress'
import { anchorOf } from './anchor.js'
import { linkPages } from './links.js'
import { noPages, placeOf } from './pages.js'
import { sidebar } from './sidebar.js'
import { uzbek } from './uzbek.js'

const root = resolve(import.meta.dirname, '../..')
const logo = join(root, 'docs/public/logo.svg')

const nav: DefaultTheme.NavItem[] = [
  { text: 'Start', link: '/start/', activeMatch: '^/start/' },
  { text: 'Guide', link: '/guide/', activeMatch: '^/guide/' },
  { text: 'Recipes', link: '/recipes/', activeMatch: '^/recipes/' },
  {
    text: 'Reference',
    activeMatch: '^/(reference|errors|conformance|providers)',
    items: [
      { text: 'Overview', link: '/reference/', activeMatch: '^/reference/$' },
      { text: 'Options', link: '/reference/options' },
      { text: 'Errors', link: '/errors' },
      { text: 'Conformance', link: '/conformance' },
      { text: 'Providers', link: '/providers' },
    ],
  },
  { text: 'Learn', link: '/en/oauth' },
]

// The pages are the documents of the repository, where they stand: links in them are those between files.
export default defineConfig({
  srcDir: '..',
  srcExclude: noPages,
  rewrites: placeOf,
  cleanUrls: true,
  title: 'Qalqon',
  description: 'OAuth 2.0 access token checking for HTTP APIs, in TypeScript',
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: '/logo.svg' }]],
  markdown: {
    anchor: { slugify: anchorOf },
    toc: { slugify: anchorOf },
    headers: { slugify: anchorOf },
    config: (markdown) => linkPages(markdown, root),
  },
  vite: {
    publicDir: join(root, 'docs/public'),
    build: { chunkSizeWarningLimit: 2000 }, // the index of the search, which is loaded when somebody searches
  },
  buildEnd: ({ outDir }) => copyFileSync(logo, join(outDir, 'logo.svg')),
  themeConfig: {
    logo: '/logo.svg',
    search: { provider: 'local', options: { locales: { uz: uzbek.search } } },
    // Few pages exist in both languages: the switch leads to the first page of the other one.
    i18nRouting: false,
    outline: [2, 3],
    externalLinkIcon: true,
  },
  locales: {
    root: { label: 'English', lang: 'en', themeConfig: { nav, sidebar: sidebar() } },
    uz: { label: 'Oʻzbekcha', lang: 'uz', description: uzbek.description, themeConfig: uzbek.theme },
  },
})
