import { createRemoteWorld } from '../remote-world'

describe('a list of SCIM', () => {
  it('has 100 users unless told', () => {
    const { askScim, site } = createRemoteWorld()
    for (let index = 0; index < 101; index += 1) {
      const name = `Person ${index}`
      site.addAccount({ email: `p${index}@example.com`, displayName: name, scimId: `s${index}`, by: 'directory' })
    }

    expect(askScim('GET', '/Users').body).toMatchObject({ totalResults: 101, itemsPerPage: 100 })
    expect(askScim('GET', '/Users?startIndex=101').body).toMatchObject({ itemsPerPage: 1 })
    expect(askScim('GET', '/Users?count=101').body).toMatchObject({ itemsPerPage: 101 })
  })
})
