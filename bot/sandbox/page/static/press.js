/** What is drawn anew between the press and the release of a button is not pressed at all: so drawing waits meanwhile. */

/**
 * @param {(state: object) => void} show
 * @returns {{receive: (state: object) => void, forget: () => void}} receive shows a state as soon as nothing is being pressed
 */
export function afterPresses(show) {
  let pressing = false;
  let waiting = null;
  const released = () => {
    pressing = false;
    const state = waiting;
    waiting = null;
    if (state) show(state);
  };
  addEventListener("pointerdown", () => { pressing = true; }, true);
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(released), true);
  return {
    receive: (state) => {
      if (pressing) waiting = state;
      else show(state);
    },
    forget: () => { waiting = null; },
  };
}
