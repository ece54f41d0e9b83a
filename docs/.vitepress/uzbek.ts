import type { DefaultTheme } from 'vitepress'

/** What the site says in Uzbek beside its pages. */
export const uzbek = {
  description: 'HTTP APIʼlar uchun OAuth 2.0 access tokenlarini tekshirish, TypeScriptʼda',
  theme: {
    nav: [
      { text: 'Oʻrganamiz', link: '/uz/oauth' },
      { text: 'Qoʻllanma (inglizcha)', link: '/guide/' },
    ],
    sidebar: [
      {
        text: 'Oʻrganamiz',
        items: [
          { text: 'OAuth 2.0 va OpenID Connect ish ustida', link: '/uz/oauth' },
          { text: 'Oʻz qoʻlingiz bilan', link: '/uz/learn' },
        ],
      },
    ],
    outline: { level: [2, 3], label: 'Ushbu sahifada' },
    docFooter: { prev: 'Oldingi', next: 'Keyingi' },
    darkModeSwitchLabel: 'Koʻrinish',
    lightModeSwitchTitle: 'Yorugʻ koʻrinish',
    darkModeSwitchTitle: 'Tungi koʻrinish',
    sidebarMenuLabel: 'Sahifalar',
    returnToTopLabel: 'Yuqoriga',
    langMenuLabel: 'Til',
    skipToContentLabel: 'Matnga oʻtish',
    notFound: {
      title: 'SAHIFA TOPILMADI',
      quote: 'Bu yerda sahifa yoʻq.',
      linkLabel: 'bosh sahifaga',
      linkText: 'Bosh sahifa',
    },
  } satisfies DefaultTheme.Config,
  search: {
    translations: {
      button: { buttonText: 'Qidirish', buttonAriaLabel: 'Qidirish' },
      modal: {
        displayDetails: 'Batafsil',
        resetButtonTitle: 'Tozalash',
        backButtonTitle: 'Yopish',
        noResultsText: 'Hech narsa topilmadi:',
        footer: { selectText: 'ochish', navigateText: 'tanlash', closeText: 'yopish' },
      },
    } satisfies DefaultTheme.LocalSearchOptions['translations'],
  },
}
