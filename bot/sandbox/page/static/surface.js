/** What the elements of a message, a form or the app's home work with: their answers, and the way to the app. */

/**
 * @param {object} place
 *   world; values: a `Values`; container: as the workspace names it, {type: "message", channel, ts} or {type: "view", view_id};
 *   act(name, details): does one thing as the viewer; report(text): says what went wrong, or that nothing did.
 * @returns {{world, values, send(blockId, action), search(blockId, actionId, query)}}
 */
export function surface({ world, values, container, act, report }) {
  return {
    world,
    values,
    send: async (blockId, action) => {
      const full = { ...action, block_id: blockId };
      const answer = await act("action", { container, block_id: blockId, action: full, state: { values: values.all() } });
      report(answer.ok ? "" : answer.error);
    },
    search: (blockId, actionId, value) => act("suggest", { container, block_id: blockId, action_id: actionId, value }),
  };
}
