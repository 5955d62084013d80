// Microsoft's own Graph client against the sandbox: pages, a delta and a batch. Input and output are JSON.
import graph from '@microsoft/microsoft-graph-client'

const input = JSON.parse(process.argv[2])
const GRAPH = 'https://graph.microsoft.com'

/** The last middleware: the client believes that it speaks to Graph, and the links in the replies lead there. */
const wire = {
  async execute(context) {
    const url = String(context.request)
    if (!url.startsWith(`${GRAPH}/`)) throw new Error(`Expected requests to ${GRAPH}, got ${url}`)
    const response = await fetch(input.entra + url.slice(GRAPH.length), context.options)
    const text = (await response.text()).replaceAll(input.entra, GRAPH)
    const { status, headers } = response
    context.response = new Response(text === '' ? null : text, { status, headers })
  },
}
const authentication = new graph.AuthenticationHandler({ getAccessToken: async () => input.token })
const retry = new graph.RetryHandler(new graph.RetryHandlerOptions())
authentication.setNext(retry)
retry.setNext(wire)
const client = graph.Client.initWithMiddleware({ middleware: authentication })

async function readAll(page) {
  const items = []
  const iterator = new graph.PageIterator(client, page, (item) => items.push(item) > 0)
  await iterator.iterate()
  return { items, isComplete: iterator.isComplete(), deltaLink: iterator.getDeltaLink() }
}

async function readBatch() {
  const steps = [
    { id: 'user', request: new Request(`${GRAPH}/users/${input.userId}?$select=id,mail`) },
    { id: 'nobody', request: new Request(`${GRAPH}/users/nobody@example.com?$select=id`) },
    {
      id: 'groups',
      request: new Request(`${GRAPH}/users/${input.userId}/checkMemberGroups`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ groupIds: [input.groupId] }),
      }),
    },
  ]
  const content = await new graph.BatchRequestContent(steps).getContent()
  const answers = new graph.BatchResponseContent(await client.api('/$batch').post(content))
  const read = async (id) => [answers.getResponseById(id).status, await answers.getResponseById(id).json()]
  return { user: await read('user'), nobody: await read('nobody'), groups: await read('groups') }
}

const runs = {
  pages: async () => readAll(await client.api('/users').select('id,displayName').top(2).get()),
  members: async () => {
    const request = client.api(`/groups/${input.groupId}/transitiveMembers/microsoft.graph.user`)
    return request.header('ConsistencyLevel', 'eventual').count(true).select('id').top(999).get()
  },
  fullDelta: async () => readAll(await client.api('/users/delta').select('id,accountEnabled').get()),
  changes: async () => readAll(await client.api(input.deltaLink).get()),
  batch: readBatch,
  error: async () => {
    try {
      return await client.api('/users/nobody@example.com').get()
    } catch (error) {
      return { isGraphError: error instanceof graph.GraphError, statusCode: error.statusCode, code: error.code }
    }
  },
}

console.log(JSON.stringify(await runs[input.run]()))
