// The arrow keys lead to the files beside this one.
document.addEventListener('keydown', (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  const { target } = event
  // Where the keys do something already: in fields, and in a text that is longer than its frame.
  if (target instanceof Element && target.closest('input, textarea, select, dialog, details[open], pre'))
    return
  const rel = { ArrowLeft: 'prev', ArrowRight: 'next' }[event.key]
  const link = rel && document.querySelector(`a[rel="${rel}"]`)
  if (link instanceof HTMLAnchorElement) location.assign(link.href)
})
