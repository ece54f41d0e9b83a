import { Notes } from '../../src/notes/notes.js'

const alice = { issuer: 'https://one.example', subject: 'alice' }
const otherAlice = { issuer: 'https://two.example', subject: 'alice' }

test('the same subject of two issuers are two people', () => {
  const notes = new Notes()
  notes.add(alice, 'one')
  expect(notes.list(otherAlice)).toEqual([])
  expect(notes.list(alice)).toEqual(['one'])
  expect(notes.remove(otherAlice, 'one')).toEqual([])
  expect(notes.remove(alice, 'one')).toEqual(['one'])
  expect(notes.list(alice)).toEqual([])
})

test('there is room for so many notes of so many people, and for others again when notes are removed', () => {
  const notes = new Notes({ owners: 1, notesOfOwner: 2 })
  expect(['a', 'b', 'c'].map((note) => notes.add(alice, note))).toEqual(['added', 'added', 'full'])
  expect(notes.list(alice)).toEqual(['a', 'b'])
  expect(notes.add(otherAlice, 'a')).toBe('full')
  notes.remove(alice, 'a')
  expect(notes.add(otherAlice, 'a')).toBe('full')
  expect(notes.add(alice, 'c')).toBe('added')
  notes.remove(alice, 'b')
  notes.remove(alice, 'c')
  expect(notes.add(otherAlice, 'a')).toBe('added')
})
