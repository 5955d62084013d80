/** The page for Jira administrators. It displays and asks; it never decides. */
import ForgeReconciler from '@forge/react'
import { AdminPage } from './admin-page'

ForgeReconciler.render(<AdminPage />)
