// npm run reference: writes docs/reference/*.md from the types and their docstrings. Commit them with your change.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { referencePages, root } from './pages.js'

for (const { path, text } of referencePages()) writeFileSync(join(root, path), text)
