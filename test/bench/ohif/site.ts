/** Serves OHIF on loopback with its DICOMweb calls passed on to Orthanc, so that page and PACS have one origin. The
 *  account of the PACS is added on the way: the browser side needs none. */
import { createServer, request, Agent } from 'node:http'
import { createReadStream, existsSync, statSync } from 'node:fs'
import { once } from 'node:events'
import { extname, join, normalize } from 'node:path'
import type { AddressInfo } from 'node:net'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2',
}
const isolation = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp', 'cross-origin-resource-policy': 'same-origin' }

/** Its two painters: the graphics card, which it also takes where that is imitated in software, or the processor. */
export type OhifPainter = 'graphics card' | 'processor'

/** One data source, ours; everything else as the package comes. */
const configuration = (painter: OhifPainter): string => `window.config = ${JSON.stringify({
  useCPURendering: painter === 'processor', routerBasename: null, extensions: [], modes: [], customizationService: {}, showStudyList: true, maxNumberOfWebWorkers: 2,
  showWarningMessageForCrossOrigin: true, showCPUFallbackMessage: true, showLoadingIndicator: true, strictZSpacingForVolumeViewport: true,
  investigationalUseDialog: { option: 'never' }, maxNumRequests: { interaction: 100, thumbnail: 5, prefetch: 25 }, defaultDataSourceName: 'dicomweb',
  dataSources: [{
    namespace: '@ohif/extension-default.dataSourcesModule.dicomweb', sourceName: 'dicomweb',
    configuration: {
      friendlyName: 'Orthanc', name: 'orthanc', wadoUriRoot: '/wado', qidoRoot: '/dicom-web', wadoRoot: '/dicom-web', qidoSupportsIncludeField: false, imageRendering: 'wadors',
      thumbnailRendering: 'wadors', enableStudyLazyLoad: true, supportsFuzzyMatching: false, supportsWildcard: true, omitQuotationForMultipartRequest: true, bulkDataURI: { enabled: true },
    },
  }],
})}`

export interface OhifSite {
  readonly origin: string
  stop(): Promise<void>
}

export async function serveOhif(folder: string, orthanc: { httpPort: number; user: string; password: string }, painter: OhifPainter = 'graphics card'): Promise<OhifSite> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  const authorization = `Basic ${Buffer.from(`${orthanc.user}:${orthanc.password}`).toString('base64')}`
  const server = createServer((asked, answer) => {
    const path = decodeURIComponent(new URL(asked.url ?? '/', 'http://localhost').pathname)
    if (path.startsWith('/dicom-web')) {
      const onward = request({ host: '127.0.0.1', port: orthanc.httpPort, agent, method: asked.method, path: asked.url, headers: { ...asked.headers, authorization } }, (got) => {
        answer.writeHead(got.statusCode ?? 502, { ...got.headers, ...isolation })
        got.pipe(answer)
      })
      onward.on('error', () => { answer.writeHead(502).end() })
      asked.pipe(onward)
      return
    }
    if (path === '/app-config.js') return void answer.writeHead(200, { 'content-type': 'text/javascript', ...isolation }).end(configuration(painter))
    const wanted = join(folder, normalize(path))
    const isFile = wanted.startsWith(folder) && existsSync(wanted) && statSync(wanted).isFile()
    if (!isFile && extname(path) !== '') return void answer.writeHead(404, isolation).end()
    const file = isFile ? wanted : join(folder, 'index.html')
    answer.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'cache-control': 'no-cache', ...isolation })
    createReadStream(file).pipe(answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      agent.destroy()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
