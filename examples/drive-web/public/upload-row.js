import { textIn } from './page-parts.js'

/**
 * @typedef {object} RowOptions
 * @property {string} action where files are sent to
 * @property {number} most how many bytes a file may have
 * @property {DOMStringMap} words
 * @property {(row: UploadRow) => void} again puts it in line once more
 */

/** @typedef {'done' | 'failed' | 'cancelled'} Result */

/** One file on its way, and what the page shows of it. */
export class UploadRow {
  /** @type {XMLHttpRequest | undefined} */
  #request
  #cancelled = false
  #state = document.createElement('span')
  #progress = document.createElement('progress')
  #button = document.createElement('button')
  element = document.createElement('li')

  /**
   * @param {File} file
   * @param {RowOptions} options
   */
  constructor(file, options) {
    this.file = file
    this.options = options
    const name = document.createElement('span')
    name.className = 'item-name'
    name.textContent = file.name
    this.#state.className = 'detail'
    this.#progress.max = 1
    this.#progress.ariaLabel = file.name
    this.#button.type = 'button'
    this.#button.className = 'small'
    this.#button.addEventListener('click', () => this.#click())
    this.element.append(name, this.#state, this.#button, this.#progress)
    this.#wait()
  }

  #wait() {
    const { words } = this.options
    this.#cancelled = false
    this.#state.textContent = words.waiting ?? ''
    this.#state.className = 'detail'
    this.#progress.hidden = false
    this.#progress.value = 0
    this.#button.hidden = false
    this.#button.textContent = '×'
    this.#button.ariaLabel = (words.cancel ?? '').replace('{name}', this.file.name)
    delete this.element.dataset.over
  }

  #click() {
    if (this.element.dataset.over === 'failed') {
      this.#wait()
      this.options.again(this)
      return
    }
    this.#cancelled = true
    this.#request?.abort()
    this.#end('cancelled', this.options.words.cancelled ?? '')
  }

  /**
   * @param {Result} result
   * @param {string} text
   * @returns {Result}
   */
  #end(result, text) {
    this.element.dataset.over = result
    this.#state.textContent = text
    this.#state.className = result === 'failed' ? 'upload-fault' : 'detail'
    if (result === 'failed') this.#state.role = 'alert'
    this.#progress.hidden = true
    this.#button.hidden = result !== 'failed'
    this.#button.textContent = this.options.words.again ?? ''
    this.#button.ariaLabel = `${this.options.words.again ?? ''}: ${this.file.name}`
    return result
  }

  /** @returns {Promise<Result>} */
  async send() {
    if (this.#cancelled) return 'cancelled'
    const { words, most, action } = this.options
    const { file } = this
    if (file.size === 0)
      return this.#end('failed', (await isFolder(file)) ? (words.folder ?? '') : (words.empty ?? ''))
    if (file.size > most) return this.#end('failed', words.large ?? '')
    return new Promise((resolve) => {
      const request = new XMLHttpRequest()
      this.#request = request
      request.open('POST', action)
      request.setRequestHeader('Accept', 'application/json')
      request.upload.addEventListener('progress', ({ loaded, total }) => {
        this.#progress.value = loaded / total
        this.#state.textContent = `${Math.floor((100 * loaded) / total)} %`
      })
      request.addEventListener('load', () => resolve(this.#answered(request)))
      request.addEventListener('error', () => resolve(this.#end('failed', words.offline ?? '')))
      request.addEventListener('abort', () => resolve('cancelled'))
      const body = new FormData()
      body.append('file', file)
      request.send(body)
    })
  }

  /**
   * @param {XMLHttpRequest} request
   * @returns {Result}
   */
  #answered({ status, responseText }) {
    const { words } = this.options
    if (status === 201) return this.#end('done', words.done ?? '')
    if (status === 401) {
      this.#end('failed', '')
      const link = document.createElement('a')
      link.textContent = words.expired ?? ''
      link.href = `/drive/sign-in?back=${encodeURIComponent(location.pathname + location.search)}`
      this.#state.append(link)
      return 'failed'
    }
    return this.#end('failed', messageIn(responseText) ?? words.offline ?? '')
  }
}

/** A folder that is dropped looks like a file without a byte, and cannot be read. @param {File} file */
async function isFolder(file) {
  try {
    await file.arrayBuffer()
    return false
  } catch {
    return true
  }
}

/**
 * What the page says of an answer; nothing where something in between has answered.
 *
 * @param {string} text
 */
function messageIn(text) {
  try {
    /** @type {unknown} */
    const answer = JSON.parse(text)
    return textIn(answer, 'message')
  } catch {
    return undefined
  }
}
