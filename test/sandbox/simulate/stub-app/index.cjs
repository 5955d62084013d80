exports.admin = async ({ call }) => ({ ok: true, value: call.functionKey === 'getOverview' ? { heldPlans: [] } : {} })
exports.tick = async () => undefined
exports.activity = async () => undefined
