// Menus are `details`, and work without this. With it they close when one goes elsewhere, and open upwards where there is no room.

/** @param {Element} menu */
function close(menu) {
  menu.removeAttribute('open')
}

const openMenus = () => document.querySelectorAll('details.menu[open]')

document.addEventListener('click', (event) => {
  for (const menu of openMenus()) {
    if (event.target instanceof Node && !menu.contains(event.target)) close(menu)
  }
})

document.addEventListener('keydown', (event) => {
  const menu = event.target instanceof Element && event.target.closest('details.menu[open]')
  if (!menu) return
  const items = [...menu.querySelectorAll('.menu-items :is(a, button, input)')].filter(
    (item) => item instanceof HTMLElement,
  )
  const at = items.findIndex((item) => item === document.activeElement)
  if (event.key === 'Escape') {
    close(menu)
    menu.querySelector('summary')?.focus()
  } else if (event.key === 'ArrowDown') {
    event.preventDefault()
    items[(at + 1) % items.length]?.focus()
  } else if (event.key === 'ArrowUp') {
    event.preventDefault()
    items[at <= 0 ? items.length - 1 : at - 1]?.focus()
  }
})

// Out of a menu with the Tab key.
document.addEventListener('focusin', (event) => {
  for (const menu of openMenus()) {
    if (event.target instanceof Node && !menu.contains(event.target)) close(menu)
  }
})

document.addEventListener(
  'toggle',
  ({ target: menu }) => {
    if (!(menu instanceof HTMLDetailsElement) || !menu.matches('.menu')) return
    menu.classList.remove('up')
    const items = menu.querySelector('.menu-items')
    if (!menu.open || !items) return
    const { bottom } = items.getBoundingClientRect()
    const { top } = menu.getBoundingClientRect()
    menu.classList.toggle('up', bottom > innerHeight && top > items.clientHeight)
  },
  true,
)
