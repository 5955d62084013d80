import ForgeReconciler, { Text } from '@forge/react'

ForgeReconciler.render(
  <Text>Asking for Jira access here is not possible yet. Please ask your Jira administrator.</Text>,
)
