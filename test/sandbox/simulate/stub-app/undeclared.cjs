Object.assign(exports, require('./index.cjs'))
exports.tick = async () => {
  await fetch('https://undeclared.example/users').catch(() => undefined)
}
