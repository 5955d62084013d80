exports.admin = async () => {
  throw new Error('No settings today')
}
exports.tick = async () => undefined
exports.activity = async () => undefined
