/** The app's page as Jira would show it: its title, and the document that the app hands over from its own frame. */
import Heading from '@atlaskit/heading'
import Spinner from '@atlaskit/spinner'
import { token } from '@atlaskit/tokens'
import { useEffect } from 'react'
import { drawings } from './components/drawings'
import { Draw, DrawingsContext } from './draw'
import { appDocument, showDocument } from './forge-document'
import { forgetProblems, Problems, reportProblem } from './problems'
import { read } from './server'
import { callerKind, openedPage } from './session'
import { useStore } from './store'
import type { OpenedPage } from '../api'

export function AppView() {
  const caller = useStore(callerKind)
  const page = useStore(openedPage)
  const { root } = useStore(appDocument)

  useEffect(() => {
    forgetProblems()
    showDocument(null)
    openedPage.set(null)
    read<OpenedPage>('page', { caller }).then(
      (opened) => openedPage.set(opened),
      (error: unknown) => reportProblem(String(error)),
    )
  }, [caller])

  return (
    <main aria-label="The app's page" style={{ padding: 24, minWidth: 0, background: token('elevation.surface') }}>
      <Problems />
      {page === null ? null : (
        <>
          <Heading size="large" as="h1">
            {page.title}
          </Heading>
          {/* The app runs apart, without this page's DOM, as on Forge. */}
          <iframe
            key={page.moduleKey + caller}
            title="The app's code"
            src={`/app/${page.resource}/index.html`}
            style={{ display: 'none' }}
          />
        </>
      )}
      <div style={{ marginBlockStart: 16 }}>
        {root === null ? (
          <Spinner label="The app is loading" />
        ) : (
          <DrawingsContext.Provider value={drawings}>
            <Draw doc={root} />
          </DrawingsContext.Provider>
        )}
      </div>
    </main>
  )
}
