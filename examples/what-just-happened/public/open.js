// Runs before the page is drawn, so that a panel that was left open does not push the page aside later.
try {
  if (localStorage.getItem('what-just-happened') === 'open') document.documentElement.dataset.steps = 'open'
} catch {
  // Without storage the panel begins closed.
}
