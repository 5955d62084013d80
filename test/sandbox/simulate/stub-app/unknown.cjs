Object.assign(exports, require('./index.cjs'))
exports.tick = async () => {
  for (const path of ['nowhere', 'applicationrole?page=2', 'groups/picker?query=x']) {
    await global.__forge_fetch__({ type: 'fpp', provider: 'app', remote: 'jira' }, `/rest/api/3/${path}`, {})
  }
}
