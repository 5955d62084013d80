import type { Person, Proofs } from '../../core/people'

/** Proofs of identity as a directory writes them; whatever is blank proves nothing. */
export function readProofs(written: Readonly<Record<keyof Proofs, string | null | undefined>>): Pick<Person, 'proofs'> {
  const proofs = Object.entries(written).flatMap(([name, value]) => {
    const proof = value?.trim() ?? ''
    return proof === '' ? [] : [[name, proof]]
  })
  return proofs.length === 0 ? {} : { proofs: Object.fromEntries(proofs) as Proofs }
}
