/** Names of people, made from their number alone: unique user names, and namesakes as in every large company. */
const GIVEN_NAMES =
  `Ada Alan Amina Anders Anita Barbara Bjarne Carol Chen Claude Dennis Dorothy Edith Edsger Emmy Erik Fatima Frances
Grace Hedy Ines Ivan Jean John Joan Kavita Ken Kofi Lea Linus Margaret Maria Mei Mira Niklaus Noor Olga Omar Pavel Priya
Radia Ravi Rosa Ruth Sanjay Sofia Stephen Tariq Tim Ursula Vera Vint Wei Yara Yukihiro Zoe`.split(/\s+/)
const SURNAMES =
  `Allen Anand Backus Baker Bartik Becker Berners Booth Borg Brooks Cerf Chandra Clarke Codd Curie Diaz Dijkstra Eckert
Engel Estrin Evans Feinler Fischer Floyd Franklin Garcia Goldberg Haibt Hamilton Hansen Hoare Holberton Hopper Ito Johnson
Kahn Kay Keller Kelly Khan Kim Knuth Lamarr Lamport Liskov Lopez Lovelace Matsumoto Meitner Mensah Meyer Milner Moreau Naur
Noether Okafor Patel Perlman Petrov Ritchie Rossi Sammet Sato Schmidt Shaw Silva Snyder Stroustrup Tanaka Thompson
Torvalds Turing Wing Wirth Yamada Yilmaz Zhang Zuse`.split(/\s+/)

const DOMAIN = 'company.example'

export interface Name {
  readonly givenName: string
  readonly surname: string
  readonly displayName: string
  /** Lower case. */
  readonly userPrincipalName: string
}

export function nameOf(position: number): Name {
  const givenName = GIVEN_NAMES[position % GIVEN_NAMES.length]!
  const surname = SURNAMES[(position * 7 + Math.floor(position / GIVEN_NAMES.length)) % SURNAMES.length]!
  const displayName = `${givenName} ${surname}`
  return {
    givenName,
    surname,
    displayName,
    userPrincipalName: `${displayName.replace(' ', '.').toLowerCase()}.${position}@${DOMAIN}`,
  }
}

/** For a person whom somebody named, e.g. `nameLike('Ada Lovelace', 3)`; one word serves as both names. */
export function nameLike(displayName: string, position: number): Name {
  const words = displayName.trim().split(/\s+/)
  const givenName = words[0] ?? `Person${position}`
  const surname = words.slice(1).join(' ') || givenName
  const local = displayName
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '.')
  return { givenName, surname, displayName, userPrincipalName: `${local}.${position}@${DOMAIN}` }
}
