import { Box, Stack, Text, xcss } from '@forge/react'

const CARD = xcss({
  borderColor: 'color.border',
  borderWidth: 'border.width',
  borderStyle: 'solid',
  borderRadius: 'radius.medium',
  minWidth: '120px',
})

/** A number with its name. */
export function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <Box padding="space.150" xcss={CARD}>
      <Stack>
        <Text color="color.text.subtle">{name}</Text>
        <Text size="large" weight="bold">
          {value}
        </Text>
      </Stack>
    </Box>
  )
}
