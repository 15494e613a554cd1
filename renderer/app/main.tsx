/** Entry of every window: makes the ports real, then hands over to `App`. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { createApi, createConnection } from '../api/index.ts'
import { createI18n } from '../i18n/index.ts'
import { App } from './App.tsx'

const fetch = window.fetch.bind(window)
const connection = createConnection({ fetch, location: window.location, history: window.history, storage: window.sessionStorage })
const api = createApi({ fetch, connection })
const i18n = createI18n(navigator.language.startsWith('en') ? 'en' : 'fr')

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root element')
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <App api={api} />
    </I18nextProvider>
  </StrictMode>,
)
