import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const places = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const program = places.find((place) => place !== undefined && place !== '' && existsSync(place))

/** Runs a suite where there is a Chromium, and says so where there is none. */
export function describeWithChromium(name: string, suite: () => void): void {
  if (program !== undefined) describe(name, suite)
  else test.skip(`${name}: skipped because there is no Chromium (or set CHROMIUM)`, () => undefined)
}

/** A browser without a window, that goes nowhere by itself. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: program ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
