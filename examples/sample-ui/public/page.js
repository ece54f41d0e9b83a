// What all pages of the sample do besides HTML. Without it they work as well.

// A form that was sent is not sent twice, and says that something is under way.
document.addEventListener('submit', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement)) return
  if (form.ariaBusy === 'true') event.preventDefault()
  form.ariaBusy = 'true'
})

// A page that the browser kept comes back as it was left.
window.addEventListener('pageshow', () => {
  for (const form of document.forms) form.ariaBusy = null
})
