// Counts down what is left of the access token. Without it the page says how much it was when it came.

const left = document.querySelector('[data-seconds-left]')

if (left instanceof HTMLElement) {
  const start = performance.now()
  const seconds = Number(left.dataset.secondsLeft)
  const reloadAt = left.dataset.reloadAt === undefined ? undefined : Number(left.dataset.reloadAt)
  // A page that was just loaded is not loaded again at once, however short tokens live.
  const patience = 5

  const tick = () => {
    const gone = Math.floor((performance.now() - start) / 1000)
    const now = Math.max(0, seconds - gone)
    left.textContent = String(now)
    if (reloadAt !== undefined && now < reloadAt && gone >= patience && !document.hidden) {
      clearInterval(timer)
      location.reload()
    } else if (now === 0 && reloadAt === undefined) clearInterval(timer)
  }
  const timer = setInterval(tick, 1000)
}
