// What `swagger-ui-bundle.js` has put there.
const { SwaggerUIBundle } = /** @type {{ SwaggerUIBundle: (options: object) => void }} */ (
  /** @type {unknown} */ (window)
)

const reference = document.querySelector('#reference')

// Swagger UI leaves controls without a name for those who do not see what stands beside them.
if (reference) {
  new MutationObserver(() => nameControls(reference)).observe(reference, { childList: true, subtree: true })
}

// A token that is pasted into "Authorize" stays in this page, and is gone with it.
SwaggerUIBundle({
  dom_id: '#reference',
  url: 'openapi.json',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  persistAuthorization: false,
  validatorUrl: null,
})

/** @param {Element} root */
function nameControls(root) {
  for (const control of root.querySelectorAll('input, select, textarea, .close-modal')) {
    if (!control.hasAttribute('aria-label') && (control.matches('#servers') || !isLabelled(control))) {
      control.setAttribute('aria-label', nameOf(control))
    }
  }
}

/** @param {Element} control */
function isLabelled(control) {
  return 'labels' in control && /** @type {HTMLInputElement} */ (control).labels?.length !== 0
}

/** @param {Element} control */
function nameOf(control) {
  if (control.matches('.close-modal')) return 'Close'
  if (control.matches('#servers')) return 'Server'
  const row = control.closest('[data-param-name], .parameters')
  const name = row?.getAttribute('data-param-name') ?? row?.querySelector('.parameter__name')?.textContent
  return name ?? control.getAttribute('placeholder') ?? 'Body of the request'
}
