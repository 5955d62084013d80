import ForgeReconciler, { Text } from '@forge/react'

ForgeReconciler.render(<Text>Universal Access</Text>)
