// The one function of react-dom that the host page calls; its types are a package that nothing else here needs.
declare module 'react-dom/client' {
  import type { ReactNode } from 'react'
  export function createRoot(container: Element): { render(children: ReactNode): void }
}
