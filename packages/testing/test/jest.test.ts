import { createRequire } from 'node:module'

test('without a global expect it says what to do', () => {
  const { expect: kept } = globalThis as { expect?: unknown }
  try {
    Reflect.deleteProperty(globalThis, 'expect')
    let told: unknown
    try {
      createRequire(__filename)('../src/jest.ts')
    } catch (error) {
      told = error
    }
    Object.assign(globalThis, { expect: kept })
    expect(String(told)).toMatch(/setupFilesAfterEnv/)
  } finally {
    Object.assign(globalThis, { expect: kept })
  }
})
