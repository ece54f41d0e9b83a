import { isPromise, type MetadataEndpoint, type MetadataResponse } from '@qalqon/core'
import { pluginOf, type Plugin } from './plugin.js'
import { writeResponse } from './write-response.js'

/** The plugin of an endpoint: a hook that answers requests for the metadata, and passes on all others. A route would be guarded. */
export function metadataOf(endpoint: MetadataEndpoint): Plugin {
  return pluginOf<Plugin>((instance, _options, registered) => {
    instance.addHook('onRequest', (request, reply, done) => {
      const act = (response: MetadataResponse | undefined) => {
        if (response) writeResponse(response, request, reply)
        else done()
      }
      const response = endpoint.answer({ method: request.method, url: request.originalUrl })
      if (isPromise(response)) response.then(act).catch(done)
      else act(response)
    })
    registered()
  })
}
