import { html, trusted } from '../../src/pages/html.js'

test('text becomes text, also inside of an attribute in double quotes', () => {
  const evil = `"><script>alert('&')</script>`
  expect(html`<b title="${evil}">${evil}</b>`.toString()).toBe(
    '<b title="&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;">' +
      '&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;</b>',
  )
})

test('what is escaped already is escaped again', () => {
  expect(html`${'&amp;'}`.toString()).toBe('&amp;amp;')
})

test('templates nest, lists are joined, nothing is left out', () => {
  const items = ['<1>', '2'].map((item) => html`<i>${item}</i>`)
  expect(html`<b>${items}</b>`.toString()).toBe('<b><i>&lt;1&gt;</i><i>2</i></b>')
  expect(html`${false}${undefined}${0}${[]}`.toString()).toBe('0')
})

test('an object that merely looks like markup is not trusted', () => {
  const lookalike = { toString: () => '<b>' } as unknown as string
  expect(html`${[lookalike].map(String)}`.toString()).toBe('&lt;b&gt;')
  expect(html`${trusted('<b>')}`.toString()).toBe('<b>')
})
