/** What every directory must be to the use cases. One suite; what an implementation does differently is declared. */
import { ADA, BEN, CID, NOBODY } from './directory-harness'
import type { DirectoryHarness, DirectoryTest, DirectoryTraits, NewPerson } from './directory-harness'
import { describeSignIns } from './directory-sign-ins'

export function describeDirectory(traits: DirectoryTraits, create: () => DirectoryHarness): void {
  const skipped = new Map(traits.skip.flatMap(({ reason, tests }) => tests.map((test) => [test, reason] as const)))
  /** A difference stays visible in the output, with its reason. */
  const unlessDifferent = (title: DirectoryTest, test: () => Promise<void>): void => {
    const reason = skipped.get(title)
    if (reason === undefined) it(title, test)
    else it.skip(`${title}: ${reason}`, test)
  }

  describe(`the directory port: ${traits.name}`, () => {
    let world: DirectoryHarness

    beforeEach(() => {
      world = create()
    })

    afterEach(() => {
      expect(world.violations()).toEqual([])
    })

    const addAll = (...people: readonly NewPerson[]): string[] => people.map((person) => world.addPerson(person))

    describe('everybody', () => {
      it('is read with addresses in lower case, names and state', async () => {
        const [ada, ben] = addAll(ADA, BEN)
        world.setEnabled(ben!, false)
        await world.settle()

        const people = await readAll(world.directory.readPeople())

        expect(people).toHaveLength(2)
        expect(people).toContainEqual({
          objectId: ada,
          email: 'ada.byron@example.com',
          mail: 'ada.byron@example.com',
          upn: 'ada@example.com',
          displayName: 'Ada Byron',
          givenName: 'Ada',
          familyName: 'Byron',
          enabled: true,
          kind: 'member',
        })
        expect(people.find(({ objectId }) => objectId === ben)?.enabled).toBe(false)
      })

      it('leaves out who was deleted', async () => {
        const [ada, ben] = addAll(ADA, BEN)
        world.remove(ben!)
        await world.settle()

        expect((await readAll(world.directory.readPeople())).map(({ objectId }) => objectId)).toEqual([ada])
      })

      it('has the attributes that were asked for, empty ones too, and no others', async () => {
        addAll(ADA)
        await world.settle()

        const [person] = await readAll(world.directory.readPeople(['mail', 'userPrincipalName', 'officeLocation']))

        expect(Object.keys(person!.attributes!).sort()).toEqual(['mail', 'officeLocation', 'userPrincipalName'])
        expect(person!.attributes).toMatchObject({
          mail: expect.stringMatching(/^ada\.byron@example\.com$/i),
          officeLocation: '',
        })
      })

      unlessDifferent('takes the login as the address of who has no mailbox', async () => {
        addAll({ ...ADA, email: null })
        await world.settle()

        const [person] = await readAll(world.directory.readPeople())

        expect(person).toMatchObject({ email: 'ada@example.com', mail: '', upn: 'ada@example.com' })
      })

      unlessDifferent('tells guests from members', async () => {
        addAll({ ...ADA, kind: 'guest' })
        await world.settle()

        expect((await readAll(world.directory.readPeople()))[0]?.kind).toBe('guest')
      })

      const many = traits.morePeopleThanOnAPage
      if (many !== null) {
        it('is read over all pages, each person once', async () => {
          addCrowd(world, many)
          await world.settle()

          const pages: number[] = []
          const ids = new Set<string>()
          for await (const page of world.directory.readPeople()) {
            pages.push(page.length)
            for (const { objectId } of page) ids.add(objectId)
          }

          expect(ids.size).toBe(many)
          expect(pages.filter((count) => count > 0).length).toBeGreaterThan(1)
        })

        it.each([
          ['fails', /^(unavailable|throttled)$/],
          ['is HTML', /^bad-response$/],
          ['comes again', /^incomplete-read$/],
          ['lies on another host', /^bad-response$/],
        ] as const)('is an error and never a shorter list when the second page %s', async (how, code) => {
          addCrowd(world, many)
          await world.settle()
          world.breakSecondPage(how)

          await expect(readAll(world.directory.readPeople())).rejects.toMatchObject({
            name: 'AppError',
            code: expect.stringMatching(code),
          })
        })
      }
    })

    describe('a few people', () => {
      it('are as they are now; who is not there is missing, and twice is once', async () => {
        const [ada, ben] = addAll(ADA, BEN)
        world.setEnabled(ada!, false)
        world.remove(ben!)

        const { found: people } = await world.directory.lookUp([ada!, ben!, ada!, NOBODY], ['department'])

        expect([...people.keys()]).toEqual([ada])
        expect(people.get(ada!)).toMatchObject({ objectId: ada, enabled: false, attributes: { department: '' } })
      })

      it('are many when many are asked for', async () => {
        const ids = addCrowd(world, 105)

        expect([...(await world.directory.lookUp(ids)).found.keys()].sort()).toEqual([...ids].sort())
      })

      it('are none when none are asked for', async () => {
        addAll(ADA)

        expect(await world.directory.lookUp([])).toEqual({ found: new Map(), failed: new Map() })
      })

      it.each(['ADA.byron@example.com', 'ada@EXAMPLE.com'])('are found by address or login: %s', async (address) => {
        const [ada] = addAll(ADA, BEN)
        await world.settle()

        expect((await world.directory.find(address)).map(({ objectId }) => objectId)).toEqual([ada])
      })

      it('are found by an address with a quotation mark, and not found by one that nobody has', async () => {
        const [odd] = addAll({ name: "Rory O'Neil", login: "rory.o'neil@example.com", email: null }, BEN)
        await world.settle()

        expect((await world.directory.find("rory.o'neil@example.com")).map(({ objectId }) => objectId)).toEqual([odd])
        expect(await world.directory.find('nobody@example.com')).toEqual([])
        expect(await world.directory.find('a" or "b@example.com')).toEqual([])
      })
    })

    describe('changes', () => {
      it('begin now, with nothing', async () => {
        addAll(ADA)
        await world.settle()

        const { changed, cursor } = await world.directory.readChanges(null)

        expect(changed.size).toBe(0)
        expect(cursor).not.toBe('')
      })

      it('tell who was disabled and who came back, each once with the last state', async () => {
        const [ada, ben] = addAll(ADA, BEN, CID)
        await world.settle()
        const { cursor } = await world.directory.readChanges(null)
        world.setEnabled(ada!, false)
        world.setEnabled(ben!, false)
        world.setEnabled(ben!, true)
        await world.settle()

        const { changed } = await world.directory.readChanges(cursor)

        expect(changed.get(ada!)).toBe('disabled')
        expect(changed.get(ben!)).toBe('enabled')
      })

      unlessDifferent('tells who was deleted', async () => {
        const [ada] = addAll(ADA, BEN)
        await world.settle()
        const { cursor } = await world.directory.readChanges(null)
        world.remove(ada!)
        await world.settle()

        expect((await world.directory.readChanges(cursor)).changed.get(ada!)).toBe('deleted')
      })

      it('go on where the last look ended: what comes again has the state of before', async () => {
        const [ada, ben] = addAll(ADA, BEN)
        await world.settle()
        const begin = await world.directory.readChanges(null)
        world.setEnabled(ada!, false)
        await world.settle()
        const first = await world.directory.readChanges(begin.cursor)
        world.setEnabled(ben!, false)
        await world.settle()

        const second = await world.directory.readChanges(first.cursor)

        expect(second.changed.get(ben!)).toBe('disabled')
        expect(second.changed.get(ada!) ?? 'disabled').toBe('disabled')
      })

      it('are not lost by a look that is repeated', async () => {
        const [ada] = addAll(ADA)
        await world.settle()
        const { cursor } = await world.directory.readChanges(null)
        world.setEnabled(ada!, false)
        await world.settle()
        await world.directory.readChanges(cursor)

        expect((await world.directory.readChanges(cursor)).changed.get(ada!)).toBe('disabled')
      })
    })

    describe('groups', () => {
      it('have members, by object id', async () => {
        const [ada, ben] = addAll(ADA, BEN, CID)
        const staff = world.addGroup('Staff')
        for (const one of [ada!, ben!]) world.setMember(staff, one, true)
        await world.settle()

        expect((await readAll(world.directory.readGroupMembers(staff))).sort()).toEqual([ada!, ben!].sort())
      })

      it('without members are read as such, and those that are not there never have any', async () => {
        addAll(ADA)
        const empty = world.addGroup('Empty')
        await world.settle()

        expect(await readAll(world.directory.readGroupMembers(empty))).toEqual([])
        await expect(readAll(world.directory.readGroupMembers(unknownLike(empty)))).rejects.toMatchObject({
          name: 'AppError',
        })
      })

      it('are told for each person who is asked about', async () => {
        const [ada, ben] = addAll(ADA, BEN)
        const [staff, other] = [world.addGroup('Staff'), world.addGroup('Other')]
        world.setMember(staff, ada!, true)
        world.setMember(other, ada!, true)
        await world.settle()

        const { found: memberships } = await world.directory.readMemberships([ada!, ben!], [staff])

        expect(memberships).toEqual(
          new Map([
            [ada, [staff]],
            [ben, []],
          ]),
        )
      })

      it('are in no list of who was deleted', async () => {
        const [ada] = addAll(ADA)
        const staff = world.addGroup('Staff')
        world.setMember(staff, ada!, true)
        world.remove(ada!)
        await world.settle()

        expect((await world.directory.readMemberships([ada!], [staff])).found).toEqual(new Map([[ada, []]]))
      })

      unlessDifferent('follows groups within groups', async () => {
        const [ada] = addAll(ADA, BEN)
        const [outer, inner] = [world.addGroup('Outer'), world.addGroup('Inner')]
        world.setMember(outer, inner, true)
        world.setMember(inner, ada!, true)
        await world.settle()

        expect(await readAll(world.directory.readGroupMembers(outer))).toEqual([ada])
        expect((await world.directory.readMemberships([ada!], [outer])).found.get(ada!)).toEqual([outer])
      })

      it('are shown by the name that they have now; one that is not there is missing', async () => {
        const [staff, other] = [world.addGroup('Staff'), world.addGroup('Other')]
        world.renameGroup(staff, 'Everybody')
        await world.settle()

        const names = await world.directory.readGroupNames([staff, other, unknownLike(staff), NOBODY])

        expect(names).toEqual(
          new Map([
            [staff, 'Everybody'],
            [other, 'Other'],
          ]),
        )
      })
    })

    describe('a search for groups', () => {
      it('finds those whose name begins so, in any letter case and with any sign in it', async () => {
        const [staff, quoted] = [world.addGroup("Staff's best"), world.addGroup("STAFF's & rest")]
        world.addGroup('No staff')
        await world.settle()

        expect(await world.directory.findGroups("staff'S", 20)).toEqual(
          new Map([
            [staff, "Staff's best"],
            [quoted, "STAFF's & rest"],
          ]),
        )
        expect((await world.directory.findGroups("staff's &", 20)).size).toBe(1)
        expect((await world.directory.findGroups('nobody', 20)).size).toBe(0)
      })

      it('finds no more than asked for, and any of them without a text', async () => {
        for (const name of ['One', 'Two', 'Three']) world.addGroup(name)
        await world.settle()

        expect((await world.directory.findGroups('', 2)).size).toBe(2)
      })
    })

    describeSignIns(() => world, addAll)
  })
}

export async function readAll<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = []
  for await (const page of pages) all.push(...page)
  return all
}

function addCrowd(world: DirectoryHarness, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    world.addPerson({ name: `Person ${index}`, login: `p${index}@example.com`, email: `p${index}@example.com` }),
  )
}

/** An id of the same form that nobody has. */
function unknownLike(id: string): string {
  const last = id.at(-1)!
  return `${id.slice(0, -1)}${last === '0' ? '1' : '0'}`
}
