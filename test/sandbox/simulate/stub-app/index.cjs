exports.admin = async ({ call }) => (call.functionKey === 'getOverview' ? { heldPlans: [] } : {})
exports.tick = async () => undefined
exports.activity = async () => undefined
