/** The page on the service-desk portal for people without access to Jira. */
import ForgeReconciler from '@forge/react'
import { PortalPage } from './portal-page'

ForgeReconciler.render(<PortalPage />)
