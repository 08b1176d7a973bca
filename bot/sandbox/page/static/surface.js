/** What the elements of a message, a form or the app's home work with: their answers, and the way to the app. */

import { Letters } from "./letters.js";

const letters = new Letters();

/**
 * @param {object} place
 *   world; values: a `Values`; container: as the workspace names it, {type: "message", channel, ts} or {type: "view", view_id};
 *   act(name, details): does one thing as the viewer; report(text): says what went wrong, or that nothing did.
 * @returns {{world, values, send(blockId, action), write(blockId, action), search(blockId, actionId, query)}} `write` tells of a letter
 */
export function surface({ world, values, container, act, report }) {
  const send = async (blockId, action) => {
    const full = { ...action, block_id: blockId };
    const answer = await act("action", { container, block_id: blockId, action: full, state: { values: values.all() } });
    report(answer.ok ? "" : answer.error);
  };
  return {
    world,
    values,
    send,
    write: (blockId, action) => letters.tell(JSON.stringify([container, blockId, action.action_id]), () => send(blockId, action)),
    search: (blockId, actionId, value) => act("suggest", { container, block_id: blockId, action_id: actionId, value }),
  };
}
