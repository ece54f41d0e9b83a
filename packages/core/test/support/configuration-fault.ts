import { ConfigurationFault, QalqonError } from '../../src/index.js'

/** The fault over the options with which something is built. Its message begins with the option that it names. */
export function configurationFaultOf(build: () => unknown): ConfigurationFault {
  let thrown: unknown
  try {
    build()
  } catch (fault) {
    thrown = fault
  }
  expect(thrown).toBeInstanceOf(ConfigurationFault)
  const fault = thrown as ConfigurationFault
  expect(fault.message).toMatch(/^[^:]+: .{10,}/)
  expect(fault.message.startsWith(`${fault.option}: `)).toBe(true)
  expect(fault).toMatchObject({ family: 'configuration', code: 'configuration_invalid' })
  expect(fault).toBeInstanceOf(QalqonError)
  return fault
}

/** Expects that building fails with a fault that names the option. */
export function expectConfigurationFault(build: () => unknown, option: string): ConfigurationFault {
  const fault = configurationFaultOf(build)
  expect(fault.option).toBe(option)
  return fault
}
