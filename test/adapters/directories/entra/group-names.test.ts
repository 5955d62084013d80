import { createEntraDirectory } from '../../../../src/adapters/directories/entra/directory'
import { NOW } from '../../../support/builders'
import type { Graph } from '../../../../src/adapters/directories/entra/graph'

interface BatchItem {
  readonly id: string
  readonly url: string
}

/** Graph that answers each item of a batch by its group id. */
function graphAnswering(statusOf: (groupId: string) => number): { graph: Graph; urls: string[] } {
  const urls: string[] = []
  const answer = ({ id, url }: BatchItem) => {
    urls.push(url)
    const groupId = url.slice('/groups/'.length, url.indexOf('?'))
    const status = statusOf(groupId)
    return { id, status, body: status === 200 ? { id: groupId, displayName: `Name of ${groupId}` } : { error: {} } }
  }
  const send: Graph['send'] = async (_method, _path, options) => {
    const { requests } = options?.json as { requests: BatchItem[] }
    return { status: 200, text: JSON.stringify({ responses: requests.map(answer) }) }
  }
  return {
    graph: {
      send,
      rest: () => Promise.reject(new Error('unused')),
      pages: () => Promise.reject(new Error('unused')) as never,
    },
    urls,
  }
}

describe('readGroupNames of Entra', () => {
  it('leaves out groups that are not there and ids that cannot be one', async () => {
    const statuses: Record<string, number> = { gone: 404, nonsense: 400 }
    const { graph } = graphAnswering((groupId) => statuses[groupId] ?? 200)

    const names = await createEntraDirectory(graph, () => NOW).readGroupNames(['all', 'gone', 'nonsense'])

    expect(names).toEqual(new Map([['all', 'Name of all']]))
  })

  it('asks once for each group, and for its name only', async () => {
    const { graph, urls } = graphAnswering(() => 200)

    await createEntraDirectory(graph, () => NOW).readGroupNames(['all', 'all'])

    expect(urls).toEqual(['/groups/all?$select=id,displayName'])
  })

  it('says when the credential may not read groups', async () => {
    const { graph } = graphAnswering(() => 403)

    const names = createEntraDirectory(graph, () => NOW).readGroupNames(['all'])

    await expect(names).rejects.toThrow('Reading a group from Entra: the credential may not do this (403).')
  })
})
