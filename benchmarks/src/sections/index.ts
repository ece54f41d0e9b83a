import { cold } from './cold.js'
import { dpop } from './dpop.js'
import { http } from './http.js'
import { importCost } from './import-cost.js'
import { memory } from './memory.js'
import { outage } from './outage.js'
import { repeat } from './repeat.js'
import type { Section } from './section.js'
import { verify } from './verify.js'

/** All parts, in the order of the report. */
export const sections: readonly Section[] = [verify, repeat, dpop, http, outage, cold, memory, importCost]
