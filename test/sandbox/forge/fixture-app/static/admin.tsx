import ForgeReconciler, { Text } from '@forge/react'

ForgeReconciler.render(<Text>Fixture</Text>)
